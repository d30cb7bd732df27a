using ResidentService.Domain.Communities;
using ResidentService.Domain.Households;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Points;
using ResidentService.Domain.Redemptions;
using ResidentService.Domain.Residents;

namespace ResidentService.Tests.Domain.Redemptions;

public sealed class RedemptionTests
{
    private static readonly DateTimeOffset Monday = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);
    private static readonly DateTimeOffset NextMonday = Monday.AddDays(7);
    private static readonly RedemptionId Lunch = Id.Parse<RedemptionId>("red_lunch");
    private static readonly OfferId Bowl = Id.Parse<OfferId>("off_bowl");
    private static readonly MerchantId Noodles = Id.Parse<MerchantId>("mer_noodles");
    private static readonly MerchantId Barber = Id.Parse<MerchantId>("mer_barber");
    private static readonly ResidentId Zhang = Id.Parse<ResidentId>("res_zhang");
    private static readonly ResidentId Clerk = Id.Parse<ResidentId>("res_clerk");
    private static readonly RedemptionRules Rules = new();
    private static readonly Asked Asked = new(Lunch, Bowl, Noodles, Zhang, Rules);
    private static readonly Piece Piece = new("一碗牛肉面", Amount.Of(5));
    private static readonly RedemptionCommand Fulfil = new RedemptionCommand.Fulfil(Noodles, Clerk);
    private static readonly RedemptionCommand Cancel = new RedemptionCommand.Cancel();
    private static readonly RedemptionCommand Expire = new RedemptionCommand.Expire();
    private static readonly RedemptionCommand NoteExpiryNear = new RedemptionCommand.NoteExpiryNear();
    private static readonly RedemptionFact Fulfilled =
        new RedemptionFact.Fulfilled(Lunch, Bowl, Noodles, Zhang, Clerk, Piece.Price);
    private static readonly RedemptionFact Cancelled = new RedemptionFact.Cancelled(Lunch, Bowl, Zhang);
    private static readonly RedemptionFact Expired = new RedemptionFact.Expired(Lunch, Bowl, Zhang);

    [Fact]
    public void A_redemption_is_requested_once() => Nothing()
        .When(Request()).Then(new RedemptionFact.Requested(Lunch, Bowl, Noodles, Zhang, Rules))
        .ThenReply(new RedemptionReply(Lunch))
        .When(Request()).ThenNothing().ThenReply(new RedemptionReply(Lunch));

    [Fact]
    public void A_household_pays_from_the_hold_to_the_end_and_gets_back_what_is_not_used()
    {
        var family = AccountId.Of(Id.Parse<HouseholdId>("hou_zhang"));
        var issued = Nothing()
            .When(new RedemptionCommand.Request(Lunch, Bowl, Noodles, Zhang, Rules, family))
            .When(new RedemptionCommand.NoteStockHeld(Piece.OfferTitle, Piece.Price));
        Assert.Equal(family.Actor, Paying(issued.ThenFact<RedemptionFact.StockNoted>()));
        issued.When(new RedemptionCommand.NotePointsHeld());
        Assert.Equal(family.Actor, Paying(issued.When(Fulfil).ThenFact<RedemptionFact.Fulfilled>()));
        Assert.Equal(family.Actor, Paying(new RedemptionFact.Cancelled(Lunch, Bowl, Zhang, family)));
        Assert.Equal(family.Actor, Paying(new RedemptionFact.Expired(Lunch, Bowl, Zhang, family)));
        Assert.Equal(AccountId.Of(Zhang).Actor, Paying(Cancelled));
    }

    private static ActorId Paying(RedemptionFact fact) => Assert.Single(
        RedemptionReactions.Value.Sends(Lunch.Actor, fact, Monday), send => send.Command is AccountCommand).Target;

    [Fact]
    public void The_held_stock_is_noted_with_its_price_once() => Requested()
        .When(new RedemptionCommand.NoteStockHeld(Piece.OfferTitle, Piece.Price))
        .Then(new RedemptionFact.StockNoted(Lunch, Zhang, Piece.OfferTitle, Piece.Price))
        .When(new RedemptionCommand.NoteStockHeld(Piece.OfferTitle, Piece.Price))
        .ThenNothing();

    [Fact]
    public void Without_stock_it_has_failed_and_nothing_goes_back() => Requested()
        .When(new RedemptionCommand.NoteRefused(RefusedFor.OutOfStock))
        .Then(new RedemptionFact.Failed(Lunch, Bowl, RefusedFor.OutOfStock, StockHeld: false))
        .When(new RedemptionCommand.NoteRefused(RefusedFor.OutOfStock))
        .ThenNothing();

    [Fact]
    public void Without_points_it_has_failed_and_the_stock_goes_back() => StockHeld()
        .When(new RedemptionCommand.NoteRefused(RefusedFor.InsufficientPoints))
        .Then(new RedemptionFact.Failed(Lunch, Bowl, RefusedFor.InsufficientPoints, StockHeld: true))
        .When(new RedemptionCommand.NoteRefused(RefusedFor.InsufficientPoints))
        .ThenNothing();

    [Fact]
    public void With_stock_and_points_a_voucher_of_seven_days_is_issued_once() => StockHeld()
        .When(new RedemptionCommand.NotePointsHeld()).Then(new RedemptionFact.Issued(Lunch, NextMonday))
        .When(new RedemptionCommand.NotePointsHeld(), Monday.AddDays(1)).ThenNothing();

    [Fact]
    public void A_voucher_lives_as_long_as_the_rules_at_its_request_say() =>
        new Given<RedemptionCommand, RedemptionFact, Redemption>(
            RedemptionDecider.Value, Monday,
            new RedemptionFact.Requested(Lunch, Bowl, Noodles, Zhang, new() { VoucherDays = 14 }),
            new RedemptionFact.StockNoted(Lunch, Zhang, Piece.OfferTitle, Piece.Price))
        .When(new RedemptionCommand.NotePointsHeld())
        .Then(new RedemptionFact.Issued(Lunch, Monday.AddDays(14)));

    [Fact]
    public void Reactions_to_a_redemption_that_is_not_change_nothing() => Nothing()
        .When(new RedemptionCommand.NoteStockHeld(Piece.OfferTitle, Piece.Price)).ThenNothing()
        .When(new RedemptionCommand.NoteRefused(RefusedFor.OutOfStock)).ThenNothing()
        .When(new RedemptionCommand.NotePointsHeld()).ThenNothing()
        .When(Expire).ThenNothing();

    [Fact]
    public void A_day_before_a_voucher_expires_it_is_told_once()
    {
        Issued().When(NoteExpiryNear, NextMonday.AddDays(-1).AddMilliseconds(-1)).ThenNothing()
            .When(NoteExpiryNear, NextMonday.AddDays(-1)).Then(new RedemptionFact.ExpiryNear(Lunch, Zhang, NextMonday))
            .When(NoteExpiryNear).ThenNothing()
            .When(Fulfil).Then(Fulfilled);
        Issued().When(NoteExpiryNear, NextMonday).ThenNothing();
        Issued().When(Cancel).When(NoteExpiryNear, NextMonday.AddDays(-1)).ThenNothing();
        Nothing().When(NoteExpiryNear).ThenNothing();
    }

    [Fact]
    public void A_clerk_of_the_shop_fulfils_a_voucher() => Issued()
        .When(Fulfil, NextMonday.AddTicks(-1)).Then(Fulfilled)
        .ThenReply(new FulfilReply(Lunch, Amount.Of(5)));

    [Fact]
    public void A_voucher_is_used_once_even_by_the_same_clerk() => Issued()
        .When(Fulfil)
        .When(Fulfil).ThenRejected<RedemptionRejection.AlreadyFulfilled>();

    [Fact]
    public void Another_shop_finds_no_voucher_whatever_has_become_of_it()
    {
        var elsewhere = new RedemptionCommand.Fulfil(Barber, Clerk);
        Issued().When(elsewhere).ThenRejected<RedemptionRejection.NoSuchRedemption>();
        Issued().When(Fulfil).When(elsewhere).ThenRejected<RedemptionRejection.NoSuchRedemption>();
        Issued().When(Cancel).When(elsewhere).ThenRejected<RedemptionRejection.NoSuchRedemption>();
        Issued().When(elsewhere, NextMonday).ThenRejected<RedemptionRejection.NoSuchRedemption>();
    }

    [Fact]
    public void What_was_never_issued_cannot_be_fulfilled()
    {
        Nothing().When(Fulfil).ThenRejected<RedemptionRejection.NoSuchRedemption>();
        Requested().When(Fulfil).ThenRejected<RedemptionRejection.NoSuchRedemption>();
        StockHeld().When(Fulfil).ThenRejected<RedemptionRejection.NoSuchRedemption>();
        Failed().When(Fulfil).ThenRejected<RedemptionRejection.NoSuchRedemption>();
    }

    [Fact]
    public void A_cancelled_voucher_cannot_be_fulfilled() => Issued()
        .When(Cancel)
        .When(Fulfil).ThenRejected<RedemptionRejection.IsCancelled>();

    [Fact]
    public void An_expired_voucher_cannot_be_fulfilled_even_before_the_deadline_fires()
    {
        Issued().When(Fulfil, NextMonday).ThenRejected<RedemptionRejection.IsExpired>();
        Issued().When(Expire, NextMonday).When(Fulfil).ThenRejected<RedemptionRejection.IsExpired>();
    }

    [Fact]
    public void A_voucher_is_cancelled_once() => Issued()
        .When(Cancel).Then(Cancelled)
        .When(Cancel).ThenNothing()
        .When(Cancel, NextMonday).ThenNothing();

    [Fact]
    public void While_stock_and_points_are_being_held_cancelling_has_to_wait()
    {
        Requested().When(Cancel).ThenRejected<RedemptionRejection.InProgress>();
        StockHeld().When(Cancel).ThenRejected<RedemptionRejection.InProgress>();
    }

    [Fact]
    public void What_was_never_issued_cannot_be_cancelled()
    {
        Nothing().When(Cancel).ThenRejected<RedemptionRejection.NoSuchRedemption>();
        Failed().When(Cancel).ThenRejected<RedemptionRejection.NoSuchRedemption>();
    }

    [Fact]
    public void A_used_voucher_cannot_be_cancelled() => Issued()
        .When(Fulfil)
        .When(Cancel).ThenRejected<RedemptionRejection.AlreadyFulfilled>();

    [Fact]
    public void An_expired_voucher_cannot_be_cancelled()
    {
        Issued().When(Cancel, NextMonday).ThenRejected<RedemptionRejection.IsExpired>();
        Issued().When(Expire, NextMonday).When(Cancel).ThenRejected<RedemptionRejection.IsExpired>();
    }

    [Fact]
    public void A_voucher_expires_when_it_is_due_and_once() => Issued()
        .When(Expire, NextMonday.AddTicks(-1)).ThenNothing()
        .When(Expire, NextMonday).Then(Expired)
        .When(Expire).ThenNothing();

    [Fact]
    public void A_voucher_that_has_ended_does_not_expire()
    {
        Issued().When(Fulfil).When(Expire, NextMonday).ThenNothing();
        Issued().When(Cancel).When(Expire, NextMonday).ThenNothing();
        Failed().When(Expire, NextMonday).ThenNothing();
    }

    [Fact]
    public void It_is_seen_with_how_far_it_is()
    {
        Seen(Requested(), new(Asked, RedemptionStatus.Requested));
        Seen(StockHeld(), new(Asked, RedemptionStatus.StockHeld, Piece));
        Seen(Issued(), new(Asked, RedemptionStatus.Issued, Piece, NextMonday));
        Seen(Issued().When(Fulfil), new(Asked, RedemptionStatus.Fulfilled, Piece, NextMonday));
        Seen(Issued().When(Cancel), new(Asked, RedemptionStatus.Cancelled, Piece, NextMonday));
        Seen(Issued().When(Expire, NextMonday), new(Asked, RedemptionStatus.Expired, Piece, NextMonday));
        Seen(Failed(), new(Asked, RedemptionStatus.Failed, FailedFor: RefusedFor.OutOfStock));
        Assert.Null(new GetRedemption(Monday).Answer(Nothing().State));
    }

    [Fact]
    public void A_voucher_that_is_past_due_is_seen_as_expired() => Assert.Equal(
        RedemptionStatus.Expired, new GetRedemption(NextMonday).Answer(Issued().State)?.Status);

    [Fact]
    public void A_request_asks_the_offer_and_then_the_account()
    {
        Sends(
            new RedemptionFact.Requested(Lunch, Bowl, Noodles, Zhang, Rules),
            new Send(Bowl.Actor, new OfferCommand.HoldStock(Lunch, Zhang)));
        Sends(
            new RedemptionFact.StockNoted(Lunch, Zhang, Piece.OfferTitle, Piece.Price),
            new Send(AccountId.Of(Zhang).Actor, new AccountCommand.Hold(Lunch, Piece.Price)));
        Sends(new RedemptionFact.Issued(Lunch, NextMonday));
    }

    [Fact]
    public void A_failure_gives_back_only_what_is_held()
    {
        Sends(new RedemptionFact.Failed(Lunch, Bowl, RefusedFor.OutOfStock, StockHeld: false));
        Sends(
            new RedemptionFact.Failed(Lunch, Bowl, RefusedFor.InsufficientPoints, StockHeld: true),
            new Send(Bowl.Actor, new OfferCommand.ReleaseStock(Lunch)));
    }

    [Fact]
    public void Each_end_settles_points_and_stock()
    {
        var account = AccountId.Of(Zhang).Actor;
        Sends(
            Fulfilled,
            new Send(account, new AccountCommand.PostHold(Lunch, AccountId.Of(Noodles))),
            new Send(Bowl.Actor, new OfferCommand.ConsumeStock(Lunch)));
        Send[] back =
        [
            new(account, new AccountCommand.VoidHold(Lunch)), new(Bowl.Actor, new OfferCommand.ReleaseStock(Lunch)),
        ];
        Sends(Cancelled, back);
        Sends(Expired, back);
    }

    [Fact]
    public void The_deadline_is_set_by_issuing_and_cleared_by_each_end()
    {
        Assert.Equal(
            [
                new Deadline.Set("expire", NextMonday, new Send(Lunch.Actor, Expire)),
                new Deadline.Set("expiring", NextMonday.AddDays(-1), new Send(Lunch.Actor, NoteExpiryNear)),
            ],
            Deadlines(new RedemptionFact.Issued(Lunch, NextMonday)));
        Assert.Single(Deadlines(new RedemptionFact.Issued(Lunch, Monday.AddDays(1))));
        Assert.All(
            [Fulfilled, Cancelled, Expired],
            end => Assert.Equal([new Deadline.Clear("expire"), new Deadline.Clear("expiring")], Deadlines(end)));
        Assert.Empty(Deadlines(new RedemptionFact.Requested(Lunch, Bowl, Noodles, Zhang, Rules)));
    }

    private static Given<RedemptionCommand, RedemptionFact, Redemption> Nothing() =>
        new(RedemptionDecider.Value, Monday);

    private static Given<RedemptionCommand, RedemptionFact, Redemption> Requested() =>
        Nothing().And(Monday, new RedemptionFact.Requested(Lunch, Bowl, Noodles, Zhang, Rules));

    private static Given<RedemptionCommand, RedemptionFact, Redemption> StockHeld() =>
        Requested().And(Monday, new RedemptionFact.StockNoted(Lunch, Zhang, Piece.OfferTitle, Piece.Price));

    private static Given<RedemptionCommand, RedemptionFact, Redemption> Issued() =>
        StockHeld().And(Monday, new RedemptionFact.Issued(Lunch, NextMonday));

    private static Given<RedemptionCommand, RedemptionFact, Redemption> Failed() =>
        Requested().And(Monday, new RedemptionFact.Failed(Lunch, Bowl, RefusedFor.OutOfStock, StockHeld: false));

    private static RedemptionCommand.Request Request() => new(Lunch, Bowl, Noodles, Zhang, Rules);

    private static void Seen(Given<RedemptionCommand, RedemptionFact, Redemption> redemption, RedemptionView view) =>
        Assert.Equal(view, new GetRedemption(Monday).Answer(redemption.State));

    private static void Sends(RedemptionFact fact, params Send[] sends) =>
        Assert.Equal(sends, RedemptionReactions.Value.Sends(Lunch.Actor, fact, Monday));

    private static IEnumerable<Deadline> Deadlines(RedemptionFact fact) =>
        RedemptionReactions.Value.Deadlines(Lunch.Actor, fact, Monday);
}
