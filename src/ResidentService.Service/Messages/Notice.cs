using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Service.Messages;

/// <summary>What somebody is told for. The words stand in the contract and in settings.</summary>
public enum NoticePurpose
{
    SignUpConfirmed,
    MovedUp,
    SignUpLapsed,
    EventChanged,
    EventCancelled,
    EventReminder,
    Missed,
    PointsAwarded,
    PointsWaiting,
    PointsGiven,
    PointsExpiring,

    /// <summary>To everybody of a household, of its account.</summary>
    HouseholdPointsExpiring,
    VoucherExpiring,
    VoucherExpired,
    AppointmentBooked,
    AppointmentReminder,
    AppointmentCancelled,
    HouseholdInvited,
    PairingProposed,
    PairingBegun,
    PairingEnded,
    VolunteerGone,
    StandInAsked,
    VisitOverdue,
    MerchantApproved,

    /// <summary>To who needs it: somebody else has ordered a service for them.</summary>
    OrderPlaced,
    OrderAccepted,

    /// <summary>Who was to serve cannot come; somebody else is asked.</summary>
    OrderReassigned,
    OrderOnTheWay,
    OrderDone,
    OrderCancelled,

    /// <summary>To who shall serve.</summary>
    OrderAssigned,

    /// <summary>To who was to serve: it is cancelled, or somebody else's now.</summary>
    OrderWithdrawn,

    /// <summary>To who eats: somebody else has ordered a meal for them.</summary>
    MealOrdered,

    /// <summary>The dish that was ordered is no longer on the menu.</summary>
    MealMenuChanged,

    /// <summary>Another dish was chosen, since the menu or the person's diet has changed.</summary>
    MealMoved,

    /// <summary>Orders had closed when the person's diet changed, and the dish is not for them.</summary>
    MealUnfit,

    /// <summary>The kitchen does not cook that day after all.</summary>
    MealCalledOff,
    MealCancelled,

    /// <summary>A standing order could not be placed, or no dish of a changed menu fits.</summary>
    MealNotServed,

    /// <summary>To who eats: somebody else has set a standing order for them.</summary>
    StandingMealsBegun,
    StandingMealsEnded,

    /// <summary>The courier was at the door and nobody opened.</summary>
    MealNobodyHome,

    /// <summary>To a courier.</summary>
    RunAssigned,

    /// <summary>To who was to go: it is somebody else's now, or nobody's.</summary>
    RunWithdrawn,

    /// <summary>To staff: who was to go cannot.</summary>
    RunWithoutCourier,

    /// <summary>To staff: people get no meal though they wanted one.</summary>
    MealsNotServed,

    /// <summary>To staff, at once: a meal that is being cooked is not for who gets it.</summary>
    MealUnfitForSomebody,

    /// <summary>To staff, at once: somebody did not open, and nobody has reached them.</summary>
    MealAbsence,

    /// <summary>To staff, at once: a courier has found somebody unwell or changed.</summary>
    MealConditionChanged,

    /// <summary>To a person: somebody may act for them now.</summary>
    HelperNamed,

    /// <summary>To the helper.</summary>
    HelperTrusted,

    /// <summary>To the helper: not any more.</summary>
    HelperWithdrawn,

    /// <summary>To a person: a helper does something in their name.</summary>
    HelperActed,

    /// <summary>To staff: orders are late, told together.</summary>
    OrdersLate,

    /// <summary>To staff, at once: somebody was found unwell or changed.</summary>
    ConditionChanged,

    /// <summary>To the applicant: a worker has filed it for them.</summary>
    LegalAidFiled,
    LegalAidForwarded,
    LegalAidGranted,
    LegalAidAssigned,
    LegalAidRefused,
    LegalAidAnswered,
    LegalAidClosed,

    /// <summary>It counts as withdrawn, or the refusal stands, since nothing came in time.</summary>
    LegalAidLapsed,

    /// <summary>To the applicant: something is asked of them.</summary>
    LegalAidYourTurn,

    /// <summary>To staff: an application has come in.</summary>
    LegalAidArrived,

    /// <summary>To whose turn it is: deadlines near, told together.</summary>
    LegalAidNear,

    /// <summary>To who stands above them: deadlines that have passed, told together.</summary>
    LegalAidLate,

    /// <summary>To staff, of something that they have set themselves a day for.</summary>
    DeadlineNear,

    /// <summary>To staff: awards wait for the next month.</summary>
    BudgetSpent,

    /// <summary>To staff: a shop waits for their approval.</summary>
    MerchantApplied,

    /// <summary>To staff: a household is without a volunteer.</summary>
    VolunteerNeeded,

    /// <summary>To staff: a text waits for their look.</summary>
    ContentWaiting,
    ContentAllowed,
    ContentWithdrawn,

    /// <summary>To staff: too many of an event's records were made by hand.</summary>
    RecordsUnusual,
}

/// <summary>Something that a person is to be told.</summary>
/// <param name="Subject">What it is about; null where the person's own list of them is meant.</param>
/// <param name="Points">Where it is about points.</param>
/// <param name="Time">Of what lies ahead; null where it is the subject's own time.</param>
public sealed record Notice(
    ResidentId Resident, NoticePurpose Purpose, SubjectId? Subject = null, long? Points = null,
    DateTimeOffset? Time = null)
{
    public static IEnumerable<Notice> To(
        IEnumerable<ResidentId> residents, NoticePurpose purpose, SubjectId? subject = null) =>
        residents.Select(resident => new Notice(resident, purpose, subject));

    /// <summary>
    /// Whether it cannot wait for the morning: what somebody would set out for in vain, and somebody who is unwell.
    /// </summary>
    public static bool IsUrgentFor(NoticePurpose purpose) =>
        purpose is NoticePurpose.EventCancelled or NoticePurpose.AppointmentCancelled or NoticePurpose.OrderWithdrawn
            or NoticePurpose.ConditionChanged or NoticePurpose.RunWithdrawn
            or NoticePurpose.MealUnfit or NoticePurpose.MealUnfitForSomebody or NoticePurpose.MealNobodyHome or NoticePurpose.MealAbsence or NoticePurpose.MealConditionChanged;

    /// <summary>Whether it says nothing any more once its time has come.</summary>
    public static bool IsForBeforehand(NoticePurpose purpose) =>
        purpose is NoticePurpose.EventReminder or NoticePurpose.AppointmentReminder;
}

/// <summary>The id of what a notice is about, whose prefix says what that is.</summary>
public readonly record struct SubjectId(string Value)
{
    public static SubjectId Of<T>(T id) where T : struct, IId<T> => new(id.Value);

    public override string ToString() => Value;
}
