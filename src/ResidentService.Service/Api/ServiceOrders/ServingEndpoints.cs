using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Catalogues;
using ResidentService.Domain.Communities;
using ResidentService.Domain.ServiceOrders;
using ResidentService.Service.Api.CommunityEvents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Pairings;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.ServiceOrders;

/// <summary>The steps of who serves an order.</summary>
public static class ServingEndpoints
{
    public static void MapServing(this RouteGroupBuilder orders)
    {
        orders.MapPost("/{id}/grab", Grab).WithSummary("Takes an order that is open for grabbing, to serve it.");
        orders.MapPost("/{id}/accept", Accept).WithSummary("Says yes to serving it.");
        orders.MapPost("/{id}/decline", Decline)
            .WithSummary("Says no, with the reason; somebody else is asked. Until I have arrived.");
        orders.MapPost("/{id}/set-out", SetOut).WithSummary("Says that I am on the way.");
        orders.MapPost("/{id}/arrive", Arrive).WithSummary("Begins signed minutes by the person's own card.");
        orders.MapPost("/{id}/condition", Report)
            .WithSummary("Reports that I found the person unwell or changed; the grid worker is told at once.");
        orders.MapPost("/{id}/finish", Finish)
            .WithSummary("Says what was done, with evidence; with the card again the minutes are signed.");
    }

    /// <summary>Whoever gives the service sees what is open for grabbing, without what is sealed.</summary>
    private static async Task<Results<NoContent, Problem>> Grab(OrderId id, NoBody body, OrderCall call)
    {
        var me = call.Caller.Resident;
        if (await call.Ask.Read(id.Actor, new GetOrder()) is not { } view
            || (await call.Ask.Read(CatalogueDecider.ActorOf(view.Terms.Community), new GetCatalogue()))
                ?.Providers.GetValueOrDefault(me)?.Items.Contains(view.Terms.Item) != true)
            return Problem.Of(new OrderRejection.NoSuchOrder());
        if (await OrderChecks.OfServing(me, view.Terms, call) is { } unfit)
            return unfit;
        var outcome = await call.Ask.Of(id.Actor, new OrderCommand.Grab(me));
        return await OrderEndpoints.Done(new(outcome.Refusal() ?? await call.Ask.Follow(outcome)));
    }

    private static Task<Results<NoContent, Problem>> Accept(OrderId id, NoBody body, OrderCall call) =>
        Begin(id, call, new OrderCommand.Accept(call.Caller.Resident));

    private static Task<Results<NoContent, Problem>> Decline(OrderId id, Body<GiveReason> body, OrderCall call) =>
        Serve(id, call, async view => new OrderCommand.Decline(
            call.Caller.Resident,
            await call.Vault.Seal(view.Terms.Resident, Fields.OrderReason, body.Value.Reason.Trim())));

    private static Task<Results<NoContent, Problem>> SetOut(OrderId id, NoBody body, OrderCall call) =>
        Begin(id, call, new OrderCommand.SetOut(call.Caller.Resident));

    private static async Task<Results<NoContent, Problem>> Arrive(
        OrderId id, Body<ShowCard> body, OrderCall call, RotatingCodes codes)
    {
        if (await IsForeign(id, body.Value.Code, call, codes))
            return Problem.Of(EdgeFault.CodeInvalid);
        return await Serve(id, call, async view => new OrderCommand.Arrive(
            call.Caller.Resident,
            ((await call.Ask.Read(view.Terms.Community.Actor, new GetCommunity()))?.Policy.Policy ?? Policy.Default)
                .Earning));
    }

    private static Task<Results<NoContent, Problem>> Report(OrderId id, Body<ReportCondition> body, OrderCall call) =>
        Serve(id, call, async view => new OrderCommand.ReportCondition(
            call.Caller.Resident,
            await call.Vault.Seal(view.Terms.Resident, Fields.OrderCondition, body.Value.Words.Trim())));

    private static async Task<Results<NoContent, Problem>> Finish(
        OrderId id, Body<FinishOrder> body, OrderCall call, RotatingCodes codes)
    {
        var (evidence, pictures, code) = body.Value;
        if (code is not null && await IsForeign(id, code, call, codes))
            return Problem.Of(EdgeFault.CodeInvalid);
        return await Serve(id, call, async view => new OrderCommand.Finish(
            call.Caller.Resident,
            await call.Vault.Seal(view.Terms.Resident, Fields.OrderEvidence, evidence.Trim()),
            pictures ?? [], code is not null));
    }

    /// <summary>Whether it is anything but the card of the person who is served.</summary>
    private static async ValueTask<bool> IsForeign(OrderId id, string code, OrderCall call, RotatingCodes codes) =>
        await call.Find(id) is (Order: { } view, _) && codes.ReadCard(code) != view.Terms.Resident;

    private static async Task<Results<NoContent, Problem>> Begin(OrderId id, OrderCall call, OrderCommand command)
    {
        if (await call.Find(id) is (Order: { } view, var part) && part.HasFlag(OrderPart.Provider)
            && await OrderChecks.OfServing(call.Caller.Resident, view.Terms, call) is { } unfit)
            return unfit;
        return await Serve(id, call, _ => new(command));
    }

    private static Task<Results<NoContent, Problem>> Serve(
        OrderId id, OrderCall call, Func<OrderView, ValueTask<OrderCommand>> command) =>
        OrderEndpoints.Done(call.Do(id, OrderPart.Provider, command));
}
