using ResidentService.Domain.Communities;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.CommunityEvents;

/// <summary>An event: what was written about it, and who comes. Running and finished follow from the clock.</summary>
public abstract record CommunityEvent
{
    private CommunityEvent() { }

    public SignUpBook Book { get; init; } = SignUpBook.Empty;

    public sealed record Unknown : CommunityEvent;

    public sealed record Draft(EventId Id, CommunityId Community, EventDetails Details) : CommunityEvent;

    public sealed record Published(
        EventId Id,
        CommunityId Community,
        EventDetails Details,
        EventRules Rules,
        DateTimeOffset SignUpOpensAt,
        DateTimeOffset SignUpClosesAt) : CommunityEvent
    {
        /// <summary>How far the last change has been told.</summary>
        public Telling Change { get; init; }

        /// <summary>How far people have been reminded; null before it begins.</summary>
        public Telling? Reminder { get; init; }

        public int Free => Details.Capacity - Book.Seated;

        public bool HasClosed(DateTimeOffset now) => now >= SignUpClosesAt;

        public bool HasEnded(DateTimeOffset now) => now >= Details.LastEnd();

        /// <summary>Null where nobody is reminded.</summary>
        public DateTimeOffset? RemindAt() => RemindAt(Details, Rules);

        internal static DateTimeOffset? RemindAt(EventDetails details, EventRules rules) =>
            rules.RemindHours > 0 ? details.FirstStart().AddHours(-rules.RemindHours) : null;

        /// <summary>Who gets a seat so late can always cancel (DOMAIN.md, Volunteering).</summary>
        public bool CancelStaysFree(DateTimeOffset now) =>
            now > Details.FirstStart().AddHours(-Rules.MovedUpFreeCancelHours);
    }

    /// <param name="Window">Null for an event that was never published.</param>
    public sealed record Cancelled(
        EventId Id, CommunityId Community, EventDetails Details, Published? Window, string Reason) : CommunityEvent;

    public sealed record Settled(Published Event, EarningRules Earning, SettleReply Totals) : CommunityEvent
    {
        public int AwardedThrough { get; init; }

        public int NoShowsThrough { get; init; }
    }

    public static CommunityEvent Evolve(CommunityEvent state, CommunityEventFact fact, DateTimeOffset at) =>
        (state, fact) switch
        {
            (Unknown, CommunityEventFact.Drafted(var id, var community, var details)) =>
                new Draft(id, community, details) { Book = state.Book },
            (Draft draft, CommunityEventFact.Changed(var details)) => draft with { Details = details },
            (Published published, CommunityEventFact.Changed(var details)) => published with { Details = details },
            (Published published, CommunityEventFact.ChangeTold told) =>
                published with { Change = new(told.Through, told.Until) },
            (Published published, CommunityEventFact.Reminded told) =>
                published with { Reminder = new(told.Through, told.Until) },
            (Draft, CommunityEventFact.Published fresh) =>
                new Published(
                    fresh.Event, fresh.Community, fresh.Details, fresh.Rules, fresh.SignUpOpensAt, fresh.SignUpClosesAt)
                { Book = state.Book },
            (Draft draft, CommunityEventFact.Cancelled(var id, var community, var reason)) =>
                new Cancelled(id, community, draft.Details, null, reason) { Book = state.Book },
            (Published published, CommunityEventFact.Cancelled(var id, var community, var reason)) =>
                new Cancelled(id, community, published.Details, Bookless(published), reason) { Book = state.Book },
            (Published published, CommunityEventFact.Settled settled) => new Settled(
                Bookless(published), settled.Rules, new(settled.Volunteers, settled.Minutes, settled.Points))
            { Book = state.Book },
            (Settled settled, CommunityEventFact.AwardsMade made) => settled with { AwardedThrough = made.Through },
            (Settled settled, CommunityEventFact.NoShowsNoted noted) => settled with { NoShowsThrough = noted.Through },
            _ => state with { Book = Evolve(state.Book, fact, at) },
        };

    // The book lives on in the next state; the old one would only hold memory.
    private static Published Bookless(Published published) => published with { Book = SignUpBook.Empty };

    private static SignUpBook Evolve(SignUpBook book, CommunityEventFact fact, DateTimeOffset at) => fact switch
    {
        CommunityEventFact.SignedUp(var resident, var sequence, var claim, var status, var isVolunteer) =>
            book.Enter(resident, new(sequence, claim, status, isVolunteer, CancelStaysFree: false)),
        CommunityEventFact.SignUpApproved(var resident, var status, var free) =>
            book.Change(resident, signUp => signUp with { Status = status, CancelStaysFree = free }),
        CommunityEventFact.SignUpCancelled(var resident, _, _, _) => End(book, resident, SignUpStatus.Cancelled),
        CommunityEventFact.ClaimDeclaredDead(var resident, var claim) => book.Declare(resident, claim),
        CommunityEventFact.WaitingMovedUp(var residents, var free, _) => residents.Aggregate(book, (next, resident) =>
            next.Change(resident, up => up with { Status = SignUpStatus.Confirmed, CancelStaysFree = free })),
        CommunityEventFact.SignUpsLapsed(var ended, _) =>
            ended.Aggregate(book, (next, one) => End(next, one.Resident, SignUpStatus.Lapsed)),
        CommunityEventFact.SignUpsReleased(var ended, _) =>
            ended.Aggregate(book, (next, one) => End(next, one.Resident, SignUpStatus.Cancelled)),
        CommunityEventFact.CheckedIn checkedIn => CheckIn(book, checkedIn, at),
        CommunityEventFact.CheckedOut(var resident, var inAt, var presence) =>
            Close(book, resident, inAt, at, By(presence)),
        CommunityEventFact.RecordClosed(var resident, var inAt, var outAt, _) =>
            Close(book, resident, inAt, outAt, RecordedBy.Staff),
        _ => book,
    };

    private static SignUpBook End(SignUpBook book, ResidentId resident, SignUpStatus status) =>
        book.Change(resident, signUp => signUp with { Status = status });

    private static SignUpBook CheckIn(SignUpBook book, CommunityEventFact.CheckedIn fact, DateTimeOffset at)
    {
        var record = new AttendanceRecord(at, By(fact.Presence), null, null);
        return book.Record(
            fact.Resident,
            signUp => signUp with
            {
                Status = SignUpStatus.Attended,
                IsVolunteer = signUp.IsVolunteer || fact.IsVolunteer,
                Records = signUp.Records.Add(record),
            },
            opened: 1,
            byStaff: record.ByStaff ? 1 : 0);
    }

    private static SignUpBook Close(
        SignUpBook book, ResidentId resident, DateTimeOffset inAt, DateTimeOffset outAt, RecordedBy by)
    {
        if (book.Find(resident)?.Records is not { } records)
            return book;
        var index = records.ToList().FindIndex(record => record.IsOpen && record.CheckedInAt == inAt);
        if (index < 0)
            return book;

        var open = records[index];
        var closed = open with { CheckedOutAt = outAt, OutBy = by };
        return book.Record(
            resident,
            signUp => signUp with { Records = records.SetItem(index, closed) },
            opened: 0,
            byStaff: closed.ByStaff && !open.ByStaff ? 1 : 0);
    }

    private static RecordedBy By(Presence presence) =>
        presence.By == PresenceBy.Code ? RecordedBy.Code : RecordedBy.StaffScan;
}
