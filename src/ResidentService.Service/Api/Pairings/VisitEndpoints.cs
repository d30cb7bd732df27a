using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Looks;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Care;
using ResidentService.Service.Api.CommunityEvents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Looks;
using ResidentService.Service.Api.Merchants;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Pairings;

public static class VisitEndpoints
{
    public static void MapVisits(this RouteGroupBuilder pairings)
    {
        pairings.MapPost("/{id}/visits/begin", Begin)
            .WithSummary("Begins a visit in person by the person's own card; by the volunteer or who stands in.");
        pairings.MapPost("/{id}/visits", Visit).RequireKey()
            .WithSummary("Notes a visit; by the volunteer or who stands in. Ended by the card it earns like an event.");
        pairings.MapGet("/{id}/visits", List).WithSummary("The visits, the newest first; for the person.");
        pairings.MapPost("/{id}/visits/looks", Look)
            .WithSummary("Shows the visits to who looks after the person; the person can see who looked and why.");
    }

    private const Part Visitors = Part.Volunteer | Part.Substitute;

    private static async Task<Results<NoContent, Problem>> Begin(
        PairingId id, Body<ShowCard> body, PairingCall call, RotatingCodes codes)
    {
        if (await IsForeign(id, body.Value.Code, call, codes))
            return Problem.Of(EdgeFault.CodeInvalid);
        return await call.Do(id, Visitors, async view => new PairingCommand.BeginVisit(
            call.Caller.Resident,
            await Safeguarding.Of(view.Terms.Resident, call.Caller.Resident, null, call),
            await call.EarningOf(await call.CommunityOf(view)))) is { } problem
            ? problem
            : TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, Problem>> Visit(
        PairingId id, Body<NoteVisit> body, PairingCall call, RotatingCodes codes)
    {
        var (kind, minutes, code, notes, hasNeeds, beside) = body.Value;
        if (code is not null && await IsForeign(id, code, call, codes))
            return Problem.Of(EdgeFault.CodeInvalid);
        var visitor = call.Caller.Resident;
        return await call.Do(id, Visitors, async view => new PairingCommand.Visit(
            visitor, call.Ask.NewId<VisitId>(), await call.CommunityOf(view), kind.GetValueOrDefault(), minutes,
            await call.Vault.Seal(view.Terms.Resident, Fields.VisitNotes, notes.Trim()), hasNeeds ?? false, beside,
            await Safeguarding.Of(view.Terms.Resident, visitor, beside, call))) is { } problem
            ? problem
            : TypedResults.NoContent();
    }

    /// <summary>Whether it is anything but the card of the person of this pairing.</summary>
    private static async ValueTask<bool> IsForeign(PairingId id, string code, PairingCall call, RotatingCodes codes) =>
        await call.Find(id) is (Pairing: { } view, _) && codes.ReadCard(code) != view.Terms.Resident;

    private static async Task<Results<Ok<ItemsOf<VisitItem>>, Problem>> List(
        PairingId id, Page page, PairingCall call, Tables tables)
    {
        if (await call.Find(id) is not (Pairing: { } view, _))
            return Problem.Of(new PairingRejection.NoSuchPairing());
        if (view.Terms.Resident != call.Caller.Resident)
            return Problem.Of(EdgeFault.NotAllowed);
        return TypedResults.Ok(await Read(view, page, call, tables));
    }

    private static async Task<Results<Ok<ItemsOf<VisitItem>>, Problem>> Look(
        PairingId id, Body<GiveReason> body, Page page, PairingCall call, Tables tables)
    {
        if (await call.Find(id) is not (Pairing: { } view, var part))
            return Problem.Of(new PairingRejection.NoSuchPairing());
        if ((part & (Part.Caring | Part.Volunteer | Part.Substitute)) == Part.None)
            return Problem.Of(EdgeFault.NotAllowed);
        if (await LookRecords.Record(
            view.Terms.Resident, call.Caller, LookAt.Visits, body.Value.Reason, call.Ask, call.Vault) is { } problem)
            return problem;
        return TypedResults.Ok(await Read(view, page, call, tables));
    }

    internal static async Task<ItemsOf<VisitItem>> Read(PairingView view, Page page, PairingCall call, Tables tables)
    {
        var rows = page.Of(
            tables.Read(connection => PairingTables.VisitsOf(connection, view.Terms.Pairing, page)),
            row => row, row => ByPosition.Key(row.Position));
        var items = new List<VisitItem>(rows.Items.Count);
        foreach (var row in rows.Items)
        {
            items.Add(new(
                Id.Parse<VisitId>(row.Visit), ByPosition.Time(row.At), Id.Parse<ResidentId>(row.Visitor),
                ByPosition.Status<VisitKind>(row.Kind), (int)row.Minutes, row.HasNeeds != 0,
                await call.Vault.Open(view.Terms.Resident, Fields.VisitNotes, new Sealed(row.Notes))));
        }

        return new(items, rows.NextCursor);
    }
}
