using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.CommunityEvents;

/// <summary>Facts on disk: change with care. The event's id is the key of the stream.</summary>
public abstract record CommunityEventFact : IEvent
{
    private CommunityEventFact() { }

    [Named("event.drafted.v1")]
    public sealed record Drafted(EventId Event, CommunityId Community, EventDetails Details) : CommunityEventFact;

    /// <param name="Details">All of them, as they are now.</param>
    [Named("event.changed.v1")]
    public sealed record Changed(EventDetails Details) : CommunityEventFact;

    /// <param name="Rules">In force for this event from now on.</param>
    [Named("event.published.v1")]
    public sealed record Published(
        EventId Event,
        CommunityId Community,
        EventDetails Details,
        EventRules Rules,
        DateTimeOffset SignUpOpensAt,
        DateTimeOffset SignUpClosesAt) : CommunityEventFact;

    [Named("event.cancelled.v1")]
    public sealed record Cancelled(EventId Event, CommunityId Community, string Reason) : CommunityEventFact;

    /// <param name="Status">Requested, confirmed or waiting.</param>
    [Named("event.signed-up.v1")]
    public sealed record SignedUp(
        ResidentId Resident, int Sequence, int ClaimNumber, SignUpStatus Status, bool IsVolunteer) : CommunityEventFact;

    /// <param name="Status">Confirmed or waiting.</param>
    /// <param name="CancelStaysFree">So late that cancelling never counts as a no-show.</param>
    [Named("event.sign-up-approved.v1")]
    public sealed record SignUpApproved(ResidentId Resident, SignUpStatus Status, bool CancelStaysFree)
        : CommunityEventFact;

    /// <param name="Was">What the sign-up was; null where the first version has not told it.</param>
    /// <param name="NoShowAt">The start that was missed by cancelling so late; null where cancelling was free.</param>
    [Named("event.sign-up-cancelled.v2")]
    public sealed record SignUpCancelled(
        ResidentId Resident, int ClaimNumber, SignUpStatus? Was, DateTimeOffset? NoShowAt) : CommunityEventFact;

    /// <summary>A claim that no sign-up uses: from now on none may, so that it can be released.</summary>
    [Named("event.claim-declared-dead.v1")]
    public sealed record ClaimDeclaredDead(ResidentId Resident, int ClaimNumber) : CommunityEventFact;

    [Named("event.checked-in.v1")]
    public sealed record CheckedIn(ResidentId Resident, Presence Presence, bool IsVolunteer) : CommunityEventFact;

    /// <param name="CheckedInAt">Which record it closes.</param>
    [Named("event.checked-out.v1")]
    public sealed record CheckedOut(ResidentId Resident, DateTimeOffset CheckedInAt, Presence Presence)
        : CommunityEventFact;

    /// <param name="CheckedInAt">Which record it closes.</param>
    [Named("event.record-closed.v1")]
    public sealed record RecordClosed(
        ResidentId Resident, DateTimeOffset CheckedInAt, DateTimeOffset CheckedOutAt, string Reason)
        : CommunityEventFact;

    /// <param name="Rules">In force for this event's earning.</param>
    /// <param name="Points">What the awards come to, with the cap of each day, before what else was earned.</param>
    /// <param name="StaffRecordsAlert">More of the records than the rules allow were opened or closed by staff.</param>
    [Named("event.settled.v1")]
    public sealed record Settled(
        EventId Event,
        CommunityId Community,
        EarningRules Rules,
        int Volunteers,
        long Minutes,
        long Points,
        bool StaffRecordsAlert) : CommunityEventFact;

    /// <summary>A step of something long, of so many people as one entry may name.</summary>
    /// <param name="More">Whether another step follows.</param>
    public abstract record Chunk(bool More) : CommunityEventFact;

