using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Residents;

public abstract record ResidentRejection(RejectionKind Kind, string Code, string Chinese, string English)
    : Rejection(Kind, Code, Chinese, English)
{
    public sealed record NoSuchResident() : ResidentRejection(RejectionKind.NotFound, "not_found",
        "没有找到这位居民，请核对后再试。", "There is no such resident. Please check and try again.");

    public sealed record AccountDeleted() : ResidentRejection(RejectionKind.Conflict, "account_deleted",
        "这个账号已经注销，不能再使用；需要时请重新登录，会开一个新账号。",
        "This account was deleted and cannot be used any more. Signing in again opens a new one.");

    public sealed record CommunityChangedRecently(DateTimeOffset Again) : ResidentRejection(RejectionKind.Conflict,
        "community_changed_recently",
        $"30 天内只能换一次社区，{Calendar.Local(Again):M 月 d 日 HH:mm} 以后可以再换。",
        $"The community can be changed once in 30 days; again from {Calendar.Local(Again):yyyy-MM-dd HH:mm}.");

    public sealed record PhoneInUse() : ResidentRejection(RejectionKind.Conflict, "phone_in_use",
        "这个手机号已经登记在另一个账号下，请换一个手机号，或联系社区工作人员。",
        "This phone belongs to another account. Please use another one, or ask your community's staff.");

    public sealed record OwnGuardian() : ResidentRejection(RejectionKind.Invalid, "guardian_is_self",
        "监护人不能是本人，请填写监护人的编号。", "The guardian cannot be the person. Please give the guardian's id.");

    public sealed record BirthDateRequired() : ResidentRejection(RejectionKind.Conflict, "birth_date_required",
        "这个活动有年龄要求，请先在“我的”里填写出生日期。", "This event has an age rule. Please give your birth date first.");

    public sealed record TooYoung() : ResidentRejection(RejectionKind.Conflict, "age_not_allowed",
        "没有达到这个活动的年龄要求，可以看看别的活动。", "You are below this event's minimum age. Please look at other events.");

    public sealed record GuardianConsentRequired() : ResidentRejection(RejectionKind.Conflict,
        "guardian_consent_required",
        "未满 18 岁需要监护人同意，请监护人或社区工作人员先登记同意。",
        "Under 18 a guardian's consent is needed. Please have the guardian or a community worker record it first.");

    public sealed record MinorAtNight() : ResidentRejection(RejectionKind.Conflict, "minor_at_night",
        "未满 18 岁不能参加 22 点到 6 点的活动，请选择白天的活动。",
        "Under 18 one cannot take part between 22:00 and 6:00. Please choose an event by day.");

    public sealed record Barred(DateTimeOffset Until) : ResidentRejection(RejectionKind.Conflict, "barred_for_no_shows",
        $"因多次报名未到，{Calendar.Local(Until):M 月 d 日 HH:mm} 以后才能再报名；如有特殊情况请联系社区。",
        $"After several no-shows you can sign up again from {Calendar.Local(Until):yyyy-MM-dd HH:mm}. "
        + "Please call the community if there was a reason.");

    public sealed record Overlapping(EventId Other) : ResidentRejection(RejectionKind.Conflict, "overlapping_sign_up",
        "这个时间您已经报名了别的活动，请先取消那一个。",
        "You have signed up for another event at this time. Please cancel that one first.");

    public sealed record InAnotherHousehold() : ResidentRejection(RejectionKind.Conflict, "in_another_household",
        "您已经在另一个家庭里，请先退出那个家庭。", "You belong to another household. Please leave it first.");
}
