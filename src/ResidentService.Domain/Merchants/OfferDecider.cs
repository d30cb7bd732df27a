using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Redemptions;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Merchants;

public abstract record OfferCommand : ICommand
{
    private OfferCommand() { }

    public sealed record Pledge(OfferId Offer, MerchantId Merchant, CommunityId Community, OfferDetails Details)
        : OfferCommand;

    /// <summary>A reaction to a redemption's request: a refusal is an event.</summary>
    public sealed record HoldStock(RedemptionId Redemption, ResidentId Resident) : OfferCommand;

    /// <summary>The held piece was handed over. A reaction; cannot be refused.</summary>
    public sealed record ConsumeStock(RedemptionId Redemption) : OfferCommand;

    /// <summary>The held piece goes back. A reaction; cannot be refused.</summary>
    public sealed record ReleaseStock(RedemptionId Redemption) : OfferCommand;
}

/// <param name="Price">In points.</param>
/// <param name="Stock">Pieces in all.</param>
/// <param name="StockPerDay">Pieces that may be held or handed over in one day; null: no limit.</param>
/// <param name="PerResidentLimit">Pieces that one resident may have; null: no limit.</param>
public sealed record OfferDetails(
    string Title,
    string? Description,
    Amount Price,
    int Stock,
    int? StockPerDay,
    int? PerResidentLimit,
    DateTimeOffset? ValidFrom,
    DateTimeOffset? ValidTo);

public abstract record OfferRejection(RejectionKind Kind, string Code, string Chinese, string English)
    : Rejection(Kind, Code, Chinese, English)
{
    public sealed record NoSuchOffer() : OfferRejection(RejectionKind.NotFound, "not_found",
        "没有找到这件商品，请返回重新选择。", "There is no such offer. Please choose again.");

    public sealed record PledgedAlready() : OfferRejection(RejectionKind.Conflict, "already_exists",
        "这件商品已经发布，请另发一件新的。", "This offer stands already. Please pledge a new one.");

    public sealed record TextMalformed() : OfferRejection(RejectionKind.Invalid, "validation_failed",
        $"请填写商品名称，最多 {OfferRules.TitleLengthMax} 个字；说明最多 {OfferRules.DescriptionLengthMax} 个字。",
        $"Please give a title of at most {OfferRules.TitleLengthMax} characters, "
        + $"and a description of at most {OfferRules.DescriptionLengthMax}.");

    public sealed record PriceMissing() : OfferRejection(RejectionKind.Invalid, "validation_failed",
        "价格至少 1 分，请重新填写积分价格。", "The price is at least 1 point. Please correct it.");

    public sealed record StockOutOfRange() : OfferRejection(RejectionKind.Invalid, "validation_failed",
        $"库存要在 1 到 {OfferRules.StockMax} 之间，每日数量和每人限量至少为 1，请重新填写。",
        $"The stock is 1 to {OfferRules.StockMax}; the limits of a day and of a resident are at least 1. "
        + "Please correct them.");

    public sealed record EndsBeforeStart() : OfferRejection(RejectionKind.Invalid, "validation_failed",
        "结束时间要晚于开始时间，请重新选择。", "The offer must end after it starts. Please choose the times again.");

    public sealed record GoodsNotAllowed(string Word) : OfferRejection(RejectionKind.Invalid, "goods_not_allowed",
        $"“{Word}”不能用积分兑换：现金、预付卡和话费、烟、酒、药品、彩票都不可以，请换一件商品。",
        $"Points cannot be given for \"{Word}\": no cash, prepaid or phone credit, tobacco, alcohol, medicine or "
        + "lottery. Please offer something else.");
}

public static class OfferDecider
{
    public static Decider<OfferCommand, OfferFact, Offer> Value { get; } =
        new("offer", new Offer.Unknown(), Decide, Offer.Evolve);

    public static Decision Decide(OfferCommand command, Offer state, Context context) => (command, state) switch
    {
        (OfferCommand.Pledge pledge, _) => Pledge(pledge, state),
        // A reaction is never rejected: a redemption of what was never offered ends by a refusal.
        (OfferCommand.HoldStock(var redemption, _), Offer.Unknown) => Refuse(redemption, RefusedFor.NotValidNow),
        (OfferCommand.ConsumeStock or OfferCommand.ReleaseStock, Offer.Unknown) => Decision.Already(),
        (OfferCommand.HoldStock hold, Offer.Pledged offer) => HoldStock(hold, offer, context.At),
        (OfferCommand.ConsumeStock(var redemption), Offer.Pledged offer) => offer.Holds.ContainsKey(redemption)
            ? Decision.Accept(new OfferFact.StockConsumed(redemption))
            : Decision.Already(),
        (OfferCommand.ReleaseStock(var redemption), Offer.Pledged offer) => offer.Holds.ContainsKey(redemption)
            ? Decision.Accept(new OfferFact.StockReleased(redemption))
            : Decision.Already(),
        _ => throw new InvalidOperationException($"{command} at {state}"),
    };

    private static Decision Pledge(OfferCommand.Pledge pledge, Offer state)
    {
        if (state is Offer.Pledged offer)
        {
            return (offer.Merchant, offer.Community, offer.Details)
                == (pledge.Merchant, pledge.Community, pledge.Details)
                    ? Decision.Already()
                    : Decision.Reject(new OfferRejection.PledgedAlready());
        }

        return Malformed(pledge.Details) is { } malformed
            ? Decision.Reject(malformed)
            : Decision.Accept(
                new OfferFact.Pledged(pledge.Offer, pledge.Merchant, pledge.Community, pledge.Details));
    }

    private static OfferRejection? Malformed(OfferDetails details)
    {
        if (string.IsNullOrWhiteSpace(details.Title) || details.Title.Length > OfferRules.TitleLengthMax
            || details.Description?.Length > OfferRules.DescriptionLengthMax)
            return new OfferRejection.TextMalformed();
        if (details.Price == Amount.Zero)
            return new OfferRejection.PriceMissing();
        if (details.Stock is < 1 or > OfferRules.StockMax || details.StockPerDay < 1 || details.PerResidentLimit < 1)
            return new OfferRejection.StockOutOfRange();
        if (details.ValidFrom >= details.ValidTo)
            return new OfferRejection.EndsBeforeStart();
        return OfferRules.GoodsNotAllowed(details.Title, details.Description) is { } word
            ? new OfferRejection.GoodsNotAllowed(word)
            : null;
    }

    private static Decision HoldStock(OfferCommand.HoldStock hold, Offer.Pledged offer, DateTimeOffset now)
    {
        // Of pieces that are consumed or released only the count is kept: the runtime carries out a reaction's
        // command once for as long as the stream lives, so a redemption never comes back after its end.
        if (offer.Holds.ContainsKey(hold.Redemption))
            return Decision.Already();

        var today = Calendar.DayOf(now);
        if (!offer.IsValidAt(now))
            return Refuse(hold.Redemption, RefusedFor.NotValidNow);
        if (offer.RemainingOn(today) == 0)
            return Refuse(hold.Redemption, RefusedFor.OutOfStock);
        if (offer.TakenBy(hold.Resident) >= offer.Details.PerResidentLimit)
            return Refuse(hold.Redemption, RefusedFor.LimitReached);
        return Decision.Accept(new OfferFact.StockHeld(
            hold.Redemption, hold.Resident, offer.Details.Title, offer.Details.Price, today));
    }

    private static Decision Refuse(RedemptionId redemption, RefusedFor reason) =>
        Decision.Accept(new OfferFact.StockRefused(redemption, reason));
}
