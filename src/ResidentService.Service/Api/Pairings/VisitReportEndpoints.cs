using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Residents;
using ResidentService.Domain.Volunteers;
using ResidentService.Service.Api.CommunityEvents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Merchants;
using ResidentService.Service.Api.Residents;

namespace ResidentService.Service.Api.Pairings;

/// <summary>Minutes of visits that were typed in: two different members of staff approve them.</summary>
public static class VisitReportEndpoints
{
    public static void MapVisitReports(this RouteGroupBuilder api)
    {
        api.MapGet("/communities/{id}/visit-reports", List).WithTags("pairings")
            .WithSummary("Typed-in minutes of visits that wait for approval; for workers and grid workers.");
        api.MapGet("/me/visit-reports", Mine).WithTags("pairings")
            .WithSummary("The minutes of visits that I have typed in, and what became of them.");
        var reports = api.MapGroup("/visit-reports/{id}").WithTags("pairings");
        reports.MapPost("/approve", Approve)
            .WithSummary("Approves typed-in minutes; two different workers or grid workers do so.");
        reports.MapPost("/turn-down", TurnDown)
            .WithSummary("Turns typed-in minutes down, with the reason, which the volunteer sees.");
    }

    private static async Task<Results<Ok<ItemsOf<VisitReportItem>>, Problem>> List(
        CommunityId id, Page page, PairingCall call, Tables tables)
    {
        if (!await call.MayCare(id))
            return Problem.Of(EdgeFault.NotAllowed);
        return TypedResults.Ok(page.Of(
            tables.Read(connection => VisitReportTables.WaitingIn(connection, id, page)),
            row => row.ToItem(null), row => ByPosition.Key(row.Position)));
    }

    private static async Task<Ok<ItemsOf<VisitReportItem>>> Mine(PairingCall call, Page page, Tables tables) =>
        TypedResults.Ok(await Of(page, call, tables));

    /// <summary>The caller's own.</summary>
    internal static async Task<ItemsOf<VisitReportItem>> Of(Page page, PairingCall call, Tables tables)
    {
        var me = call.Caller.Resident;
        var rows = page.Of(
            tables.Read(connection => VisitReportTables.Of(connection, me, page)),
            row => row, row => ByPosition.Key(row.Position));
        var items = new List<VisitReportItem>(rows.Items.Count);
        foreach (var row in rows.Items)
        {
            Sealed? reason = row.Reason is { } text ? new Sealed(text) : null;
            items.Add(row.ToItem(await call.Vault.Open(me, Fields.VisitTurnedDown, reason)));
        }

        return new(items, rows.NextCursor);
    }

    private static Task<Results<NoContent, Problem>> Approve(
        VisitId id, NoBody body, PairingCall call, Tables tables) =>
        Decide(id, call, tables, _ => new(new VolunteerCommand.ApproveVisit(id, call.Caller.Resident)));

    private static Task<Results<NoContent, Problem>> TurnDown(
        VisitId id, Body<GiveReason> body, PairingCall call, Tables tables) =>
        Decide(id, call, tables, async volunteer => new VolunteerCommand.TurnDownVisit(
            id, call.Caller.Resident,
            await call.Vault.Seal(volunteer, Fields.VisitTurnedDown, body.Value.Reason.Trim())));

    private static async Task<Results<NoContent, Problem>> Decide(
        VisitId id, PairingCall call, Tables tables, Func<ResidentId, ValueTask<VolunteerCommand>> command)
    {
        if (tables.Read(connection => VisitReportTables.Find(connection, id)) is not var (volunteer, community))
            return Problem.Of(new VolunteerRejection.NoSuchReport());
        if (!await call.MayCare(community))
            return Problem.Of(EdgeFault.NotAllowed);
        var outcome = await call.Ask.Of(VolunteerDecider.ActorOf(volunteer), await command(volunteer));
        if (outcome.Refusal() is { } problem)
            return problem;
        return TypedResults.NoContent();
    }
}
