using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;

namespace ResidentService.Tests.Domain.Communities;

public sealed class CommunityTests
{
    private static readonly DateTimeOffset Monday = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);
    private static readonly CommunityId Tangdu = Id.Parse<CommunityId>("com_tangdu");
    private static readonly EventId Cleaning = Id.Parse<EventId>("evt_cleaning");
    private static readonly Area TangduArea = new("塘都社区", "北干街道", "萧山区", "杭州市");
    private static readonly Policy Generous =
        Policy.Default with { Earning = new() { PointsPerHour = 2 }, Points = new() { IssuancePerMonthMax = 30_000 } };

    [Fact]
    public void A_community_is_founded_with_a_policy() => Nothing()
        .When(new CommunityCommand.Found(Tangdu, TangduArea, Policy.Default))
        .Then(new CommunityFact.Founded(Tangdu, TangduArea, Policy.Default));

    [Fact]
    public void Founding_it_again_changes_nothing() => Founded()
        .When(new CommunityCommand.Found(Tangdu, TangduArea, Policy.Default))
        .ThenNothing();

    [Fact]
    public void Another_area_under_the_same_id_is_refused() => Founded()
        .When(new CommunityCommand.Found(Tangdu, TangduArea with { Name = "别的社区" }, Policy.Default))
        .ThenRejected<CommunityRejection.FoundedAlready>();

    [Fact]
    public void A_changed_policy_is_the_next_version() => Founded()
        .When(new CommunityCommand.ChangePolicy(Generous))
        .Then(new CommunityFact.PolicyChanged(Tangdu, 2, Generous))
        .ThenReply(new PolicyReply(2));

    [Fact]
    public void The_same_policy_is_no_new_version() => Founded()
        .When(new CommunityCommand.ChangePolicy(Generous))
        .When(new CommunityCommand.ChangePolicy(Generous with { }))
        .ThenNothing().ThenReply(new PolicyReply(2));

    [Fact]
    public void A_change_made_over_a_policy_that_was_replaced_meanwhile_undoes_nothing()
    {
        var other = Policy.Default with { Points = new() { GiftsPerMonthMax = 1 } };
        var changed = Founded().When(new CommunityCommand.ChangePolicy(Generous, Over: Policy.Default))
            .Then(new CommunityFact.PolicyChanged(Tangdu, 2, Generous));
        changed.When(new CommunityCommand.ChangePolicy(other, Over: Policy.Default)).ThenRejected<ChangedMeanwhile>();
        changed.When(new CommunityCommand.ChangePolicy(Generous, Over: Policy.Default)).ThenNothing();
    }

    [Fact]
    public void A_community_that_is_not_has_no_policy_to_change() => Nothing()
        .When(new CommunityCommand.ChangePolicy(Generous))
        .ThenRejected<CommunityRejection.NoSuchCommunity>();

    [Fact]
    public void An_event_is_told_the_earning_rules_in_force_at_its_start()
    {
        var changed = Founded().When(new CommunityCommand.ChangePolicy(Generous), Monday.AddDays(10));
        changed.When(new CommunityCommand.TellEarningRules(Cleaning, Monday.AddDays(10).AddTicks(-1)))
            .Then(new CommunityFact.EarningRulesTold(Cleaning, 1, Policy.Default.Earning));
        changed.When(new CommunityCommand.TellEarningRules(Cleaning, Monday.AddDays(10)))
            .Then(new CommunityFact.EarningRulesTold(Cleaning, 2, Generous.Earning));
    }

    [Fact]
    public void An_event_before_the_founding_has_the_first_rules() => Founded()
        .When(new CommunityCommand.TellEarningRules(Cleaning, Monday.AddDays(-1)))
        .Then(new CommunityFact.EarningRulesTold(Cleaning, 1, Policy.Default.Earning));

    [Fact]
    public void A_reaction_to_a_community_that_is_not_changes_nothing() => Nothing()
        .When(new CommunityCommand.TellEarningRules(Cleaning, Monday))
        .ThenNothing();

    [Fact]
    public void It_is_seen_with_the_policy_of_a_time()
    {
        var state = Founded().When(new CommunityCommand.ChangePolicy(Generous), Monday.AddDays(10)).State;
        Assert.Equal(new PolicyVersion(2, Monday.AddDays(10), Generous), new GetCommunity().Answer(state)?.Policy);
        Assert.Equal(1, new GetCommunity(Monday.AddDays(9)).Answer(state)?.Policy.Version);
        Assert.Equal(TangduArea, new GetCommunity().Answer(state)?.Area);
        Assert.Null(new GetCommunity().Answer(new Community.Unknown()));
    }

    [Fact]
    public void The_issuance_account_gets_the_budget_of_each_policy()
    {
        var budget = AccountId.Issuance(Tangdu).Actor;
        Assert.Equal(
            [new Send(budget, new AccountCommand.SetBudget(Tangdu, Amount.Of(20_000), 1))],
            Sends(new CommunityFact.Founded(Tangdu, TangduArea, Policy.Default)));
        Assert.Equal(
            [new Send(budget, new AccountCommand.SetBudget(Tangdu, Amount.Of(30_000), 2))],
            Sends(new CommunityFact.PolicyChanged(Tangdu, 2, Generous)));
    }

    [Fact]
    public void The_event_that_asked_settles_by_the_rules_it_is_told() => Assert.Equal(
        [new Send(Cleaning.Actor, new CommunityEventCommand.Settle(Generous.Earning))],
        Sends(new CommunityFact.EarningRulesTold(Cleaning, 2, Generous.Earning)));

    private static Given<CommunityCommand, CommunityFact, Community> Nothing() => new(CommunityDecider.Value, Monday);

    private static Given<CommunityCommand, CommunityFact, Community> Founded() =>
        new(CommunityDecider.Value, Monday, new CommunityFact.Founded(Tangdu, TangduArea, Policy.Default));

    private static IEnumerable<Send> Sends(CommunityFact fact) =>
        CommunityReactions.Value.Sends(Tangdu.Actor, fact, Monday);
}
