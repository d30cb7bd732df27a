using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using static ResidentService.Tests.Domain.Points.Sample;

namespace ResidentService.Tests.Domain.Points;

public sealed class GiftTests
{
    private static readonly LotPart Soon = Lot("soon", 4, June);
    private static readonly LotPart Late = Lot("late", 200, June.AddYears(1), Hebin);

    [Fact]
    public void A_gift_keeps_the_origin_and_the_expiry_of_its_lots() => ZhangOwns(Late, Soon)
        .When(Give("gift", Wang, 10))
        .ThenReply(new GiftReply(Transfer("gift")))
        .Then(new AccountFact.PointsTransferred(
            new(Transfer("gift"), Zhang, Wang, Amount.Of(10), TransferReason.Gift, null,
                [Soon, Late with { Points = Amount.Of(6) }]), 194));

    [Fact]
    public void A_gifts_message_goes_with_it_sealed() => Assert.Equal(
        new Sealed("for-wang"),
        ZhangOwns(Late).When(Give("gift", Wang, 10) with { Message = new Sealed("for-wang") })
            .ThenFact<AccountFact.PointsTransferred>().Transfer.Message);

    [Fact]
    public void A_gift_is_given_once() => ZhangOwns(Late)
        .When(Give("gift", Wang, 10)).When(Give("gift", Wang, 10))
        .ThenNothing().ThenReply(new GiftReply(Transfer("gift")));

    [Fact]
    public void A_gift_is_of_at_least_one_point() =>
        ZhangOwns(Late).When(Give("gift", Zhang, 0)).ThenRejected<AccountRejection.PointsNotPositive>();

    [Fact]
    public void Nobody_gives_to_themselves() =>
        ZhangOwns(Late).When(Give("gift", Zhang, 1000)).ThenRejected<AccountRejection.GiftToSelf>();

    [Fact]
    public void Shops_and_the_communitys_own_accounts_get_no_gifts() => Assert.All(
        [NoodleShop, AccountId.Issuance(Tangdu), AccountId.Expiry(Tangdu)],
        to => ZhangOwns(Late).When(Give("gift", to, 1000)).ThenRejected<AccountRejection.GiftTargetNotAllowed>());

    [Fact]
    public void Strangers_get_no_gifts_however_many_points_there_are()
    {
        var toStranger = Give("gift", Wang, 1000) with { SameHousehold = false };
        ZhangOwns(Late).When(toStranger).ThenRejected<AccountRejection.NotInHousehold>();
        Account(May).When(toStranger).ThenRejected<AccountRejection.NotInHousehold>();
    }

    [Fact]
    public void A_gift_that_was_given_stays_given_when_the_receiver_moves_out() => ZhangOwns(Late)
        .When(Give("gift", Wang, 10))
        .When(Give("gift", Wang, 10) with { SameHousehold = false })
        .ThenNothing().ThenReply(new GiftReply(Transfer("gift")));

    [Fact]
    public void A_donation_needs_no_household() => ZhangOwns(Late)
        .When(Give("donation", AccountId.Fund(Tangdu), 5) with { SameHousehold = false })
        .ThenReply(new GiftReply(Transfer("donation")));

    [Fact]
    public void At_most_100_points_are_given_a_month()
    {
        var account = ZhangOwns(Late).When(Give("most", Wang, 99));
        Assert.Equal(
            new AccountRejection.GiftLimitReached(1, 100),
            account.When(Give("more", Family, 2)).ThenRejected<AccountRejection.GiftLimitReached>());
        account.When(Give("more", Family, 1)).ThenReply(new GiftReply(Transfer("more")))
            .When(Give("again", Wang, 1)).ThenRejected<AccountRejection.GiftLimitReached>();
        account.When(Give("again", Wang, 100), June).ThenReply(new GiftReply(Transfer("again")));
    }

    [Fact]
    public void Nobody_gives_what_they_do_not_have() => Assert.Equal(
        new AccountRejection.InsufficientPoints(6),
        ZhangOwns(Soon).When(Give("gift", Wang, 10)).ThenRejected<AccountRejection.InsufficientPoints>());

    [Fact]
    public void Neither_held_nor_expired_points_are_given()
    {
        var account = ZhangOwns(Soon, Lot("other", 10, June.AddMonths(1))).When(Hold(Noodles, 6));
        account.When(Give("gift", Wang, 9)).ThenRejected<AccountRejection.InsufficientPoints>();
        account.When(new AccountCommand.VoidHold(Noodles))
            .When(Give("gift", Wang, 11), June).ThenRejected<AccountRejection.InsufficientPoints>();
    }

    [Fact]
    public void Who_has_no_account_has_nothing_to_give() =>
        Account(May).When(Give("gift", Wang, 5)).ThenRejected<AccountRejection.InsufficientPoints>();

    [Fact]
    public void A_donation_to_the_fund_has_no_limit()
    {
        var account = ZhangOwns(Late).When(Give("donation", AccountId.Fund(Tangdu), 150));
        Assert.Equal(TransferReason.Donation, account.ThenFact<AccountFact.PointsTransferred>().Transfer.Reason);
        account.When(Give("donation", AccountId.Fund(Tangdu), 150)).ThenNothing();
        account.When(Give("gift", Wang, 50)).ThenReply(new GiftReply(Transfer("gift")));
    }
}
