using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Redemptions;

public abstract record RedemptionCommand : ICommand
{
    private RedemptionCommand() { }

    /// <param name="Payer">The household's account, which the edge has seen to be theirs; null: their own.</param>
    public sealed record Request(
        RedemptionId Redemption, OfferId Offer, MerchantId Merchant, ResidentId Resident, RedemptionRules Rules,
        AccountId? Payer = null) : RedemptionCommand;

    /// <summary>A reaction of the offer: the piece is held, at this price.</summary>
    public sealed record NoteStockHeld(string OfferTitle, Amount Price) : RedemptionCommand;

    /// <summary>A reaction of the offer or of the account: the redemption has failed.</summary>
    public sealed record NoteRefused(RefusedFor Reason) : RedemptionCommand;

    /// <summary>A reaction of the paying account: the points are held, so the voucher is issued.</summary>
    public sealed record NotePointsHeld : RedemptionCommand;

    /// <param name="Merchant">The shop whose clerk scans; a voucher is good at its own shop only.</param>
    public sealed record Fulfil(MerchantId Merchant, ResidentId Clerk) : RedemptionCommand;

    public sealed record Cancel : RedemptionCommand;

    public sealed record Expire : RedemptionCommand;

    /// <summary>A deadline.</summary>
    public sealed record NoteExpiryNear : RedemptionCommand;
}

public enum RefusedFor
{
    OutOfStock,
    LimitReached,
    NotValidNow,
    InsufficientPoints,
    AccountUnknown,
}

[Named("redemption.reply.v1")]
public sealed record RedemptionReply(RedemptionId Redemption) : IReply;

[Named("redemption.fulfil.reply.v1")]
public sealed record FulfilReply(RedemptionId Redemption, Amount Points) : IReply;

public abstract record RedemptionRejection(RejectionKind Kind, string Code, string Chinese, string English)
    : Rejection(Kind, Code, Chinese, English)
{
    /// <summary>Also for what was never issued, and for another shop's voucher.</summary>
    public sealed record NoSuchRedemption() : RedemptionRejection(RejectionKind.NotFound, "not_found",
        "没有找到这张兑换券，请核对兑换码和商户。", "There is no such voucher here. Please check the code and the shop.");

    public sealed record InProgress() : RedemptionRejection(RejectionKind.Conflict, "redemption_in_progress",
        "兑换正在办理，请过几秒再取消。", "The redemption is being prepared. Please cancel it in a few seconds.");

    public sealed record AlreadyFulfilled() : RedemptionRejection(RejectionKind.Conflict, "already_fulfilled",
        "这张兑换券已经用过，不能再用或取消。", "This voucher has been used; it cannot be used again or cancelled.");

    public sealed record IsCancelled() : RedemptionRejection(RejectionKind.Conflict, "redemption_cancelled",
        "这张兑换券已经取消，积分已退回，请重新兑换。",
        "This voucher was cancelled and its points were given back. Please redeem anew.");

    public sealed record IsExpired() : RedemptionRejection(RejectionKind.Conflict, "redemption_expired",
        "这张兑换券已经过期，积分会全部退回，请重新兑换。",
        "This voucher has expired and its points are given back. Please redeem anew.");
}

public static class RedemptionDecider
{
    public static Decider<RedemptionCommand, RedemptionFact, Redemption> Value { get; } =
        new("redemption", new Redemption.Unknown(), Decide, Redemption.Evolve);

    public static Decision Decide(RedemptionCommand command, Redemption state, Context context) => command switch
    {
        RedemptionCommand.Request request => Request(request, state),
        RedemptionCommand.NoteStockHeld held => NoteStockHeld(held, state),
        RedemptionCommand.NoteRefused(var reason) => NoteRefused(reason, state),
        RedemptionCommand.NotePointsHeld => NotePointsHeld(state, context.At),
        RedemptionCommand.Fulfil fulfil => Fulfil(fulfil, state, context.At),
        RedemptionCommand.Cancel => Cancel(state, context.At),
        RedemptionCommand.Expire => Expire(state, context.At),
        RedemptionCommand.NoteExpiryNear => NoteExpiryNear(state, context.At),
        _ => throw new InvalidOperationException(command.ToString()),
    };

