using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Pairings;

/// <summary>In order of precedence.</summary>
public abstract record PairingRejection(RejectionKind Kind, string Code, string Chinese, string English)
    : Rejection(Kind, Code, Chinese, English)
{
    public sealed record NoSuchPairing() : PairingRejection(RejectionKind.NotFound, "not_found",
        "没有找到这个结对，请返回重新选择。", "There is no such pairing. Please go back and choose again.");

    public sealed record HasEnded() : PairingRejection(RejectionKind.Conflict, "pairing_ended",
        "这个结对已经结束，需要时请重新申请。", "This pairing has ended. Please ask for a new one.");

    public sealed record WithSelf() : PairingRejection(RejectionKind.Invalid, "pairing_with_self",
        "不能和自己结对，请选择别的志愿者。", "Nobody is paired with themself. Please choose another volunteer.");

    public sealed record IsPaused() : PairingRejection(RejectionKind.Conflict, "pairing_paused",
        "结对正在暂停，请先恢复。", "The pairing is paused. Please resume it first.");

    public sealed record NotBegun() : PairingRejection(RejectionKind.Conflict, "pairing_not_begun",
        "结对还没有开始，请等双方都同意。", "The pairing has not begun. Both sides have to agree first.");

    /// <summary>Told by the edge, which counts them in a list: a few more may slip through, not thousands.</summary>
    public sealed record TooManyPairings() : PairingRejection(RejectionKind.Conflict, "too_many_pairings",
        "这位居民已经有几个结对还没有结束，请先处理好那些结对。",
        "This person has several pairings that have not ended. Please see to those first.");

    public sealed record SameVolunteer() : PairingRejection(RejectionKind.Conflict, "same_volunteer",
        "已经是这位志愿者或居民本人，请选择别的志愿者。", "This is the volunteer or the person. Please choose somebody else.");

    public sealed record OfferedToAnother() : PairingRejection(RejectionKind.Conflict, "offered_to_another",
        "正在等另一位志愿者答复，请先等答复或请对方谢绝。",
        "Another volunteer is being asked. Please wait for the answer, or have it declined.");

    public sealed record NoPlaceLeft() : PairingRejection(RejectionKind.Conflict, "no_place_left",
        "这位志愿者的结对已经满了，请选择别的志愿者。",
        "This volunteer has as many pairings as one may hold. Please choose somebody else.");

    public sealed record NotOffered() : PairingRejection(RejectionKind.Conflict, "not_offered",
        "现在没有等待答复的结对，请刷新后再看。", "Nothing waits for an answer here. Please look again.");

    public sealed record MinutesInvalid() : PairingRejection(RejectionKind.Invalid, "minutes_invalid",
        "走访时间请填写 1 到 480 分钟。", "A visit takes 1 to 480 minutes. Please correct it.");

    public sealed record VisitNotBegun() : PairingRejection(RejectionKind.Conflict, "visit_not_begun",
        "还没有扫卡开始上门走访，请填写走访时间，由工作人员审核。",
        "No visit in person was begun with the card. Please type in the minutes; staff approve them.");

    public sealed record NotVisitor() : PairingRejection(RejectionKind.NotAllowed, "not_allowed",
        "只有结对的志愿者或代班的人可以登记走访。", "Only the pairing's volunteer, or who stands in, notes visits.");

    public sealed record NotVetted() : PairingRejection(RejectionKind.Conflict, "vetting_required",
        "走访未成年人需要在有效期内的背景审查，请联系社区办理。",
        "Visiting a minor needs a vetting that is in force. Please ask your community's staff.");

    public sealed record SecondAdultMissing() : PairingRejection(RejectionKind.Conflict, "second_adult_required",
        "上门走访未成年人必须有另一位成年人或工作人员在场，请填写在场的人。",
        "A second adult, or a worker, has to be present when a minor is visited. Please name them.");

    public sealed record UntilInvalid() : PairingRejection(RejectionKind.Invalid, "until_invalid",
        "截止时间要在以后，最长 92 天，请修改。", "The end has to lie ahead, at most 92 days. Please correct it.");
}
