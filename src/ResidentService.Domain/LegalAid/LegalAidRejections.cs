using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.LegalAid;

/// <summary>In order of precedence.</summary>
public abstract record LegalAidRejection(RejectionKind Kind, string Code, string Chinese, string English)
    : Rejection(Kind, Code, Chinese, English)
{
    public sealed record NoSuchApplication() : LegalAidRejection(RejectionKind.NotFound, "not_found",
        "没有找到这份法律援助申请，请返回重新选择。",
        "There is no such application for legal aid. Please go back and choose again.");

    public sealed record MeansMissing() : LegalAidRejection(RejectionKind.Invalid, "means_missing",
        "请填写家庭经济状况说明；属于免予核查的人员，请选择属于哪一类。",
        "Please state your means; or, if you belong to a group that is exempt, say to which.");

    public sealed record TooManyPictures() : LegalAidRejection(RejectionKind.Invalid, "too_many_pictures",
        $"最多 {LegalAidDecider.PicturesMax} 张图片，请减少。",
        $"At most {LegalAidDecider.PicturesMax} pictures. Please send fewer.");

    public sealed record MaterialsTooLate() : LegalAidRejection(RejectionKind.Conflict, "materials_too_late",
        "补充材料的时间已过，申请按撤回处理；需要援助请重新申请，工作人员可以帮您。",
        "The time for materials is over, and the application counts as withdrawn. Please apply anew; staff can help.");

    public sealed record ObjectionTooLate() : LegalAidRejection(RejectionKind.Conflict, "objection_too_late",
        "提出异议的时间已过；情况有变化可以重新申请，也可以咨询司法局。",
        "The time for an objection is over. If things have changed, please apply anew, or ask the justice bureau.");

    public sealed record HasEnded() : LegalAidRejection(RejectionKind.Conflict, "application_ended",
        "这份申请已经办结，需要时请重新申请。", "This application has ended. Please file a new one.");

    public sealed record OtherStep() : LegalAidRejection(RejectionKind.Conflict, "other_step",
        "现在不是这一步，请刷新后看看该谁办理。", "Another step comes first. Please look whose turn it is.");

    /// <summary>Who has refused is no judge of the objection.</summary>
    public sealed record RefusedItThemselves() : LegalAidRejection(RejectionKind.NotAllowed, "refused_it_yourself",
        "这份申请是您决定不批准的，异议要由司法局的另一位工作人员答复。",
        "It was you who refused this application. Somebody else of the justice bureau has to answer the objection.");

    public sealed record AskedAlready() : LegalAidRejection(RejectionKind.Conflict, "materials_asked_already",
        "需要补充的材料只能一次告知，这份申请已经告知过；请按现有材料审查决定。",
        "Materials are asked for once, all together, and that was done. Please decide on what is there.");

    /// <summary>No deadline is guessed.</summary>
    public sealed record CalendarEnds(int Year) : LegalAidRejection(RejectionKind.Conflict, "calendar_ends",
        $"还没有 {Year} 年的节假日安排，算不出期限；请联系平台管理员补充工作日历（设置 WorkingDays:File）后再办理。",
        $"The holidays of {Year} are not known yet, so the deadline cannot be computed. Please ask who runs the "
        + "service to add them to the working calendar (setting WorkingDays:File), then try again.");
}
