using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Meals;
using ResidentService.Service.Api.CommunityEvents;
using ResidentService.Service.Api.Edge;

namespace ResidentService.Service.Api.Meals;

/// <summary>What a kitchen cooks on which day.</summary>
public static class MenuEndpoints
{
    public static void MapMealDays(this RouteGroupBuilder api)
    {
        var days = api.MapGroup("/kitchens/{id}/days").WithTags("meals");
        days.MapGet("", List).WithSummary("The menus of today and the coming days, the first one first.");
        days.MapGet("/{date}", Get).WithSummary("A day's menu, what is left, and until when orders come.");
        days.MapPut("/{date}/menu", Set)
            .WithSummary("Publishes a day's menu, or changes it: whose dish is not as it was is told. By a worker.");
        days.MapPost("/{date}/menu/withdraw", Withdraw)
            .WithSummary("Takes a menu back, with the reason: everybody who counted on it is told. By a worker.");
    }

    private static async Task<Results<Ok<ItemsOf<MealDayAnswer>>, Problem>> List(
        KitchenId id, MealCall call, Tables tables)
    {
        if (await call.Find(id) is null)
            return Problem.Of(new KitchenRejection.NoSuchKitchen());
        var ahead = tables.Read(connection => MealQueries.DaysOut(
            connection, id, Calendar.DayOf(call.Now), MealDayDecider.AheadDaysMax + 1));
        var days = new List<MealDayAnswer>(ahead.Count);
        foreach (var day in ahead)
        {
            if (await call.Ask.Read(day.Actor, new GetMealDay()) is { } known)
                days.Add(MealDayAnswer.Of(known, call.Now));
        }

        return TypedResults.Ok(new ItemsOf<MealDayAnswer>(days, null));
    }

    private static async Task<Results<Ok<MealDayAnswer>, Problem>> Get(KitchenId id, DateOnly date, MealCall call) =>
        await call.Find(id, date) is { } day
            ? TypedResults.Ok(MealDayAnswer.Of(day, call.Now))
            : Problem.Of(new MealRejection.NoSuchDay());

    private static async Task<Results<Ok<MenuOut>, Problem>> Set(
        KitchenId id, DateOnly date, Body<SetMenu> body, MealCall call)
    {
        var (kitchen, refused) = await call.FindAsWorker(id);
        if (kitchen is null)
            return refused!;
        var known = await call.Find(id, date);
        if (kitchen.IsClosed && known is null)
            return Problem.Of(new KitchenRejection.KitchenClosed());
        var policy = await call.PolicyOf(kitchen);
        var day = MealDayId.Of(id, date);
        var outcome = await call.Ask.Of(day.Actor, new MealDayCommand.SetMenu(
            day, kitchen.Community, body.Value.ToMenu(known?.Menu.Quota ?? kitchen.Details.QuotaPerDay), policy.Meal));
        if ((outcome.Refusal() ?? await call.Ask.Follow(outcome)) is { } problem)
            return problem;
        var reply = outcome.Reply<MenuReply>();
        return TypedResults.Ok(new MenuOut(reply.Revision, reply.CutOff));
    }

    private static async Task<Results<NoContent, Problem>> Withdraw(
        KitchenId id, DateOnly date, Body<GiveReason> body, MealCall call)
    {
        var (kitchen, refused) = await call.FindAsWorker(id);
        if (kitchen is null)
            return refused!;
        var withdraw = new MealDayCommand.WithdrawMenu(body.Value.Reason.Trim());
        if (await call.Do(MealDayId.Of(id, date), withdraw) is { } problem)
            return problem;
        return TypedResults.NoContent();
    }
}
