using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Meals;
using ResidentService.Service.Api.Edge;

namespace ResidentService.Service.Api.Meals;

/// <summary>Kitchens (助餐点) of a community: seen by whoever is signed in, kept by its workers.</summary>
public static class KitchenEndpoints
{
    public static void MapKitchens(this RouteGroupBuilder api)
    {
        var ofCommunity = api.MapGroup("/communities/{id}/kitchens").WithTags("meals");
        ofCommunity.MapPost("", Open).RequireKey().WithSummary("Opens a kitchen; by a worker.");
        ofCommunity.MapGet("", List).WithSummary("The kitchens of a community, the newest first.");
        var kitchens = api.MapGroup("/kitchens/{id}").WithTags("meals");
        kitchens.MapGet("", Get).WithSummary("A kitchen.");
        kitchens.MapPut("", Change).WithSummary("Changes a kitchen; menus that are out stay. By a worker.");
        kitchens.MapPost("/close", Close)
            .WithSummary("Ends a kitchen's cooking: no more menus, standing orders end, days that are out stay.");
        kitchens.MapPost("/reopen", Reopen).WithSummary("Lets a closed kitchen cook again; by a worker.");
    }

    private static async Task<Results<Created<KitchenOpened>, Problem>> Open(
        CommunityId id, Body<DescribeKitchen> body, MealCall call)
    {
        if (!await call.MayWork(id))
            return Problem.Of(EdgeFault.NotAllowed);
        if (await call.Ask.Read(id.Actor, new GetCommunity()) is null)
            return Problem.Of(new CommunityRejection.NoSuchCommunity());
        if (!body.Value.IsWhole())
        {
            return Problem.Of(EdgeFault.ValidationFailed.At(
                "name", "请填写名称、地址、位置和每日份数。", "Please give name, address, place and meals of a day."));
        }

        var kitchen = call.Ask.NewId<KitchenId>();
        if (await call.Do(kitchen, new KitchenCommand.Open(kitchen, id, body.Value.Over(null))) is { } problem)
            return problem;
        return TypedResults.Created($"/api/v1/kitchens/{kitchen}", new KitchenOpened(kitchen));
    }

    private static Ok<ItemsOf<KitchenItem>> List(CommunityId id, Page page, Tables tables) =>
        TypedResults.Ok(tables.Read(connection => MealQueries.KitchensOf(connection, id, page)));

    private static async Task<Results<Ok<KitchenAnswer>, Problem>> Get(KitchenId id, MealCall call) =>
        await call.Find(id) is { } kitchen
            ? TypedResults.Ok(KitchenAnswer.Of(kitchen))
            : Problem.Of(new KitchenRejection.NoSuchKitchen());

    private static Task<Results<NoContent, Problem>> Change(
        KitchenId id, Body<DescribeKitchen> body, MealCall call) =>
        Keep(id, call, kitchen => new KitchenCommand.Change(body.Value.Over(kitchen.Details)));

    private static Task<Results<NoContent, Problem>> Close(KitchenId id, NoBody body, MealCall call) =>
        Keep(id, call, _ => new KitchenCommand.Close());

    private static Task<Results<NoContent, Problem>> Reopen(KitchenId id, NoBody body, MealCall call) =>
        Keep(id, call, _ => new KitchenCommand.Reopen());

    private static async Task<Results<NoContent, Problem>> Keep(
        KitchenId id, MealCall call, Func<Kitchen.Known, KitchenCommand> command)
    {
        var (kitchen, refused) = await call.FindAsWorker(id);
        if (kitchen is null)
            return refused!;
        if (await call.Do(id, command(kitchen)) is { } problem)
            return problem;
        return TypedResults.NoContent();
    }
}
