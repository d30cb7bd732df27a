using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Communities;

/// <summary>Facts on disk: change with care.</summary>
public abstract record CommunityFact : IEvent
{
    private CommunityFact() { }

    [Named("community.founded.v1")]
    public sealed record Founded(CommunityId Community, Area Area, Policy Policy) : CommunityFact;

    [Named("community.policy-changed.v1")]
    public sealed record PolicyChanged(CommunityId Community, int Version, Policy Policy) : CommunityFact;

    /// <summary>
    /// The answer to an event that settles by itself: the earning rules that were in force at its start.
    /// </summary>
    [Named("community.earning-rules-told.v1")]
    public sealed record EarningRulesTold(EventId Event, int Version, EarningRules Rules) : CommunityFact;
}

/// <summary>Where a community belongs.</summary>
public sealed record Area(string Name, string Street, string District, string City);
