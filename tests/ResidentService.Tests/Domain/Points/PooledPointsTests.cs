using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using static ResidentService.Tests.Domain.Points.Sample;

namespace ResidentService.Tests.Domain.Points;

/// <summary>A household's account, and where its points go when the last one has left.</summary>
public sealed class PooledPointsTests
{
    private static readonly LotPart Soon = Lot("soon", 4, June);
    private static readonly LotPart Late = Lot("late", 6, June.AddYears(1), Hebin);
    private static readonly AccountCommand PassOn = new AccountCommand.PassOn(Zhang);
    private static readonly AccountCommand PassOnRest = new AccountCommand.PassOn(To: null);

    [Fact]
    public void A_household_that_closes_passes_on_what_it_has_once() => FamilyOwns(Soon, Late)
        .When(PassOn)
        .Then(
            new AccountFact.PassingOn(Family, Zhang),
            Passed(0, balanceAfter: 6, Soon),
            Passed(1, balanceAfter: 0, Late))
        .When(PassOn).ThenNothing()
        .When(new AccountCommand.PassOn(Wang)).ThenNothing();

    [Fact]
    public void What_has_expired_stays_to_expire() => FamilyOwns(Soon, Late)
        .When(PassOn, June)
        .Then(new AccountFact.PassingOn(Family, Zhang), Passed(0, balanceAfter: 4, Late));

    [Fact]
    public void What_is_held_follows_when_it_comes_back() => FamilyOwns(Late)
        .When(Hold(Noodles, 5))
        .When(PassOn).Then(
            new AccountFact.PassingOn(Family, Zhang), Passed(0, balanceAfter: 5, Late with { Points = Amount.Of(1) }))
        .When(new AccountCommand.VoidHold(Noodles))
        .When(PassOnRest).Then(Passed(1, balanceAfter: 0, Late with { Points = Amount.Of(5) }));

    [Fact]
    public void What_comes_in_later_follows() => FamilyOwns()
        .When(PassOn).Then(new AccountFact.PassingOn(Family, Zhang))
        .When(new AccountCommand.Receive(Award("late", Family, Late)))
        .When(PassOnRest).Then(Passed(0, balanceAfter: 0, Late));

    [Fact]
    public void A_household_that_goes_on_keeps_what_it_has() => FamilyOwns(Late).When(PassOnRest).ThenNothing();

    [Fact]
    public void Whatever_comes_to_a_household_may_have_to_go_on()
    {
        var received = new AccountFact.PointsReceived(Award("late", Family, Late), 6);
        var voided = new AccountFact.HoldVoided(Noodles, Amount.Of(5), Amount.Of(1));
        Assert.Equal([PassOnRest], Sends(Family, received).Select(send => send.Command));
        Assert.Equal([new AccountCommand.ExpireLots(), PassOnRest], Sends(Family, voided).Select(send => send.Command));
        Assert.Equal([new AccountCommand.ExpireLots()], Sends(Zhang, voided).Select(send => send.Command));
        Assert.Empty(Sends(Zhang, new AccountFact.PointsReceived(Award("late", Zhang, Late), 6)));
        Assert.Empty(Sends(Family, new AccountFact.HoldVoided(Noodles, Amount.Zero, Amount.Zero)));
    }

    private static AccountFact Passed(int number, long balanceAfter, LotPart part) => new AccountFact.PointsTransferred(
        new(TransferId.From($"PassedOn/{Family}/{number}"), Family, Zhang, part.Points, TransferReason.PassedOn, null, [part]),
        balanceAfter);

    private static Given<AccountCommand, AccountFact, Account> FamilyOwns(params IEnumerable<LotPart> lots)
    {
        var given = Account(May, new AccountFact.AccountOpened(Family));
        foreach (var (lot, index) in lots.Select((lot, index) => (lot, index)))
            given.When(new AccountCommand.Receive(Award($"owned{index}", Family, lot)));
        return given;
    }
}
