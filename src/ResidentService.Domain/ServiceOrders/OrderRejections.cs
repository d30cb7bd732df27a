using ResidentService.Domain.Catalogues;
using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.ServiceOrders;

/// <summary>In order of precedence.</summary>
public abstract record OrderRejection(RejectionKind Kind, string Code, string Chinese, string English)
    : Rejection(Kind, Code, Chinese, English)
{
    public sealed record NoSuchOrder() : OrderRejection(RejectionKind.NotFound, "not_found",
        "没有找到这个订单，请返回重新选择。", "There is no such order. Please go back and choose again.");

    public sealed record NotForYou() : OrderRejection(RejectionKind.Conflict, "not_for_you",
        "这项服务只提供给符合条件的居民，请看看别的服务，或联系社区。",
        "This service is for certain residents only. Please look at others, or call the community.");

    public sealed record TooLate() : OrderRejection(RejectionKind.Conflict, "too_late",
        "已经过了这一天的截止时间，请改订以后的日子。", "It is too late for this day. Please choose a later one.");

    public sealed record TooFarAhead() : OrderRejection(RejectionKind.Conflict, "too_far_ahead",
        $"最多可以提前 {ItemDetails.AheadDaysMax} 天下单，请改订近一些的日子。",
        $"Orders can be placed {ItemDetails.AheadDaysMax} days ahead. Please choose an earlier day.");

    public sealed record QuotaReached() : OrderRejection(RejectionKind.Conflict, "quota_reached",
        "这一天的名额已满，请改订别的日子。", "This day is full. Please choose another one.");

    public sealed record TooManyOpen() : OrderRejection(RejectionKind.Conflict, "too_many_orders",
        $"您有 {CatalogueDecider.OpenPerResidentMax} 个订单还没有完成，请等完成或取消一些再下单。",
        $"You have {CatalogueDecider.OpenPerResidentMax} open orders. Please wait for one, or cancel one.");

    public sealed record HasEnded() : OrderRejection(RejectionKind.Conflict, "order_ended",
        "这个订单已经结束，需要时请重新下单。", "This order has ended. Please place a new one.");

    public sealed record NotYet() : OrderRejection(RejectionKind.TryAgain, "try_again",
        "订单正在受理，请稍后再试。", "The order is being taken. Please try again in a moment.");

    public sealed record AcceptedAlready() : OrderRejection(RejectionKind.Conflict, "accepted_already",
        "已经有人接单，不能再这样改；有变化请联系社区。",
        "Somebody has accepted it, so this cannot be done any more. Please call the community.");

    public sealed record ForSelf() : OrderRejection(RejectionKind.Invalid, "order_for_self",
        "不能给自己服务，请选择别的接单人。", "Nobody serves themself. Please choose another provider.");

    public sealed record NotListed() : OrderRejection(RejectionKind.Conflict, "not_listed",
        "这个人不在本社区的接单人名单里，请先把他列入名单，或选择别的接单人。",
        "This person takes no orders of this service here. Please list them first, or choose somebody else.");

    public sealed record NotVetted() : OrderRejection(RejectionKind.Conflict, "vetting_required",
        "为未成年人上门服务需要在有效期内的背景审查，请先联系社区办理。",
        "Serving a minor needs a vetting that is in force. Please ask your community's staff.");

    public sealed record NotForGrabbing() : OrderRejection(RejectionKind.Conflict, "not_for_grabbing",
        "这个订单现在不能抢单，请刷新后再看。", "This order cannot be grabbed now. Please look again.");

    public sealed record NotProvider() : OrderRejection(RejectionKind.NotAllowed, "not_allowed",
        "只有这个订单的接单人可以这样做。", "Only who serves this order can do this.");

    public sealed record OtherStep() : OrderRejection(RejectionKind.Conflict, "other_step",
        "还没有到这一步，请先完成前面的步骤。", "Another step comes first. Please take that one.");

    public sealed record NotArrived() : OrderRejection(RejectionKind.Conflict, "not_arrived",
        "到达时没有扫居民的卡，请不扫卡直接完成。",
        "The person's card was not scanned on arrival. Please finish without it.");

    public sealed record TooManyPictures() : OrderRejection(RejectionKind.Invalid, "too_many_pictures",
        $"最多 {OrderDecider.PicturesMax} 张图片，请减少。", $"At most {OrderDecider.PicturesMax} pictures. Please send fewer.");

    public sealed record TooManyReports() : OrderRejection(RejectionKind.Conflict, "too_many_reports",
        $"这个订单已经报告了 {OrderDecider.ConditionsMax} 次，请直接打电话给网格员或社区。",
        $"This order has {OrderDecider.ConditionsMax} reports. Please call the grid worker or the community.");

    public sealed record StarsInvalid() : OrderRejection(RejectionKind.Invalid, "stars_invalid",
        "请评 1 到 5 星。", "Please give 1 to 5 stars.");

    public sealed record NotDone() : OrderRejection(RejectionKind.Conflict, "order_not_done",
        "服务还没有完成，完成以后再评价。", "The service is not done yet. Please review it afterwards.");

    public sealed record ReviewOver() : OrderRejection(RejectionKind.Conflict, "review_over",
        "评价时间已经过了，有意见请联系社区。", "The time for reviews is over. Please call the community.");

    /// <summary>Why the catalogue has refused an order.</summary>
    public static Rejection Of(OrderEnd end) => end switch
    {
        OrderEnd.TooLate => new TooLate(),
        OrderEnd.TooFarAhead => new TooFarAhead(),
        OrderEnd.QuotaReached => new QuotaReached(),
        OrderEnd.TooManyOpen => new TooManyOpen(),
        _ => new CatalogueRejection.NoSuchItem(),
    };
}