    /// <summary>The first of the waiting list have seats.</summary>
    /// <param name="CancelStaysFree">So late that cancelling never counts as a no-show.</param>
    [Named("event.waiting-moved-up.v1")]
    public sealed record WaitingMovedUp(IReadOnlyList<ResidentId> Residents, bool CancelStaysFree, bool More)
        : Chunk(More);

    /// <summary>Title or description were changed, and these have signed up.</summary>
    /// <param name="Through">Everybody with a sequence number up to this one has been told …</param>
    /// <param name="Until">… and up to this one is to be.</param>
    [Named("event.change-told.v1")]
    public sealed record ChangeTold(IReadOnlyList<ResidentId> Residents, int Through, int Until, bool More)
        : Chunk(More);

    /// <summary>The event is near, and these have a seat.</summary>
    /// <param name="Through">Everybody with a sequence number up to this one has been told …</param>
    /// <param name="Until">… and up to this one is to be.</param>
    [Named("event.reminded.v1")]
    public sealed record Reminded(IReadOnlyList<ResidentId> Residents, int Through, int Until, bool More)
        : Chunk(More);

    /// <summary>Sign-up closed before they got a seat.</summary>
    [Named("event.sign-ups-lapsed.v1")]
    public sealed record SignUpsLapsed(IReadOnlyList<SignUpClaim> SignUps, bool More) : Chunk(More);

    /// <summary>The event was cancelled, and with it these sign-ups.</summary>
    [Named("event.sign-ups-released.v1")]
    public sealed record SignUpsReleased(IReadOnlyList<SignUpClaim> SignUps, bool More) : Chunk(More);

    /// <param name="Through">Everybody with a sequence number up to this one has been awarded.</param>
    [Named("event.awards-made.v1")]
    public sealed record AwardsMade(
        CommunityId Community, EarningRules Rules, IReadOnlyList<Award> Awards, int Through, bool More) : Chunk(More);

    /// <param name="Through">Everybody with a sequence number up to this one has been looked at.</param>
    [Named("event.no-shows-noted.v1")]
    public sealed record NoShowsNoted(
        IReadOnlyList<ResidentId> Residents, DateTimeOffset EventStartsAt, int Through, bool More) : Chunk(More);
}

/// <summary>
/// Until 2026-11-22 a cancelled sign-up did not tell what it had been. One that counts as a no-show had a seat.
/// </summary>
[Named("event.sign-up-cancelled.v1")]
public sealed record SignUpCancelledV1(ResidentId Resident, int ClaimNumber, DateTimeOffset? NoShowAt)
    : IOldVersion<CommunityEventFact.SignUpCancelled>
{
    public CommunityEventFact.SignUpCancelled ToCurrent() =>
        new(Resident, ClaimNumber, NoShowAt is null ? null : SignUpStatus.Confirmed, NoShowAt);
}

/// <summary>A sign-up's claim of its resident's time.</summary>
public sealed record SignUpClaim(ResidentId Resident, int ClaimNumber);

/// <summary>One person's service on one day of an event.</summary>
/// <param name="CheckedInAt">The first check-in of that day.</param>
/// <param name="Points">Before the caps.</param>
public sealed record Award(ResidentId Resident, DateTimeOffset CheckedInAt, int Minutes, Amount Points);

/// <summary>The words of API.md.</summary>
public enum SignUpStatus
{
    Requested,
    Confirmed,
    Waiting,
    Cancelled,
    Attended,
    NoShow,
    Lapsed,
}

/// <summary>How presence was shown. The edge has checked code, card and position: here is the outcome.</summary>
/// <param name="By">Code on the organiser's screen, or the person's card scanned by staff.</param>
/// <param name="Place">Inside or outside the radius; unknown where no position was given.</param>
/// <param name="DistanceMetres">Rounded to 10 m; null where no position was given.</param>
public sealed record Presence(PresenceBy By, PresencePlace Place, int? DistanceMetres);

public enum PresenceBy
{
    Code,
    StaffScan,
}

public enum PresencePlace
{
    Unknown,
    Inside,
    Outside,
}
