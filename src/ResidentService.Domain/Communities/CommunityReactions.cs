using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;

namespace ResidentService.Domain.Communities;

public static class CommunityReactions
{
    public static Reactions<CommunityFact> Value { get; } = new(Sends, (_, _, _) => []);

    private static IEnumerable<Send> Sends(ActorId source, CommunityFact fact, DateTimeOffset at) => fact switch
    {
        CommunityFact.Founded(var community, _, var policy) => SetBudget(community, policy, version: 1),
        CommunityFact.PolicyChanged(var community, var version, var policy) => SetBudget(community, policy, version),
        CommunityFact.EarningRulesTold(var @event, _, var rules) =>
            [new Send(@event.Actor, new CommunityEventCommand.Settle(rules))],
        _ => [],
    };

    private static IEnumerable<Send> SetBudget(CommunityId community, Policy policy, int version) =>
    [
        new(AccountId.Issuance(community).Actor,
            new AccountCommand.SetBudget(community, Amount.Of(policy.Points.IssuancePerMonthMax), version)),
    ];
}
