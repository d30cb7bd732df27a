using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Redemptions;
using ResidentService.Domain.Residents;

namespace ResidentService.Tests.Domain.Merchants;

public sealed class OfferTests
{
    private static readonly DateTimeOffset Monday = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);
    private static readonly DateOnly Today = new(2026, 5, 4);
    private static readonly OfferId Bowl = Id.Parse<OfferId>("off_bowl");
    private static readonly MerchantId Noodles = Id.Parse<MerchantId>("mer_noodles");
    private static readonly CommunityId Tangdu = Id.Parse<CommunityId>("com_tangdu");
    private static readonly ResidentId Zhang = Id.Parse<ResidentId>("res_zhang");
    private static readonly ResidentId Wang = Id.Parse<ResidentId>("res_wang");
    private static readonly RedemptionId First = Id.Parse<RedemptionId>("red_first");
    private static readonly RedemptionId Second = Id.Parse<RedemptionId>("red_second");
    private static readonly RedemptionId Third = Id.Parse<RedemptionId>("red_third");
    private static readonly OfferDetails Details =
        new("一碗牛肉面", null, Amount.Of(5), 2, null, null, null, null);

    [Fact]
    public void An_offer_is_pledged_once() => Nothing()
        .When(Pledge(Details)).Then(new OfferFact.Pledged(Bowl, Noodles, Tangdu, Details))
        .When(Pledge(Details with { })).ThenNothing();

    [Fact]
    public void Another_offer_under_the_same_id_is_refused() => Pledged(Details)
        .When(Pledge(Details with { Stock = 3 }))
        .ThenRejected<OfferRejection.PledgedAlready>();

    [Fact]
    public void An_offer_has_a_title()
    {
        Refused<OfferRejection.TextMalformed>(Details with { Title = " " });
        Refused<OfferRejection.TextMalformed>(Details with { Title = new string('面', 61) });
        Refused<OfferRejection.TextMalformed>(Details with { Description = new string('面', 2_001) });
    }

    [Fact]
    public void It_costs_at_least_a_point() =>
        Refused<OfferRejection.PriceMissing>(Details with { Price = Amount.Zero });

    [Fact]
    public void Its_stock_and_limits_are_in_range()
    {
        Refused<OfferRejection.StockOutOfRange>(Details with { Stock = 0 });
        Refused<OfferRejection.StockOutOfRange>(Details with { Stock = 1_000_001 });
        Refused<OfferRejection.StockOutOfRange>(Details with { StockPerDay = 0 });
        Refused<OfferRejection.StockOutOfRange>(Details with { PerResidentLimit = 0 });
        Nothing().When(Pledge(Details with { Stock = 1_000_000, StockPerDay = 1, PerResidentLimit = 1 }))
            .ThenFact<OfferFact.Pledged>();
    }

    [Fact]
    public void It_ends_after_it_starts() =>
        Refused<OfferRejection.EndsBeforeStart>(Details with { ValidFrom = Monday, ValidTo = Monday });

    [Fact]
    public void Goods_that_are_not_allowed_are_refused_by_name()
    {
        var rejection = Nothing().When(Pledge(Details with { Title = "香烟一包" }))
            .ThenRejected<OfferRejection.GoodsNotAllowed>();
        Assert.Equal(("goods_not_allowed", "香烟"), (rejection.Code, rejection.Word));
        Assert.Contains("香烟", rejection.Chinese, StringComparison.Ordinal);
    }

    [Fact]
    public void A_piece_is_held_at_the_price_of_the_offer() => Pledged(Details)
        .When(Hold(First, Zhang)).Then(Held(First, Zhang))
        .When(Hold(First, Zhang)).ThenNothing();

    [Fact]
    public void What_was_never_offered_is_refused_by_a_fact() => Nothing()
        .When(Hold(First, Zhang)).Then(new OfferFact.StockRefused(First, RefusedFor.NotValidNow))
        .When(new OfferCommand.ConsumeStock(First)).ThenNothing()
        .When(new OfferCommand.ReleaseStock(First)).ThenNothing();

    [Fact]
    public void It_is_valid_from_its_start_until_before_its_end()
    {
        var offer = Pledged(Details with { ValidFrom = Monday.AddDays(1), ValidTo = Monday.AddDays(2) });
        offer.When(Hold(First, Zhang), Monday.AddDays(1).AddTicks(-1))
            .Then(new OfferFact.StockRefused(First, RefusedFor.NotValidNow));
        offer.When(Hold(Second, Zhang), Monday.AddDays(1)).Then(Held(Second, Zhang, Today.AddDays(1)));
        offer.When(Hold(Third, Zhang), Monday.AddDays(2))
            .Then(new OfferFact.StockRefused(Third, RefusedFor.NotValidNow));
    }

    [Fact]
    public void Nothing_is_held_beyond_the_stock() => Pledged(Details)
        .When(Hold(First, Zhang))
        .When(new OfferCommand.ConsumeStock(First))
        .When(Hold(Second, Wang)).Then(Held(Second, Wang))
        .When(Hold(Third, Zhang)).Then(new OfferFact.StockRefused(Third, RefusedFor.OutOfStock));

    [Fact]
    public void A_released_piece_can_be_had_again() => Pledged(Details with { Stock = 1, PerResidentLimit = 1 })
        .When(Hold(First, Zhang))
        .When(new OfferCommand.ReleaseStock(First)).Then(new OfferFact.StockReleased(First))
        .When(new OfferCommand.ReleaseStock(First)).ThenNothing()
        .When(Hold(Second, Zhang)).Then(Held(Second, Zhang));

    [Fact]
    public void A_piece_is_consumed_once() => Pledged(Details)
        .When(Hold(First, Zhang))
        .When(new OfferCommand.ConsumeStock(First)).Then(new OfferFact.StockConsumed(First))
        .When(new OfferCommand.ConsumeStock(First)).ThenNothing()
        .When(new OfferCommand.ReleaseStock(First)).ThenNothing();

    [Fact]
    public void A_day_has_a_stock_of_its_own()
    {
        var offer = OneADay().When(Hold(First, Zhang));
        offer.When(Hold(Second, Wang), Monday.AddHours(14.9))
            .Then(new OfferFact.StockRefused(Second, RefusedFor.OutOfStock));
        offer.When(Hold(Third, Wang), Monday.AddHours(15)).Then(Held(Third, Wang, Today.AddDays(1)));
    }

    [Fact]
    public void A_piece_released_on_the_day_goes_back_to_the_day() => OneADay()
        .When(Hold(First, Zhang))
        .When(new OfferCommand.ReleaseStock(First))
        .When(Hold(Second, Wang)).Then(Held(Second, Wang));

    [Fact]
    public void A_piece_released_later_does_not_add_to_that_day() => OneADay()
        .When(Hold(First, Zhang))
        .When(Hold(Second, Wang), Monday.AddDays(1))
        .When(new OfferCommand.ReleaseStock(First))
        .When(Hold(Third, Zhang)).Then(new OfferFact.StockRefused(Third, RefusedFor.OutOfStock));

    [Fact]
    public void A_resident_has_no_more_than_the_limit() => Pledged(Details with { PerResidentLimit = 1 })
        .When(Hold(First, Zhang))
        .When(new OfferCommand.ConsumeStock(First))
        .When(Hold(Second, Zhang)).Then(new OfferFact.StockRefused(Second, RefusedFor.LimitReached))
        .When(Hold(Third, Wang)).Then(Held(Third, Wang));

    [Fact]
    public void It_is_seen_with_what_is_left()
    {
        var state = Pledged(Details with { Stock = 5, StockPerDay = 2, ValidTo = Monday.AddDays(2) })
            .When(Hold(First, Zhang))
            .When(new OfferCommand.ConsumeStock(First))
            .When(Hold(Second, Zhang)).State;
        var today = new GetOffer(Monday, Zhang).Answer(state)!;
        Assert.Equal((3, 0, true, 2), (today.Remaining, today.RemainingToday, today.IsValidNow, today.TakenByViewer));
        var tomorrow = new GetOffer(Monday.AddDays(1), Wang).Answer(state)!;
        Assert.Equal((2, true, 0), (tomorrow.RemainingToday, tomorrow.IsValidNow, tomorrow.TakenByViewer));
        Assert.False(new GetOffer(Monday.AddDays(2)).Answer(state)!.IsValidNow);
        Assert.Null(new GetOffer(Monday).Answer(new Offer.Unknown()));
    }

    [Fact]
    public void The_redemption_is_told_how_it_went()
    {
        Assert.Equal(
            [new Send(First.Actor, new RedemptionCommand.NoteStockHeld("一碗牛肉面", Amount.Of(5)))],
            OfferReactions.Value.Sends(Bowl.Actor, Held(First, Zhang), Monday));
        Assert.Equal(
            [new Send(First.Actor, new RedemptionCommand.NoteRefused(RefusedFor.OutOfStock))],
            OfferReactions.Value.Sends(
                Bowl.Actor, new OfferFact.StockRefused(First, RefusedFor.OutOfStock), Monday));
        Assert.Empty(OfferReactions.Value.Sends(Bowl.Actor, new OfferFact.StockReleased(First), Monday));
    }

    private static Given<OfferCommand, OfferFact, Offer> Nothing() => new(OfferDecider.Value, Monday);

    private static Given<OfferCommand, OfferFact, Offer> Pledged(OfferDetails details) =>
        new(OfferDecider.Value, Monday, new OfferFact.Pledged(Bowl, Noodles, Tangdu, details));

    private static Given<OfferCommand, OfferFact, Offer> OneADay() =>
        Pledged(Details with { Stock = 9, StockPerDay = 1 });

    private static void Refused<T>(OfferDetails details) where T : Rejection => Nothing()
        .When(Pledge(details))
        .ThenRejected<T>();

    private static OfferCommand.Pledge Pledge(OfferDetails details) => new(Bowl, Noodles, Tangdu, details);

    private static OfferCommand.HoldStock Hold(RedemptionId redemption, ResidentId resident) =>
        new(redemption, resident);

    private static OfferFact.StockHeld Held(RedemptionId redemption, ResidentId resident, DateOnly? day = null) =>
        new(redemption, resident, Details.Title, Details.Price, day ?? Today);
}
