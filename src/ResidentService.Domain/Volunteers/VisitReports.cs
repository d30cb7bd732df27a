using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Volunteers;

/// <summary>
/// Minutes of visits that were typed in: two different members of staff approve them (DOMAIN.md, Service minutes).
/// </summary>
internal static class VisitReports
{
    /// <summary>As much as earns the points of a day at an event.</summary>
    private const int MinutesPerDayMax = 8 * 60;

    /// <summary>A reaction: never refused.</summary>
    public static Decision Report(VolunteerCommand.ReportVisit report, Volunteer.Registered volunteer) =>
        volunteer.Visits.Contains(report.Visit) || volunteer.Reports.ContainsKey(report.Visit)
            ? Decision.Already()
            : Decision.Accept(new VolunteerFact.VisitReported(
                report.Volunteer, report.Pairing, report.Visit, report.Community, report.At, report.Minutes));

    public static Decision Approve(VisitId visit, ResidentId by, Volunteer.Registered volunteer)
    {
        if (volunteer.Visits.Contains(visit))
            return Decision.Already();
        if (volunteer.Reports.GetValueOrDefault(visit) is not { } report)
            return Decision.Reject(new VolunteerRejection.NoSuchReport());
        if (by == volunteer.Id)
            return Decision.Reject(new VolunteerRejection.OwnReport());
        if (report.ApprovedBy is not { } first)
            return Decision.Accept(new VolunteerFact.VisitApproved(report.Pairing, visit, by));
        return first == by
            ? Decision.Reject(new VolunteerRejection.SecondApproverNeeded())
            : Decision.Accept(new VolunteerFact.VisitRecorded(
                report.Pairing, visit, Math.Min(report.Minutes, Left(report.Day, volunteer))));
    }

    public static Decision TurnDown(VolunteerCommand.TurnDownVisit turnDown, Volunteer.Registered volunteer)
    {
        var (visit, by, reason) = turnDown;
        if (volunteer.Visits.Contains(visit))
            return Decision.Already();
        if (volunteer.Reports.GetValueOrDefault(visit) is not { } report)
            return Decision.Reject(new VolunteerRejection.NoSuchReport());
        return by == volunteer.Id
            ? Decision.Reject(new VolunteerRejection.OwnReport())
            : Decision.Accept(new VolunteerFact.VisitTurnedDown(report.Pairing, visit, by, reason));
    }

    private static int Left(DateOnly day, Volunteer.Registered volunteer) =>
        Math.Max(0, MinutesPerDayMax - volunteer.MinutesOfDay.GetValueOrDefault(day));
}
