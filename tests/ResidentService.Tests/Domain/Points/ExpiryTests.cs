using ResidentService.Domain.Households;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using static ResidentService.Tests.Domain.Points.Sample;

namespace ResidentService.Tests.Domain.Points;

public sealed class ExpiryTests
{
    [Fact]
    public void Nothing_expires_before_its_time() => ZhangOwns(Lot("a", 5, June))
        .When(new AccountCommand.ExpireLots(), June.AddMilliseconds(-1)).ThenNothing();

    [Fact]
    public void Expired_lots_go_to_the_expiry_account_of_each_issuer()
    {
        var account = ZhangOwns(Lot("a", 5, June), Lot("b", 2, June, Hebin), Lot("c", 3, June.AddDays(1)))
            .When(new AccountCommand.ExpireLots(), June)
            .Then(
                Expired(0, AccountId.Expiry(Tangdu), 5, Lot("a", 5, June)),
                Expired(1, AccountId.Expiry(Hebin), 3, Lot("b", 2, June, Hebin)));
        account.When(new AccountCommand.ExpireLots()).ThenNothing();
        account.When(new AccountCommand.ExpireLots(), June.AddDays(1))
            .Then(Expired(2, AccountId.Expiry(Tangdu), 0, Lot("c", 3, June.AddDays(1))));
    }

    [Fact]
    public void Very_many_lots_expire_in_chunks()
    {
        var lots = Enumerable.Range(0, 20_001).Select(n => Lot($"n{n:00000}", 1, June)).ToArray();
        var account = Account(
            May,
            new AccountFact.AccountOpened(Zhang),
            new AccountFact.PointsReceived(Award("all", Zhang, lots), 20_001));
        account.When(new AccountCommand.ExpireLots(), June);
        Assert.Equal(1, account.State.Owned);
        var last = account.When(new AccountCommand.ExpireLots()).ThenFact<AccountFact.PointsTransferred>();
        Assert.False(last.More);
        Assert.Contains(
            new Send(Zhang.Actor, new AccountCommand.ExpireLots(), "go-on"), Sends(Zhang, last with { More = true }));
    }

    [Fact]
    public void Without_an_account_nothing_expires() =>
        Account(May).When(new AccountCommand.ExpireLots()).ThenNothing();

    [Fact]
    public void What_is_about_to_expire_is_told_once_a_month_before()
    {
        var tell = new AccountCommand.NoteExpiryNear(June);
        var account = ZhangOwns(Lot("a", 5, June), Lot("b", 2, June, Hebin), Lot("c", 3, June.AddDays(30)));
        account.When(tell, June.AddDays(-30).AddMilliseconds(-1)).ThenNothing()
            .When(tell, June.AddDays(-30)).Then(new AccountFact.ExpiryNear(Zhang, Amount.Of(7), June))
            .When(tell).ThenNothing()
            .When(new AccountCommand.NoteExpiryNear(June.AddDays(30)), June.AddDays(3))
            .Then(new AccountFact.ExpiryNear(Zhang, Amount.Of(3), June.AddDays(30)))
            .When(tell).ThenNothing();
    }

    [Fact]
    public void Of_a_households_points_the_household_is_told()
    {
        Assert.Equal(
            [new Send(Family.Household!.Value.Actor, new HouseholdCommand.NotePointsExpiring(Amount.Of(7), June))],
            Sends(Family, new AccountFact.ExpiryNear(Family, Amount.Of(7), June)));
        Assert.Empty(Sends(Zhang, new AccountFact.ExpiryNear(Zhang, Amount.Of(7), June)));
    }

    [Fact]
    public void What_is_spent_held_or_gone_is_not_told()
    {
        var tell = new AccountCommand.NoteExpiryNear(June);
        ZhangOwns(Lot("a", 5, June)).When(Hold(Noodles, 5)).When(tell).ThenNothing();
        ZhangOwns(Lot("a", 5, June)).When(tell, June).ThenNothing();
        Account(May).When(tell).ThenNothing();
    }

    private static AccountFact.PointsTransferred Expired(int number, AccountId to, long left, LotPart lot) => new(
        new(TransferId.From($"Expiry/{Zhang}/{number}"), Zhang, to, lot.Points, TransferReason.Expiry, null, [lot]),
        left);
}
