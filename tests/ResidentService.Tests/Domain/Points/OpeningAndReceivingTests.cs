using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using static ResidentService.Tests.Domain.Points.Sample;

namespace ResidentService.Tests.Domain.Points;

public sealed class OpeningAndReceivingTests
{
    private static readonly LotPart Seven = Lot("seven", 7, June);

    [Fact]
    public void An_account_opens_once() => Account(May)
        .When(new AccountCommand.Open(Zhang)).Then(new AccountFact.AccountOpened(Zhang))
        .When(new AccountCommand.Open(Zhang)).ThenNothing();

    [Fact]
    public void What_is_received_is_owned() => ZhangOwns(Lot("first", 3, June))
        .When(new AccountCommand.Receive(Award("seven", Zhang, Seven)))
        .Then(new AccountFact.PointsReceived(Award("seven", Zhang, Seven), 10));

    [Fact]
    public void A_transfer_is_received_once() => ZhangOwns()
        .When(new AccountCommand.Receive(Award("seven", Zhang, Seven)))
        .When(new AccountCommand.Receive(Award("seven", Zhang, Seven))).ThenNothing();

    [Fact]
    public void An_account_that_is_not_open_opens_when_it_is_paid() => Account(May)
        .When(new AccountCommand.Receive(Award("seven", Zhang, Seven)))
        .Then(
            new AccountFact.AccountOpened(Zhang),
            new AccountFact.PointsReceived(Award("seven", Zhang, Seven), 7));

    [Fact]
    public void Parts_of_a_lot_meet_again() => Assert.Equal(
        Lot("one", 5, June),
        Assert.Single(ZhangOwns(Lot("one", 2, June), Lot("one", 3, June)).As<Account.Holder>().Lots.Parts));

    [Fact]
    public void Each_time_of_expiry_has_a_deadline()
    {
        var received = new AccountFact.PointsReceived(
            Award("mixed", Zhang, Lot("a", 1, June), Lot("b", 1, June), Lot("c", 1, June.AddMonths(1))), 3);
        var expire = new Send(Zhang.Actor, new AccountCommand.ExpireLots());
        Assert.Equal(
            [
                new Deadline.Set("expire-2026-06-01", June, expire), Told("2026-06-01", June),
                new Deadline.Set("expire-2026-07-01", June.AddMonths(1), expire), Told("2026-07-01", June.AddMonths(1)),
            ],
            Deadlines(Zhang, received));
        Assert.Equal(4, Deadlines(Family, Received(Family)).Count);
        Assert.Equal(2, Deadlines(AccountId.Fund(Tangdu), Received(AccountId.Fund(Tangdu))).Count);

        AccountFact.PointsReceived Received(AccountId account) =>
            received with { Transfer = received.Transfer with { Credit = account } };

        static Deadline Told(string day, DateTimeOffset at) => new Deadline.Set(
            $"expiring-{day}", at.AddDays(-30), new(Zhang.Actor, new AccountCommand.NoteExpiryNear(at)));
    }

    [Fact]
    public void Only_lots_of_those_who_spend_have_deadlines() => Assert.All(
        [NoodleShop, AccountId.Issuance(Tangdu), AccountId.Expiry(Tangdu)],
        account => Assert.Empty(Deadlines(account, new AccountFact.PointsReceived(Award("seven", account, Seven), 7))));

    [Fact]
    public void The_expiry_account_only_counts()
    {
        var account = Account(May).When(new AccountCommand.Receive(Award("seven", AccountId.Expiry(Tangdu), Seven)));
        Assert.Equal(7, account.As<Account.Expiry>().Balance);
        account.When(new AccountCommand.Receive(Award("seven", AccountId.Expiry(Tangdu), Seven))).ThenNothing();
    }

    [Fact]
    public void The_owner_sees_what_can_be_spent_apart_from_what_is_held()
    {
        var account = ZhangOwns(Lot("a", 5, June), Lot("b", 7, June.AddMonths(1)), Lot("c", 2, June.AddMonths(1)))
            .When(Hold(Noodles, 3));
        var view = new GetAccount(May).Answer(account.State);
        Assert.NotNull(view);
        Assert.Equal((11, 3), (view.Balance, view.Held));
        Assert.Equal([new(2, June), new(9, June.AddMonths(1))], view.Expiring);
    }

    [Fact]
    public void What_has_expired_is_not_shown_as_spendable_though_no_deadline_has_fired()
    {
        var view = new GetAccount(June).Answer(ZhangOwns(Lot("a", 5, June), Lot("b", 7, June.AddMonths(1))).State);
        Assert.Equal((7, 1), (view!.Balance, view.Expiring.Count));
    }

    [Fact]
    public void Who_has_no_account_sees_none() => Assert.Null(new GetAccount(May).Answer(new Account.Unknown()));

    [Fact]
    public void An_account_id_tells_whose_it_is()
    {
        Assert.Equal(AccountKind.Resident, Zhang.Kind);
        Assert.Equal(AccountKind.Household, Family.Kind);
        Assert.Equal(AccountKind.Merchant, NoodleShop.Kind);
        Assert.Equal(AccountKind.Issuance, AccountId.Issuance(Tangdu).Kind);
        Assert.Equal(AccountKind.Fund, AccountId.Fund(Tangdu).Kind);
        Assert.Equal(AccountKind.Expiry, AccountId.Expiry(Tangdu).Kind);
        Assert.Throws<FormatException>(() => Id.Parse<AccountId>("acc_nobody").Kind);
    }
}
