using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.CommunityEvents;

/// <summary>In order of precedence.</summary>
public abstract record CommunityEventRejection(RejectionKind Kind, string Code, string Chinese, string English)
    : Rejection(Kind, Code, Chinese, English)
{
    /// <summary>A draft is nobody's business but the staff's.</summary>
    public sealed record NoSuchEvent() : CommunityEventRejection(RejectionKind.NotFound, "not_found",
        "没有这个活动，请返回活动列表重新选择。", "There is no such event. Please choose another from the list.");

    public sealed record NoSuchSignUp() : CommunityEventRejection(RejectionKind.NotFound, "not_found",
        "没有这份报名，请核对后再试。", "There is no such sign-up. Please check and try again.");

    // What a worker writes.
    public sealed record DraftedAlready() : CommunityEventRejection(RejectionKind.Conflict, "already_exists",
        "这个活动已经建好，内容不同；请修改原来的活动。", "This event exists with other content. Please change that one.");

    /// <param name="Field">As the request names it.</param>
    public sealed record InvalidEvent(string Field, string Chinese, string English)
        : CommunityEventRejection(RejectionKind.Invalid, "invalid_event", Chinese, English);

    public sealed record ReasonMissing() : CommunityEventRejection(RejectionKind.Invalid, "reason_required",
        "请写明原因。", "Please give the reason.");

    public sealed record EventCancelled() : CommunityEventRejection(RejectionKind.Conflict, "event_cancelled",
        "活动已经取消，请看看别的活动。", "The event was cancelled. Please look at other events.");

    public sealed record EventSettled() : CommunityEventRejection(RejectionKind.Conflict, "event_settled",
        "活动已经结算，不能再改；有疑问请联系社区。", "The event is settled and cannot change. Please call the community.");

    public sealed record EventFinished() : CommunityEventRejection(RejectionKind.Conflict, "event_finished",
        "活动时间已经过去，请核对活动时间。", "The event's time has passed. Please check its times.");

    public sealed record EventPublished() : CommunityEventRejection(RejectionKind.Conflict, "event_published",
        "活动发布后只能改名称、说明和增加名额；要改时间请取消后重新发布。",
        "After publishing only title, description and a higher capacity change. For new times please cancel it.");

    public sealed record EventNotPublished() : CommunityEventRejection(RejectionKind.Conflict, "event_not_published",
        "活动还没有发布，请先发布。", "The event is not published yet. Please publish it first.");

    public sealed record EventNotFinished(DateTimeOffset EndsAt) : CommunityEventRejection(RejectionKind.Conflict,
        "event_not_finished",
        $"活动还没有结束，{Shown(EndsAt)} 以后再结算。", $"The event ends at {Iso(EndsAt)}. Please settle after that.");

    // Signing up.
    public sealed record AlreadySignedUp() : CommunityEventRejection(RejectionKind.Conflict, "already_signed_up",
        "您已经报名了，不用再报。", "You have signed up already. There is nothing more to do.");

    public sealed record SignUpNotOpen(DateTimeOffset OpensAt) : CommunityEventRejection(RejectionKind.Conflict,
        "sign_up_not_open",
        $"报名还没有开始，请在 {Shown(OpensAt)} 以后再来。", $"Sign-up opens at {Iso(OpensAt)}. Please come back then.");

    public sealed record SignUpClosed() : CommunityEventRejection(RejectionKind.Conflict, "sign_up_closed",
        "报名已经截止，请看看别的活动。", "Sign-up has closed. Please look at other events.");

    public sealed record ClaimLapsed() : CommunityEventRejection(RejectionKind.Conflict, "claim_lapsed",
        "刚才的报名没有完成，请再点一次报名。", "The last attempt did not finish. Please press sign-up again.");

    public sealed record VolunteersOnly() : CommunityEventRejection(RejectionKind.Conflict, "volunteers_only",
        "这个活动只招志愿者，请先在“我的”里登记成为志愿者。",
        "This event is for volunteers. Please register as a volunteer first.");

    public sealed record EventFull() : CommunityEventRejection(RejectionKind.Conflict, "event_full",
        "名额和候补都满了，请看看别的活动，或过些时候再试。",
        "All seats and the waiting list are taken. Please look at other events, or try again later.");

    public sealed record AlreadyCheckedIn() : CommunityEventRejection(RejectionKind.Conflict, "already_checked_in",
        "您已经签到，不能再取消报名；离开时请签退。", "You have checked in and cannot cancel. Please check out when you leave.");

    // Checking in and out.
    public sealed record NotSignedUp() : CommunityEventRejection(RejectionKind.Conflict, "not_signed_up",
        "没有报上名，不能签到；请找现场工作人员。", "There is no confirmed sign-up. Please ask the staff on site.");

    public sealed record NotCheckedIn() : CommunityEventRejection(RejectionKind.Conflict, "not_checked_in",
        "还没有签到，请先签到。", "There is no check-in yet. Please check in first.");

    public sealed record CheckInNotOpen(DateTimeOffset OpensAt) : CommunityEventRejection(RejectionKind.Conflict,
        "check_in_not_open",
        $"还不能签到，请在 {Shown(OpensAt)} 以后再来。", $"Check-in opens at {Iso(OpensAt)}. Please come back then.");

    public sealed record CheckInClosed() : CommunityEventRejection(RejectionKind.Conflict, "check_in_closed",
        "活动已经结束，不能再签到；有疑问请联系社区。", "The event is over: check-in has closed. Please call the community.");

    public sealed record CheckOutClosed() : CommunityEventRejection(RejectionKind.Conflict, "check_out_closed",
        "签退时间已经过了，请工作人员帮您补签退。", "Check-out has closed. Please ask the staff to close your record.");

    public sealed record OutsidePlace() : CommunityEventRejection(RejectionKind.Conflict, "outside_place",
        "您不在活动地点附近，请到现场再试。", "You are not at the place of the event. Please try again there.");

    public sealed record TooManyCheckIns(int Max) : CommunityEventRejection(RejectionKind.Conflict,
        "too_many_check_ins",
        $"一个活动最多签到 {Max} 次，请找现场工作人员。", $"At most {Max} check-ins an event. Please ask the staff on site.");

    public sealed record NoOpenRecord() : CommunityEventRejection(RejectionKind.Conflict, "no_open_record",
        "这位居民没有未签退的记录，不用补签退。", "This person has no open record. There is nothing to close.");

    public sealed record CloseTimeInvalid() : CommunityEventRejection(RejectionKind.Invalid, "close_time_invalid",
        "签退时间要在签到之后、现在之前，请修改。", "The time must come after the check-in and not after now. Please change it.");

    private static string Shown(DateTimeOffset at) => $"{Calendar.Local(at):M 月 d 日 HH:mm}";

    private static string Iso(DateTimeOffset at) => $"{Calendar.Local(at):yyyy-MM-dd HH:mm}";
}
