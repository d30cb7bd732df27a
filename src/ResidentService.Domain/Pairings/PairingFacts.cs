using ResidentService.Domain.Care;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Pairings;

/// <summary>Facts on disk: change with care.</summary>
public abstract record PairingFact : IEvent
{
    private PairingFact() { }

    /// <param name="Resident">Who is looked after, in the household in which they live.</param>
    [Named("pairing.requested.v1")]
    public sealed record Requested(
        PairingId Pairing, ResidentId Resident, CommunityId Community, CareTier Tier, CareRules Rules) : PairingFact;

    /// <summary>Somebody is chosen; next their own record says whether they have a place left.</summary>
    /// <param name="ForMinor">Then a vetting has to be in force.</param>
    [Named("pairing.offered.v1")]
    public sealed record Offered(PairingId Pairing, ResidentId Volunteer, bool ForMinor, int PlacesMax) : PairingFact;

    [Named("pairing.matched.v1")]
    public sealed record Matched(PairingId Pairing, ResidentId Resident, ResidentId Volunteer) : PairingFact;

    [Named("pairing.place-refused.v1")]
    public sealed record PlaceRefused(PairingId Pairing, ResidentId Volunteer, PlaceRefusal Reason) : PairingFact;

    [Named("pairing.agreed.v1")]
    public sealed record Agreed(PairingId Pairing, ResidentId Volunteer, PairingSide Side) : PairingFact;

    /// <summary>One side has said no, or nobody has answered in time: somebody else is looked for.</summary>
    [Named("pairing.declined.v1")]
    public sealed record Declined(PairingId Pairing, ResidentId Volunteer, PairingSide? Side) : PairingFact;

    /// <param name="Before">Who has handed it over.</param>
    [Named("pairing.begun.v1")]
    public sealed record Begun(
        PairingId Pairing, ResidentId Resident, ResidentId Volunteer, ResidentId? Before, DateTimeOffset VisitBy)
        : PairingFact;

    /// <summary>The visitor is with the person, as the person's own card shows.</summary>
    [Named("pairing.visit-begun.v1")]
    public sealed record VisitBegun(PairingId Pairing, ResidentId Visitor, EarningRules Earning) : PairingFact;

    /// <param name="Community">Whose staff approve and whose points are earned; null in what was written before.</param>
    /// <param name="Notes">How the person was found, and what they need; sealed with their key.</param>
    /// <param name="VisitBy">When the next one is due.</param>
    /// <param name="Signed">Null where the minutes are typed in: two members of staff approve them.</param>
    [Named("pairing.visited.v2")]
    public sealed record Visited(
        PairingId Pairing,
        ResidentId Resident,
        CommunityId? Community,
        ResidentId Visitor,
        VisitId Visit,
        VisitKind Kind,
        int Minutes,
        Sealed Notes,
        bool HasNeeds,
        ResidentId? Beside,
        DateTimeOffset VisitBy,
        SignedPresence? Signed) : PairingFact;

    /// <param name="EscalateAt">When the grid worker is told, unless there was a visit.</param>
    [Named("pairing.visit-overdue.v1")]
    public sealed record VisitOverdue(
        PairingId Pairing, ResidentId Resident, CommunityId Community, ResidentId Volunteer, DateTimeOffset Since,
        VisitAlert Alert, DateTimeOffset EscalateAt) : PairingFact;

    /// <summary>Next: the household says whether they may stand in.</summary>
    [Named("pairing.substitute-named.v1")]
    public sealed record SubstituteNamed(PairingId Pairing, ResidentId Substitute, DateTimeOffset Until) : PairingFact;

    [Named("pairing.substitute-declined.v1")]
    public sealed record SubstituteDeclined(PairingId Pairing, ResidentId Substitute) : PairingFact;

    /// <summary>Somebody else visits while the volunteer is away.</summary>
    [Named("pairing.substituted.v1")]
    public sealed record Substituted(PairingId Pairing, ResidentId Substitute, DateTimeOffset Until) : PairingFact;

    [Named("pairing.paused.v1")]
    public sealed record Paused(PairingId Pairing, DateTimeOffset Until, Sealed Reason) : PairingFact;

    [Named("pairing.resumed.v1")]
    public sealed record Resumed(PairingId Pairing, DateTimeOffset VisitBy) : PairingFact;

    [Named("pairing.tier-changed.v1")]
    public sealed record TierChanged(PairingId Pairing, CareTier Tier, DateTimeOffset? VisitBy) : PairingFact;

    /// <summary>
    /// The volunteer's account is gone, or their vetting to visit minors: somebody else is looked for at once.
    /// </summary>
    /// <param name="Community">Whose staff are told; absent in what was written before anybody was.</param>
    [Named("pairing.volunteer-gone.v1")]
    public sealed record VolunteerGone(
        PairingId Pairing, ResidentId Resident, ResidentId Volunteer, CommunityId? Community = null) : PairingFact;

    /// <param name="Volunteers">Who has a place again.</param>
    /// <param name="Reason">Null where the account of the person was erased.</param>
    [Named("pairing.ended.v1")]
    public sealed record Ended(
        PairingId Pairing, ResidentId Resident, IReadOnlyList<ResidentId> Volunteers, Sealed? Reason) : PairingFact;
}

/// <summary>Until 2026-11-22 the minutes of a visit counted as the visitor had typed them in.</summary>
[Named("pairing.visited.v1")]
public sealed record VisitedV1(
    PairingId Pairing,
    ResidentId Resident,
    ResidentId Visitor,
    VisitId Visit,
    VisitKind Kind,
    int Minutes,
    Sealed Notes,
    bool HasNeeds,
    ResidentId? Beside,
    DateTimeOffset VisitBy) : IOldVersion<PairingFact.Visited>
{
    public PairingFact.Visited ToCurrent() =>
        new(Pairing, Resident, null, Visitor, Visit, Kind, Minutes, Notes, HasNeeds, Beside, VisitBy, null);
}

/// <summary>Presence from one showing of the person's card to the next.</summary>
/// <param name="Earning">As in force when it began.</param>
public sealed record SignedPresence(DateTimeOffset BegunAt, EarningRules Earning);

public enum PlaceRefusal
{
    NotAVolunteer,
    NoPlaceLeft,
    NotVetted,
}

public enum PairingSide
{
    Volunteer,
    Household,
}

public enum VisitKind
{
    InPerson,
    Phone,
}

/// <summary>Who is told of an overdue visit: first the volunteer, then the grid worker.</summary>
public enum VisitAlert
{
    Volunteer,
    GridWorker,
}
