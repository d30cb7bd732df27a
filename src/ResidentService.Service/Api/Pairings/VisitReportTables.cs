using System.Data.Common;
using Dapper;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Residents;
using ResidentService.Domain.Volunteers;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Merchants;
using ResidentService.Service.Views;

namespace ResidentService.Service.Api.Pairings;

/// <summary>Minutes of visits that were typed in, and how far their approval is.</summary>
public sealed class VisitReportTables : Projection
{
    private static readonly Table<Stored> Reports = new(
        "visit_reports", key: 1,
        "visit_reports_by_community on visit_reports (community, position) where status in ('waiting', 'approvedOnce')",
        "visit_reports_by_volunteer on visit_reports (volunteer, position)");

    public override IReadOnlyList<Table> Tables => [Reports];

    public override void Apply(Entry entry, IEvent fact, TableWriter tables)
    {
        switch (fact)
        {
            case VolunteerFact.VisitReported(var volunteer, var pairing, var visit, var community, var at, var minutes):
                tables.Put(Reports, new(
                    visit.Value, pairing.Value, volunteer.Value, community.Value, at, minutes, ReportStatus.Waiting,
                    null, null, entry.Position));
                break;
            case VolunteerFact.VisitApproved(_, var visit, var by):
                tables.Change(Reports, visit.Value, row => row with
                {
                    Status = ReportStatus.ApprovedOnce,
                    ApprovedBy = by.Value,
                });
                break;
            case VolunteerFact.VisitRecorded(_, var visit, var minutes):
                tables.Change(Reports, visit.Value, row => row with
                {
                    Status = ReportStatus.Recorded,
                    Minutes = minutes,
                });
                break;
            case VolunteerFact.VisitTurnedDown(_, var visit, _, var reason):
                tables.Change(Reports, visit.Value, row => row with
                {
                    Status = ReportStatus.TurnedDown,
                    Reason = reason.Value,
                });
                break;
        }
    }

    /// <summary>The oldest at the end: the lists are read from the newest on.</summary>
    public static IReadOnlyList<VisitReportRow> WaitingIn(
        DbConnection connection, CommunityId community, Page page) =>
        Select(connection, "community = @who and status in ('waiting', 'approvedOnce')", community.Value, page);

    public static IReadOnlyList<VisitReportRow> Of(DbConnection connection, ResidentId volunteer, Page page) =>
        Select(connection, "volunteer = @who", volunteer.Value, page);

    public static (ResidentId Volunteer, CommunityId Community)? Find(DbConnection connection, VisitId visit) =>
        connection.Query<(string Volunteer, string Community)>(
                "select volunteer, community from visit_reports where visit = @visit", new { visit = visit.Value })
            .Select(row => ((ResidentId, CommunityId)?)(
                Id.Parse<ResidentId>(row.Volunteer), Id.Parse<CommunityId>(row.Community)))
            .SingleOrDefault();

    private static List<VisitReportRow> Select(
        DbConnection connection, string where, string who, Page page) =>
        connection.Query<VisitReportRow>(
            $"""
            select visit as Visit, pairing as Pairing, volunteer as Volunteer, at as At, minutes as Minutes,
                status as Status, approved_by as ApprovedBy, reason as Reason, position as Position
            from visit_reports where {where} and position < @before order by position desc limit @Take
            """,
            new { who, before = page.Before(), page.Take }).AsList();

    private sealed record Stored(
        string Visit, string Pairing, string Volunteer, string Community, DateTimeOffset At, int Minutes,
        ReportStatus Status, string? ApprovedBy, string? Reason, long Position);
}

public sealed class VisitReportRow
{
    public string Visit { get; init; } = "";
    public string Pairing { get; init; } = "";
    public string Volunteer { get; init; } = "";
    public long At { get; init; }
    public long Minutes { get; init; }
    public string Status { get; init; } = "";
    public string? ApprovedBy { get; init; }
    public string? Reason { get; init; }
    public long Position { get; init; }

    /// <param name="reason">Opened.</param>
    public VisitReportItem ToItem(string? reason) => new(
        Id.Parse<VisitId>(Visit), Id.Parse<PairingId>(Pairing), Id.Parse<ResidentId>(Volunteer), ByPosition.Time(At),
        (int)Minutes, ByPosition.Status<ReportStatus>(Status),
        ApprovedBy is { } by ? Id.Parse<ResidentId>(by) : null, reason);
}
