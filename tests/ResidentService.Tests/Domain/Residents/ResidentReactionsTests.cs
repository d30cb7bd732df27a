using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Households;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;

namespace ResidentService.Tests.Domain.Residents;

public sealed class ResidentReactionsTests
{
    private static readonly DateTimeOffset Monday = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);
    private static readonly ResidentId Zhang = Id.Parse<ResidentId>("res_zhang");
    private static readonly HouseholdId Home = Id.Parse<HouseholdId>("hou_home");
    private static readonly EventId Cleaning = Id.Parse<EventId>("evt_cleaning");

    [Fact]
    public void Who_registers_gets_an_account() => Assert.Equal(
        [new Send(AccountId.Of(Zhang).Actor, new AccountCommand.Open(AccountId.Of(Zhang)))],
        Sends(new ResidentFact.Registered(Zhang)));

    [Fact]
    public void The_household_is_told_who_comes_and_who_goes()
    {
        Assert.Equal(
            [new Send(Home.Actor, new HouseholdCommand.Admit(Zhang, 3))],
            Sends(new ResidentFact.HouseholdEntered(Zhang, Home, 3)));
        Assert.Equal(
            [new Send(Home.Actor, new HouseholdCommand.Remove(Zhang, 3))],
            Sends(new ResidentFact.HouseholdLeft(Zhang, Home, 3)));
    }

    [Fact]
    public void A_claim_is_asked_after_five_minutes_later_unless_it_is_released()
    {
        var review = new Send(Cleaning.Actor, new CommunityEventCommand.ReviewClaim(Zhang, 2));
        Assert.Equal(
            [new Deadline.Set("claim-evt_cleaning", Monday.AddMinutes(5), review)],
            Deadlines(new ResidentFact.TimeClaimed(Zhang, Cleaning, 2, [])));
        Assert.Equal(
            [new Deadline.Clear("claim-evt_cleaning")],
            Deadlines(new ResidentFact.ClaimReleased(Cleaning, 2)));
    }

    [Fact]
    public void The_rest_concerns_nobody_else()
    {
        Assert.Empty(Sends(new ResidentFact.NoShowExcused(Cleaning, new("c2VhbGVk"))));
        Assert.Empty(Deadlines(new ResidentFact.NoShowExcused(Cleaning, new("c2VhbGVk"))));
    }

    private static IEnumerable<Send> Sends(ResidentFact fact) =>
        ResidentReactions.Value.Sends(Zhang.Actor, fact, Monday);

    private static IEnumerable<Deadline> Deadlines(ResidentFact fact) =>
        ResidentReactions.Value.Deadlines(Zhang.Actor, fact, Monday);
}
