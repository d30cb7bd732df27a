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

    /// <param name="Notes">How the person was found, and what they need; sealed with their key.</param>
    /// <param name="VisitBy">When the next one is due.</param>
    [Named("pairing.visited.v1")]
    public sealed record Visited(
        PairingId Pairing,
        ResidentId Resident,
        ResidentId Visitor,
        VisitId Visit,
        VisitKind Kind,
        int Minutes,
        Sealed Notes,
        bool HasNeeds,
        ResidentId? Beside,
        DateTimeOffset VisitBy) : PairingFact;

    /// <param name="EscalateAt">When the grid worker is told, unless there was a visit.</param>
    [Named("pairing.visit-overdue.v1")]
    public sealed record VisitOverdue(
        PairingId Pairing, ResidentId Resident, CommunityId Community, ResidentId Volunteer, DateTimeOffset Since,
        VisitAlert Alert, DateTimeOffset EscalateAt) : PairingFact;

    /// <summary>Somebody else visits while the volunteer is away.</summary>
    [Named("pairing.substituted.v1")]
    public sealed record Substituted(PairingId Pairing, ResidentId Substitute, DateTimeOffset Until) : PairingFact;

    [Named("pairing.paused.v1")]
    public sealed record Paused(PairingId Pairing, DateTimeOffset Until, Sealed Reason) : PairingFact;

    [Named("pairing.resumed.v1")]
    public sealed record Resumed(PairingId Pairing, DateTimeOffset VisitBy) : PairingFact;

    [Named("pairing.tier-changed.v1")]
    public sealed record TierChanged(PairingId Pairing, CareTier Tier, DateTimeOffset? VisitBy) : PairingFact;

    /// <summary>The volunteer's account is gone: somebody else is looked for at once.</summary>
    [Named("pairing.volunteer-gone.v1")]
    public sealed record VolunteerGone(PairingId Pairing, ResidentId Resident, ResidentId Volunteer) : PairingFact;

    /// <param name="Volunteers">Who has a place again.</param>
    /// <param name="Reason">Null where the account of the person was erased.</param>
    [Named("pairing.ended.v1")]
    public sealed record Ended(
        PairingId Pairing, ResidentId Resident, IReadOnlyList<ResidentId> Volunteers, Sealed? Reason) : PairingFact;
}

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