    private static Decision Request(RedemptionCommand.Request request, Redemption state) => state is Redemption.Known
        ? Decision.Already(new RedemptionReply(request.Redemption))
        : Decision.Accept(new RedemptionReply(request.Redemption), new RedemptionFact.Requested(
            request.Redemption, request.Offer, request.Merchant, request.Resident, request.Rules, request.Payer));

    private static Decision NoteStockHeld(RedemptionCommand.NoteStockHeld held, Redemption state) =>
        state is Redemption.Requested(var asked)
            ? Decision.Accept(new RedemptionFact.StockNoted(
                asked.Redemption, asked.Resident, held.OfferTitle, held.Price, asked.Payer))
            : Decision.Already();

    /// <summary>A refusal of points comes when the stock is held already; that piece goes back.</summary>
    private static Decision NoteRefused(RefusedFor reason, Redemption state) => state switch
    {
        Redemption.Requested(var asked) => Decision.Accept(
            new RedemptionFact.Failed(asked.Redemption, asked.Offer, reason, StockHeld: false)),
        Redemption.StockIsHeld(var asked, _) => Decision.Accept(
            new RedemptionFact.Failed(asked.Redemption, asked.Offer, reason, StockHeld: true)),
        _ => Decision.Already(),
    };

    private static Decision NotePointsHeld(Redemption state, DateTimeOffset now) =>
        state is Redemption.StockIsHeld(var asked, _)
            ? Decision.Accept(new RedemptionFact.Issued(asked.Redemption, now.AddDays(asked.Rules.VoucherDays)))
            : Decision.Already();

    private static Decision Fulfil(RedemptionCommand.Fulfil scan, Redemption state, DateTimeOffset now) => state switch
    {
        Redemption.Known(var asked) when asked.Merchant != scan.Merchant =>
            Decision.Reject(new RedemptionRejection.NoSuchRedemption()),
        Redemption.Issued(var asked, var piece, _) voucher when !voucher.IsPast(now) => Decision.Accept(
            new FulfilReply(asked.Redemption, piece.Price),
            new RedemptionFact.Fulfilled(
                asked.Redemption, asked.Offer, asked.Merchant, asked.Resident, scan.Clerk, piece.Price,
                asked.Payer)),
        Redemption.Issued or Redemption.Expired => Decision.Reject(new RedemptionRejection.IsExpired()),
        Redemption.Fulfilled => Decision.Reject(new RedemptionRejection.AlreadyFulfilled()),
        Redemption.Cancelled => Decision.Reject(new RedemptionRejection.IsCancelled()),
        _ => Decision.Reject(new RedemptionRejection.NoSuchRedemption()),
    };

    /// <summary>
    /// While stock and points are being held, cancelling has to wait: so a piece that is held after the end, and that
    /// nobody would release, cannot exist.
    /// </summary>
    private static Decision Cancel(Redemption state, DateTimeOffset now) => state switch
    {
        Redemption.Issued(var asked, _, _) voucher when !voucher.IsPast(now) => Decision.Accept(
            new RedemptionFact.Cancelled(asked.Redemption, asked.Offer, asked.Resident, asked.Payer)),
        Redemption.Issued or Redemption.Expired => Decision.Reject(new RedemptionRejection.IsExpired()),
        Redemption.Cancelled => Decision.Already(),
        Redemption.Fulfilled => Decision.Reject(new RedemptionRejection.AlreadyFulfilled()),
        Redemption.Requested or Redemption.StockIsHeld => Decision.Reject(new RedemptionRejection.InProgress()),
        _ => Decision.Reject(new RedemptionRejection.NoSuchRedemption()),
    };

    private static Decision NoteExpiryNear(Redemption state, DateTimeOffset now) =>
        state is Redemption.Issued(var asked, _, var expiresAt) { IsTold: false } voucher && !voucher.IsPast(now)
        && now >= expiresAt - RedemptionReactions.ExpiryToldBefore
            ? Decision.Accept(new RedemptionFact.ExpiryNear(asked.Redemption, asked.Resident, expiresAt))
            : Decision.Already();

    private static Decision Expire(Redemption state, DateTimeOffset now) =>
        state is Redemption.Issued(var asked, _, _) voucher && voucher.IsPast(now)
            ? Decision.Accept(new RedemptionFact.Expired(asked.Redemption, asked.Offer, asked.Resident, asked.Payer))
            : Decision.Already();
}
