using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Communities;

public abstract record CommunityCommand : ICommand
{
    private CommunityCommand() { }

    public sealed record Found(CommunityId Community, Area Area, Policy Policy) : CommunityCommand;

    /// <summary>Replaces the policy from now on; the version in force for what has begun stays.</summary>
    /// <param name="Over">The policy to which the change was made; null: whatever it is.</param>
    public sealed record ChangePolicy(Policy Policy, Policy? Over = null) : CommunityCommand;

    /// <summary>
    /// An event that settles by itself asks for the earning rules in force at its start. A reaction.
    /// </summary>
    public sealed record TellEarningRules(EventId Event, DateTimeOffset EventStartsAt) : CommunityCommand;
}

[Named("community.policy.reply.v1")]
public sealed record PolicyReply(int Version) : IReply;

public abstract record CommunityRejection(RejectionKind Kind, string Code, string Chinese, string English)
    : Rejection(Kind, Code, Chinese, English)
{
    public sealed record NoSuchCommunity() : CommunityRejection(RejectionKind.NotFound, "not_found",
        "没有这个社区，请返回重新选择。", "There is no such community. Please choose again.");

    public sealed record FoundedAlready() : CommunityRejection(RejectionKind.Conflict, "already_exists",
        "这个社区已经建立，不用再建。", "This community exists already.");
}

public static class CommunityDecider
{
    public static Decider<CommunityCommand, CommunityFact, Community> Value { get; } =
        new("community", new Community.Unknown(), Decide, Community.Evolve);

    public static Decision Decide(CommunityCommand command, Community state, Context context) => (command, state) switch
    {
        (CommunityCommand.Found found, Community.Unknown) =>
            Decision.Accept(new CommunityFact.Founded(found.Community, found.Area, found.Policy)),
        (CommunityCommand.Found found, Community.Founded community) => community.Area == found.Area
            ? Decision.Already()
            : Decision.Reject(new CommunityRejection.FoundedAlready()),
        // A reaction is never rejected; an event of a community that never was settles nothing.
        (CommunityCommand.TellEarningRules, Community.Unknown) => Decision.Already(),
        (_, Community.Unknown) => Decision.Reject(new CommunityRejection.NoSuchCommunity()),
        (CommunityCommand.ChangePolicy change, Community.Founded community) => ChangePolicy(change, community),
        (CommunityCommand.TellEarningRules ask, Community.Founded community) => Tell(ask, community),
        _ => throw new InvalidOperationException($"{command} at {state}"),
    };

    private static Decision ChangePolicy(CommunityCommand.ChangePolicy change, Community.Founded community)
    {
        var current = community.Current;
        if (change.Policy == current.Policy)
            return Decision.Already(new PolicyReply(current.Version));
        if (change.Over is { } over && over != current.Policy)
            return Decision.Reject(new ChangedMeanwhile());

        var next = new CommunityFact.PolicyChanged(community.Id, current.Version + 1, change.Policy);
        return Decision.Accept(new PolicyReply(next.Version), next);
    }

    private static Decision Tell(CommunityCommand.TellEarningRules ask, Community.Founded community)
    {
        var policy = community.At(ask.EventStartsAt);
        return Decision.Accept(new CommunityFact.EarningRulesTold(ask.Event, policy.Version, policy.Policy.Earning));
    }
}
