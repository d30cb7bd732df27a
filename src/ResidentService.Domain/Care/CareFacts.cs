using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Care;

/// <summary>Facts on disk: change with care.</summary>
public abstract record CareFact : IEvent
{
    private CareFact() { }

    /// <summary>A tag is set, or set anew after a review.</summary>
    /// <param name="Community">Whose staff have set it.</param>
    /// <param name="Content">Its kind and the evidence: nobody reads from the journal who is ill or poor.</param>
    /// <param name="ReviewOn">From this day on it has to be looked at again; it holds until it is removed.</param>
    [Named("care.tagged.v1")]
    public sealed record Tagged(
        ResidentId Resident,
        CommunityId Community,
        CareTagId Tag,
        CareTier Tier,
        Sealed Content,
        ResidentId By,
        DateOnly ReviewOn) : CareFact;

    [Named("care.tag-removed.v1")]
    public sealed record TagRemoved(ResidentId Resident, CareTagId Tag, Sealed Reason) : CareFact;

    /// <param name="By">Who has set it, and is told; absent in what was written before anybody was.</param>
    [Named("care.review-due.v1")]
    public sealed record ReviewDue(ResidentId Resident, CareTagId Tag, DateOnly ReviewOn, ResidentId? By = null)
        : CareFact;

    /// <summary>The person's account was erased.</summary>
    [Named("care.closed.v1")]
    public sealed record Closed(ResidentId Resident, IReadOnlyList<CareTagId> Tags, IReadOnlyList<PairingId> Pairings)
        : CareFact;

    /// <summary>How far a pairing of the person is.</summary>
    [Named("care.pairing-noted.v1")]
    public sealed record PairingNoted(ResidentId Resident, PairingId Pairing, PairingPhase Phase) : CareFact;

    /// <summary>The person's pairings are told how often to visit.</summary>
    [Named("care.tier-told.v1")]
    public sealed record TierTold(CareTier Tier, IReadOnlyList<PairingId> Pairings) : CareFact;
}

public enum PairingPhase
{
    Seeking,
    Begun,
    Ended,
}

/// <summary>How closely a person is looked after (DOMAIN.md, Households, care, pairings): tiers 1, 2 and 3.</summary>
public enum CareTier
{
    High,
    Key,
    General,
}
