using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Merchants;
using ResidentService.Service.Api.Contents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Merchants;

public static class MerchantEndpoints
{
    public static void MapMerchants(this RouteGroupBuilder api)
    {
        var merchants = api.MapGroup("/merchants").WithTags("merchants");
        merchants.MapPost("", Apply).RequireKey().WithSummary("Applies to join the alliance; who asks is the owner.");
        merchants.MapGet("/{id}", Get).WithSummary("A shop; the shop itself and staff see its papers too.");
        merchants.MapPut("/{id}", Change).WithSummary("Changes the shop's details; by its owner.");
        merchants.MapPost("/{id}/leave", Leave).WithSummary("Leaves the alliance for good; by its owner.");
        merchants.MapPost("/{id}/approve", Approve).WithSummary("Lets a shop in; by a worker of its community.");
        merchants.MapPost("/{id}/suspend", Suspend)
            .WithSummary("Suspends a shop: its offers are hidden, its vouchers wait; by a worker of its community.");
        merchants.MapDelete("/{id}/suspend", Resume).WithSummary("Ends a suspension; by a worker of its community.");
        api.MapGet("/me/merchants", Mine).WithTags("me").WithSummary("The shops where I am owner or clerk.");
        api.MapGet("/communities/{id}/merchants", OfCommunity).WithTags("merchants")
            .WithSummary("A community's shops, for its staff.");
    }

    private static async Task<Results<Created<MerchantApplied>, Problem>> Apply(
        Body<ApplyAsMerchant> body, HttpContext context, SignedIn caller, Asking ask, ContentChecks checks)
    {
        var community = body.Value.CommunityId;
        if (await ask.Read(community.Actor, new GetCommunity()) is null)
            return Problem.Of(new CommunityRejection.NoSuchCommunity());
        if (await checks.Of(
            ContentUse.NewShop, community, context, ask, body.Value.Name, body.Value.Address) is { } bad)
            return bad;

        var id = ask.NewId<MerchantId>();
        var apply = new MerchantCommand.Apply(id, community, caller.Resident, body.Value.ToDetails());
        var outcome = await ask.Of(id.Actor, apply);
        if (outcome.Refusal() is { } problem)
            return problem;
        return TypedResults.Created($"/api/v1/merchants/{id}", new MerchantApplied(id, MerchantStatus.Applied));
    }

    private static async Task<Results<Ok<MerchantAnswer>, Problem>> Get(
        MerchantId id, SignedIn caller, Asking ask, Access access)
    {
        if (await ask.Read(id.Actor, new GetMerchant()) is not { } merchant)
            return Problem.Of(new MerchantRejection.NoSuchMerchant());
        var isInside = (merchant.Clerks.Contains(caller.Resident) && caller.Helper is null)
            || await access.MayRead(caller, merchant.Community);
        return TypedResults.Ok(MerchantAnswer.Of(merchant, isInside));
    }

    private static async Task<Results<Ok<MerchantAnswer>, Problem>> Change(
        MerchantId id, Body<ChangeMerchant> body, HttpContext context, SignedIn caller, Asking ask,
        ContentChecks checks)
    {
        var (merchant, refused) = await ask.AsOwner(id, caller);
        if (merchant is null)
            return refused!;

        var details = body.Value.Over(merchant.Details);
        if (await checks.Of(
            ContentUse.Shop, merchant.Community, context, ask, body.Value.Name, body.Value.Address) is { } bad)
            return bad;
        var outcome = await ask.Of(id.Actor, new MerchantCommand.ChangeDetails(details, Over: merchant.Details));
        if (outcome.Refusal() is { } problem)
            return problem;
        return TypedResults.Ok(MerchantAnswer.Of(merchant with { Details = details }, isInside: true));
    }

    private static async Task<Results<NoContent, Problem>> Leave(
        MerchantId id, NoBody body, SignedIn caller, Asking ask)
    {
        var (_, refused) = await ask.AsOwner(id, caller);
        return refused ?? await Do(ask, id, new MerchantCommand.Leave());
    }

    private static async Task<Results<NoContent, Problem>> Approve(
        MerchantId id, NoBody body, SignedIn caller, Asking ask, Access access)
    {
        var (_, refused) = await ask.AsWorker(id, caller, access);
        return refused ?? await Do(ask, id, new MerchantCommand.Approve());
    }

    private static async Task<Results<NoContent, Problem>> Suspend(
        MerchantId id, Body<SuspendMerchant> body, SignedIn caller, Asking ask, Access access)
    {
        var (_, refused) = await ask.AsWorker(id, caller, access);
        return refused ?? await Do(ask, id, new MerchantCommand.Suspend(body.Value.Reason));
    }

    private static async Task<Results<NoContent, Problem>> Resume(
        MerchantId id, NoBody body, SignedIn caller, Asking ask, Access access)
    {
        var (_, refused) = await ask.AsWorker(id, caller, access);
        return refused ?? await Do(ask, id, new MerchantCommand.Resume());
    }

    private static Ok<ItemsOf<MyMerchant>> Mine(SignedIn caller, Tables tables, Page page)
    {
        var rows = tables.Read(connection => MerchantTables.OfResident(connection, caller.Resident, page));
        return TypedResults.Ok(page.Of(rows, MyMerchant.Of, row => ByPosition.Key(row.Position)));
    }

    private static async Task<Results<Ok<ItemsOf<MerchantItem>>, Problem>> OfCommunity(
        CommunityId id, [AsParameters] WhichMerchants query, SignedIn caller, Tables tables, Page page, Access access)
    {
        if (!await access.MayRead(caller, id))
            return Problem.Of(EdgeFault.NotAllowed);
        MerchantStatus? status = query.Status is { } word ? ByPosition.Status<MerchantStatus>(word) : null;
        var rows = tables.Read(connection => MerchantTables.OfCommunity(connection, id, status, page));
        return TypedResults.Ok(page.Of(rows, MerchantItem.Of, row => ByPosition.Key(row.Position)));
    }

    private static async Task<Results<NoContent, Problem>> Do(Asking ask, MerchantId id, MerchantCommand command)
    {
        var outcome = await ask.Of(id.Actor, command);
        if (outcome.Refusal() is { } problem)
            return problem;
        return TypedResults.NoContent();
    }
}
