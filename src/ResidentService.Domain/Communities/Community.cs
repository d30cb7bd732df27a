using System.Collections.Immutable;
using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Communities;

/// <summary>A community and every version of its policy.</summary>
public abstract record Community
{
    private Community() { }

    public sealed record Unknown : Community;

    /// <param name="Policies">Version n stands at index n − 1, with the time from which it is in force.</param>
    public sealed record Founded(CommunityId Id, Area Area, ImmutableList<PolicyVersion> Policies) : Community
    {
        public PolicyVersion Current => Policies[^1];

        /// <summary>The version in force at a time; before the first one, the first.</summary>
        public PolicyVersion At(DateTimeOffset time) => Policies.FindLast(policy => policy.From <= time) ?? Policies[0];
    }

    public static Community Evolve(Community state, CommunityFact fact, DateTimeOffset at) => (state, fact) switch
    {
        (_, CommunityFact.Founded founded) =>
            new Founded(founded.Community, founded.Area, [new(1, at, founded.Policy)]),
        (Founded community, CommunityFact.PolicyChanged changed) =>
            community with { Policies = community.Policies.Add(new(changed.Version, at, changed.Policy)) },
        _ => state,
    };
}

public sealed record PolicyVersion(int Version, DateTimeOffset From, Policy Policy);

/// <summary>What others may see of a community.</summary>
public sealed record CommunityView(CommunityId Id, Area Area, PolicyVersion Policy);

/// <summary>The community with the policy in force at a time, or with the current one; null if there is none.</summary>
public sealed record GetCommunity(DateTimeOffset? At = null) : IQuery<Community, CommunityView?>
{
    public CommunityView? Answer(Community state) => state is Community.Founded community
        ? new(community.Id, community.Area, At is { } at ? community.At(at) : community.Current)
        : null;
}
