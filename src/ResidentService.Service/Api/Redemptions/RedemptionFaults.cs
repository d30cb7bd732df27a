using ResidentService.Domain.Kernel;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Points;
using ResidentService.Domain.Redemptions;
using ResidentService.Service.Api.Edge;

namespace ResidentService.Service.Api.Redemptions;

/// <summary>
/// Why a redemption comes to nothing, in the words of the edge: refused at once from the committed state, or noted by
/// the process as a fact. Both say the same.
/// </summary>
public static class RedemptionFaults
{
    public static EdgeFault Suspended { get; } = new(409, "merchant_suspended",
        "这家商户已被暂停，暂时不能兑换；已有的兑换券可以取消，积分全部退回。",
        "This shop is suspended for now. A voucher can be cancelled; all its points come back.");

    public static EdgeFault NotActive { get; } = new(409, "merchant_not_active",
        "这家商户现在不在联盟里，请看看别的商户；已有的兑换券可以取消，积分全部退回。",
        "This shop is not in the alliance now. Please look at others. "
        + "A voucher can be cancelled; all its points come back.");

    public static EdgeFault OutOfStock { get; } = new(409, "out_of_stock",
        "已经兑完了，请看看别的商品，或者明天再来看看。",
        "There is none left. Please look at other offers, or come back tomorrow.");

    public static EdgeFault LimitReached { get; } = new(409, "limit_reached",
        "您已经兑到每人的限量，请看看别的商品。",
        "You have had as many of this as one person may. Please look at other offers.");

    public static EdgeFault NotValidNow { get; } = new(409, "offer_not_valid_now",
        "现在不在兑换时间内，请看看商品上的起止时间。",
        "This offer cannot be had at this time. Please look at its dates.");

    public static EdgeFault InsufficientPoints { get; } = new(409, "insufficient_points",
        "积分不够；参加志愿活动可以获得积分。", "You have too few points. Taking part in volunteer events earns points.");

    public static EdgeFault NotReady { get; } = new(409, "redemption_in_progress",
        "兑换正在办理，请过几秒再看。", "The redemption is being prepared. Please look again in a few seconds.");

    public static EdgeFault SpokenTooOften { get; } = EdgeFault.TooManyRequests with
    {
        Chinese = "报码每分钟最多试 5 次，请稍等一分钟，或者扫顾客的二维码。",
        English = "Spoken codes can be tried 5 times a minute. Please wait a minute, or scan the QR code.",
        RetryAfter = SpokenTries.Window,
    };

    /// <summary>What the process has noted.</summary>
    public static EdgeFault Of(RefusedFor reason) => reason switch
    {
        RefusedFor.OutOfStock => OutOfStock,
        RefusedFor.LimitReached => LimitReached,
        RefusedFor.NotValidNow => NotValidNow,
        _ => InsufficientPoints,
    };

    /// <summary>Null while the shop takes vouchers.</summary>
    public static EdgeFault? Of(MerchantView? merchant) => merchant?.Status switch
    {
        MerchantStatus.Active => null,
        MerchantStatus.Suspended => Suspended,
        _ => NotActive,
    };

    /// <summary>
    /// What the committed states already refuse, in the order in which the process would: so in a rush most losers
    /// write nothing. Null where it is worth trying.
    /// </summary>
    public static EdgeFault? Of(OfferView offer, MerchantView? merchant, AccountView? account)
    {
        if (Of(merchant) is { } closed)
            return closed;
        if (!offer.IsValidNow)
            return NotValidNow;
        if (offer.RemainingToday == 0)
            return OutOfStock;
        if (offer.TakenByViewer >= offer.Details.PerResidentLimit)
            return LimitReached;
        var missing = offer.Details.Price.Value - (account?.Balance ?? 0);
        return missing > 0 ? EdgeFault.Of(new AccountRejection.InsufficientPoints(missing)) : null;
    }

    /// <summary>Why a voucher shows no code; null where it does.</summary>
    public static EdgeFault? OfCode(RedemptionView view) => view.Status switch
    {
        RedemptionStatus.Issued => null,
        RedemptionStatus.Fulfilled => Of(new RedemptionRejection.AlreadyFulfilled()),
        RedemptionStatus.Cancelled => Of(new RedemptionRejection.IsCancelled()),
        RedemptionStatus.Expired => Of(new RedemptionRejection.IsExpired()),
        RedemptionStatus.Failed => Of(view.FailedFor.GetValueOrDefault()),
        _ => NotReady,
    };

    private static EdgeFault Of(Rejection rejection) => EdgeFault.Of(rejection);
}
