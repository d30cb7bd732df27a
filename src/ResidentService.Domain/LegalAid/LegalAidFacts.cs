using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.LegalAid;

/// <summary>
/// Facts on disk: change with care. What people write is sealed with the applicant's key. Each deadline is recorded as
/// it was computed, so that nothing here depends on a calendar again.
/// </summary>
public abstract record LegalAidFact : IEvent
{
    private LegalAidFact() { }

    /// <summary>Next: the station accepts and forwards it.</summary>
    /// <param name="Content">What it is about, and the statement of means or why there is none.</param>
    [Named("legal-aid.filed.v1")]
    public sealed record Filed(
        LegalAidId Application, LegalAidTerms Terms, bool IsExempt, Sealed Content, IReadOnlyList<string> Pictures,
        LegalDue Due) : LegalAidFact;

    /// <summary>The district's centre has it. Next: its decision.</summary>
    [Named("legal-aid.forwarded.v1")]
    public sealed record Forwarded(LegalAidId Application, CommunityId Community, ResidentId Resident, LegalDue Due)
        : LegalAidFact;

    /// <summary>The clock of the decision stops. Next: the applicant supplies them.</summary>
    /// <param name="DaysLeft">Of the decision, once they are there.</param>
    [Named("legal-aid.materials-asked.v1")]
    public sealed record MaterialsAsked(
        LegalAidId Application, CommunityId Community, ResidentId Resident, Sealed What, int DaysLeft, LegalDue Due)
        : LegalAidFact;

    /// <summary>The clock goes on.</summary>
    [Named("legal-aid.materials-supplied.v1")]
    public sealed record MaterialsSupplied(
        LegalAidId Application, CommunityId Community, Sealed Words, IReadOnlyList<string> Pictures, LegalDue Due)
        : LegalAidFact;

    /// <summary>Nothing came in time: it counts as withdrawn (Legal Aid Law, art. 43).</summary>
    [Named("legal-aid.not-supplied.v1")]
    public sealed record NotSupplied(LegalAidId Application, CommunityId Community, ResidentId Resident) : LegalAidFact;

    /// <summary>Next: somebody is assigned.</summary>
    [Named("legal-aid.granted.v1")]
    public sealed record Granted(LegalAidId Application, CommunityId Community, ResidentId Resident, LegalDue Due)
        : LegalAidFact;

    /// <summary>Somebody gives the aid, or somebody else from now on. Next: the centre closes it with the result.</summary>
    /// <param name="Lawyer">Who, and how to reach them.</param>
    [Named("legal-aid.assigned.v1")]
    public sealed record Assigned(LegalAidId Application, CommunityId Community, ResidentId Resident, Sealed Lawyer)
        : LegalAidFact;

    /// <summary>Next: the applicant objects, or it stands.</summary>
    /// <param name="By">Who has decided so; absent in what was written before.</param>
    [Named("legal-aid.refused.v1")]
    public sealed record Refused(
        LegalAidId Application, CommunityId Community, ResidentId Resident, Sealed Reason, LegalDue Due,
        string? By = null) : LegalAidFact;

    /// <summary>Nobody has objected in time.</summary>
    [Named("legal-aid.refusal-stood.v1")]
    public sealed record RefusalStood(LegalAidId Application, CommunityId Community, ResidentId Resident) : LegalAidFact;

    /// <summary>Next: the justice bureau answers.</summary>
    /// <param name="RefusedBy">Who may not answer; absent in what was written before.</param>
    [Named("legal-aid.objected.v1")]
    public sealed record Objected(
        LegalAidId Application, CommunityId Community, ResidentId Resident, Sealed Ground, LegalDue Due,
        IReadOnlyList<string>? RefusedBy = null) : LegalAidFact;

    [Named("legal-aid.upheld.v1")]
    public sealed record Upheld(LegalAidId Application, CommunityId Community, ResidentId Resident, Sealed Answer)
        : LegalAidFact;

    /// <summary>The bureau orders the centre to put its decision right. Next: the centre decides anew.</summary>
    [Named("legal-aid.sent-back.v1")]
    public sealed record SentBack(
        LegalAidId Application, CommunityId Community, ResidentId Resident, Sealed Answer, LegalDue Due) : LegalAidFact;

    [Named("legal-aid.closed.v1")]
    public sealed record Closed(LegalAidId Application, CommunityId Community, ResidentId Resident, Sealed Result)
        : LegalAidFact;

    [Named("legal-aid.withdrawn.v1")]
    public sealed record Withdrawn(LegalAidId Application, CommunityId Community, ResidentId Resident) : LegalAidFact;

    /// <summary>Told to whose turn it is, once for each deadline.</summary>
    [Named("legal-aid.deadline-near.v1")]
    public sealed record DeadlineNear(
        LegalAidId Application, CommunityId Community, ResidentId Resident, LegalAidTurn Turn, DateOnly LastDay)
        : LegalAidFact;

    /// <summary>Told to who stands above whose turn it is, once for each deadline.</summary>
    [Named("legal-aid.deadline-passed.v1")]
    public sealed record DeadlinePassed(
        LegalAidId Application, CommunityId Community, LegalAidTurn Turn, DateOnly LastDay) : LegalAidFact;
}

/// <param name="FiledBy">The applicant, or the worker who took it down for them: both names stand on it.</param>
public sealed record LegalAidTerms(
    CommunityId Community, ResidentId Resident, ResidentId FiledBy, LegalAidRules Rules);

/// <summary>A deadline, which ends with its last day.</summary>
/// <param name="NearAt">When whose turn it is is told that it nears.</param>
public sealed record LegalDue(DateOnly LastDay, DateTimeOffset NearAt)
{
    /// <summary>The first moment after it.</summary>
    public DateTimeOffset EndsAt() => Calendar.StartOf(LastDay.AddDays(1));

    /// <summary>Of the law, or null where it needs a year whose holidays are not known.</summary>
    public static LegalDue? OfLaw(DateOnly from, int days, DayUnit unit, WorkingDays calendar) =>
        calendar.LastDay(from, days, unit) is { } last
            ? new(last, Calendar.StartOf(calendar.WorkedBefore(last)))
            : null;

    /// <summary>Of this service alone, in plain days: it never has to wait for a calendar.</summary>
    public static LegalDue OfService(DateOnly from, int days) =>
        new(from.AddDays(days), Calendar.StartOf(from.AddDays(days - 1)));
}

/// <summary>Whose turn it is.</summary>
public enum LegalAidTurn
{
    /// <summary>The community's workers.</summary>
    Station,

    /// <summary>The district's legal aid centre.</summary>
    Centre,
    Applicant,

    /// <summary>The district's justice bureau.</summary>
    Bureau,
}
