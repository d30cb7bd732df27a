using System.Collections.Immutable;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.CommunityEvents;

/// <summary>
/// The sign-ups of one event. Everybody who ever signed up stands in <see cref="All"/>, and while it counts also in
/// the one queue of their status, so that numbers, the next in line and a place in line cost no walk: each change
/// costs O(log n), and a sign-up takes about 250 bytes.
/// </summary>
public sealed record SignUpBook
{
    public static SignUpBook Empty { get; } = new();

    public ImmutableDictionary<ResidentId, SignUp> All { get; private init; } =
        ImmutableDictionary<ResidentId, SignUp>.Empty;

    public ImmutableSortedSet<Ticket> Requested { get; private init; } = [];

    public ImmutableSortedSet<Ticket> Waiting { get; private init; } = [];

    /// <summary>Those with a seat who have not checked in.</summary>
    public ImmutableSortedSet<Ticket> Confirmed { get; private init; } = [];

    /// <summary>Those with a seat who have checked in.</summary>
    public ImmutableSortedSet<Ticket> Attended { get; private init; } = [];

    /// <summary>Claims that no sign-up may use any more, of those who are not signed up.</summary>
    private ImmutableDictionary<ResidentId, int> DeadClaims { get; init; } = ImmutableDictionary<ResidentId, int>.Empty;

    public int LastSequence { get; private init; }

    public int Records { get; private init; }

    /// <summary>Of the records, those that staff opened or closed.</summary>
    public int StaffRecords { get; private init; }

    /// <summary>An event at which nobody checked in used no check-in at all: it can't tell who did not come.</summary>
    public bool TellsNoShows => Records > 0;

    public int Seated => Confirmed.Count + Attended.Count;

    /// <summary>All queues, each in order.</summary>
    public IEnumerable<Ticket> Counting => Confirmed.Concat(Attended).Concat(Waiting).Concat(Requested);

    public bool AnyCounting => Seated + Waiting.Count + Requested.Count > 0;

    public SignUp? Find(ResidentId resident) => All.GetValueOrDefault(resident);

    /// <summary>
    /// The highest claim of a resident that is dead; 0 if none is. The claim of a sign-up that has ended is dead too:
    /// its release is under way, and a sign-up that used it again would lose it.
    /// </summary>
    public int DeadClaim(ResidentId resident) => Math.Max(
        DeadClaims.GetValueOrDefault(resident),
        Find(resident) is { Counts: false } ended ? ended.ClaimNumber : 0);

    /// <summary>From the first one after a sequence number on, without a walk from the beginning.</summary>
    internal static IEnumerable<Ticket> After(ImmutableSortedSet<Ticket> queue, int sequence)
    {
        var index = queue.IndexOf(new(sequence + 1, default));
        for (var at = index < 0 ? ~index : index; at < queue.Count; at++)
            yield return queue[at];
    }

    internal SignUpBook Declare(ResidentId resident, int deadClaim)
    {
        var highest = Math.Max(deadClaim, DeadClaims.GetValueOrDefault(resident));
        return this with { DeadClaims = DeadClaims.SetItem(resident, highest) };
    }

    internal SignUpBook Enter(ResidentId resident, SignUp signUp) => Put(resident, signUp) with
    {
        DeadClaims = DeadClaims.Remove(resident), // A living claim has a higher number.
        LastSequence = signUp.Sequence,
    };

    internal SignUpBook Change(ResidentId resident, Func<SignUp, SignUp> change) =>
        Find(resident) is { } signUp ? Put(resident, change(signUp)) : this;

    internal SignUpBook Record(ResidentId resident, Func<SignUp, SignUp> change, int opened, int byStaff) =>
        Change(resident, change) with { Records = Records + opened, StaffRecords = StaffRecords + byStaff };

    private SignUpBook Put(ResidentId resident, SignUp next)
    {
        var book = this with { All = All.SetItem(resident, next) };
        var old = Find(resident);
        if (old is not null && old.Status == next.Status && old.Sequence == next.Sequence)
            return book;
        if (old is not null)
            book = book.Requeue(old.Status, queue => queue.Remove(new(old.Sequence, resident)));
        return book.Requeue(next.Status, queue => queue.Add(new(next.Sequence, resident)));
    }

    private SignUpBook Requeue(
        SignUpStatus status, Func<ImmutableSortedSet<Ticket>, ImmutableSortedSet<Ticket>> change) => status switch
        {
            SignUpStatus.Requested => this with { Requested = change(Requested) },
            SignUpStatus.Waiting => this with { Waiting = change(Waiting) },
            SignUpStatus.Confirmed => this with { Confirmed = change(Confirmed) },
            SignUpStatus.Attended => this with { Attended = change(Attended) },
            _ => this,
        };
}

/// <summary>A place in line: the order of sign-ups in the journal.</summary>
public readonly record struct Ticket(int Sequence, ResidentId Resident) : IComparable<Ticket>
{
    public int CompareTo(Ticket other) => Sequence.CompareTo(other.Sequence);
}

/// <param name="Sequence">One counter per event over all sign-ups; a repeated sign-up takes a new number.</param>
/// <param name="Status">Never no-show, which follows from a confirmed one when the event is settled.</param>
/// <param name="CancelStaysFree">Got the seat so late that cancelling never counts as a no-show.</param>
public sealed record SignUp(int Sequence, int ClaimNumber, SignUpStatus Status, bool IsVolunteer, bool CancelStaysFree)
{
    public ImmutableArray<AttendanceRecord> Records { get; init; } = [];

    /// <summary>Whether it has not ended.</summary>
    public bool Counts => Status is SignUpStatus.Requested or SignUpStatus.Waiting || HasSeat;

    public bool HasSeat => Status is SignUpStatus.Confirmed or SignUpStatus.Attended;
}
