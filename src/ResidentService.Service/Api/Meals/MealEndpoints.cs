using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Looks;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.CommunityEvents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Looks;
using ResidentService.Service.Api.Residents;

namespace ResidentService.Service.Api.Meals;

/// <summary>A person's meal of a day. Who does not belong to it and is not staff is told that there is none.</summary>
public static class MealEndpoints
{
    private const string OrderReason = "为代订餐";

    public static void MapMeals(this RouteGroupBuilder api)
    {
        var meals = api.MapGroup("/kitchens/{id}/days/{date}/orders").WithTags("meals");
        meals.MapPost("", Order).RequireKey()
            .WithSummary("Orders a meal for me, a member of my household, or as a worker for somebody.");
        meals.MapGet("", ListDay).WithSummary("A day's meals, without what is sealed; for workers and grid workers.");
        meals.MapGet("/{residentId}", Get).WithSummary("A meal, for the person's household and for staff.");
        meals.MapPost("/{residentId}/cancel", Cancel)
            .WithSummary("Cancels it: the household until orders close, a worker until somebody was at the door.");
        meals.MapPost("/{residentId}/looks", Look)
            .WithSummary("Shows a meal's address, price and reports to staff; the person can see who looked and why.");
        meals.MapPost("/{residentId}/reached", Reached)
            .WithSummary("Notes how somebody is who did not open; ends the alert. By a worker or grid worker.");
        api.MapGet("/me/meals", Mine).WithTags("meals")
            .WithSummary("The meals of me and my household.");
        api.MapGet("/communities/{id}/meals", ListCommunity).WithTags("meals")
            .WithSummary("A community's meals, the newest first, for instance where nobody opened; for staff.");
    }

    private static async Task<Results<Created<MealOrdered>, Problem>> Order(
        KitchenId id, DateOnly date, Body<OrderMeal> body, MealCall call, Eaters eaters)
    {
        var resident = body.Value.ResidentId ?? call.Caller.Resident;
        if (await call.Find(id) is not { } kitchen)
            return Problem.Of(new KitchenRejection.NoSuchKitchen());
        if (await call.MayOrderFor(resident, kitchen) is { } refused)
            return refused;
        if (await call.Find(id, date) is not { } day)
            return Problem.Of(new MealRejection.NoSuchDay());
        if (day.Menu.Find(body.Value.Dish.GetValueOrDefault()) is not { } dish)
            return Problem.Of(new MealRejection.NoSuchDish());

        // Why a dish does not fit, and what it costs somebody, says something of them.
        if (!await call.IsHouseholdOf(resident) && await LookRecords.Record(
            resident, call.Caller, LookAt.Diet, OrderReason, call.Ask, call.Vault) is { } unrecorded)
            return unrecorded;
        var diet = await eaters.DietOf(resident);
        DietConflict? conflict = diet.With(dish) is { } found
            ? found with { Instead = diet.FirstIn(day.Menu) is { } other ? day.Menu.Find(other)!.Name : null }
            : null;
        var slip = MealSlip.Of(body.Value.Delivery).For(diet, await eaters.PriceFor(resident, day));
        var order = new MealDayCommand.Order(
            resident, call.Caller.Doer, body.Value.Dish!.Value, await slip.Seal(resident, call.Vault),
            body.Value.Revision ?? day.Revision, conflict);
        if (await call.Do(day.Id, order) is { } problem)
            return problem;
        return TypedResults.Created(
            $"/api/v1/kitchens/{id}/days/{date:yyyy-MM-dd}/orders/{resident}",
            new MealOrdered(id, date, resident, order.Dish, dish.Name, slip.PriceFen, slip.SubsidyFen, slip.ToPayFen));
    }

    private static async Task<Results<Ok<ItemsOf<MealItem>>, Problem>> ListDay(
        KitchenId id, DateOnly date, [AsParameters] WhichMeals which, Page page, MealCall call, Tables tables)
    {
        if (await call.Find(id) is not { } kitchen)
            return Problem.Of(new KitchenRejection.NoSuchKitchen());
        return await call.MayCare(kitchen.Community)
            ? TypedResults.Ok(tables.Read(connection =>
                MealQueries.OfDay(connection, MealDayId.Of(id, date), which.OfStatus(), page)))
            : Problem.Of(EdgeFault.NotAllowed);
    }

    private static async Task<Results<Ok<MealAnswer>, Problem>> Get(
        KitchenId id, DateOnly date, ResidentId residentId, MealCall call)
    {
        if (await call.Find(id, date) is not { } day || !day.Meals.TryGetValue(residentId, out var meal))
            return Problem.Of(new MealRejection.NoSuchMeal());
        var isHousehold = await call.IsHouseholdOf(residentId);
        return isHousehold || await call.MayCare(day.Community)
            ? TypedResults.Ok(await Answer(day, meal, isHousehold, call))
            : Problem.Of(new MealRejection.NoSuchMeal());
    }

    private static async Task<Results<Ok<MealAnswer>, Problem>> Look(
        KitchenId id, DateOnly date, ResidentId residentId, Body<GiveReason> body, MealCall call)
    {
        var (day, refused) = await call.FindAsCaring(id, date);
        if (day is null)
            return refused!;
        if (!day.Meals.TryGetValue(residentId, out var meal))
            return Problem.Of(new MealRejection.NoSuchMeal());
        if (await LookRecords.Record(
            residentId, call.Caller, LookAt.Meal, body.Value.Reason, call.Ask, call.Vault) is { } problem)
            return problem;
        return TypedResults.Ok(await Answer(day, meal, mayOpen: true, call));
    }

    private static async Task<Results<NoContent, Problem>> Cancel(
        KitchenId id, DateOnly date, ResidentId residentId, Body<CancelMeal> body, MealCall call)
    {
        var reason = body.Value.Reason?.Trim();
        if (await call.Find(id, date) is not { } day)
            return Problem.Of(new MealRejection.NoSuchDay());
        var isHousehold = await call.IsHouseholdOf(residentId);
        var isWorker = await call.MayWork(day.Community);
        if (!isHousehold && !isWorker)
            return Problem.Of(new MealRejection.NoSuchMeal());
        if (isWorker && !isHousehold && string.IsNullOrEmpty(reason))
        {
            return Problem.Of(EdgeFault.ValidationFailed.At(
                "reason", "请填写取消的原因，居民会看到。", "Please give the reason; the person is told."));
        }

        if (!day.Meals.ContainsKey(residentId))
            return Problem.Of(new MealRejection.NoSuchMeal());
        Sealed? told = string.IsNullOrEmpty(reason)
            ? null
            : await call.Vault.Seal(residentId, Fields.MealReason, reason);
        // A worker who lives there, and gives a reason, cancels it as a worker.
        var cancel = new MealDayCommand.Cancel(residentId, isWorker && told is not null, told);
        if (await call.Do(day.Id, cancel) is { } problem)
            return problem;
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, Problem>> Reached(
        KitchenId id, DateOnly date, ResidentId residentId, Body<DescribePerson> body, MealCall call)
    {
        var (day, refused) = await call.FindAsCaring(id, date);
        if (day is null)
            return refused!;
        if (!day.Meals.ContainsKey(residentId))
            return Problem.Of(new MealRejection.NoSuchMeal());
        var words = await call.Vault.Seal(residentId, Fields.MealReached, body.Value.Words.Trim());
        var reached = new MealDayCommand.NoteReached(residentId, call.Caller.Resident, words);
        if (await call.Do(day.Id, reached) is { } problem)
            return problem;
        return TypedResults.NoContent();
    }

    private static async Task<Ok<ItemsOf<MealItem>>> Mine(MealCall call, Page page, Tables tables)
    {
        var household = await call.Household();
        return TypedResults.Ok(tables.Read(connection =>
            MealQueries.Of(connection, household, page)));
    }

    private static async Task<Results<Ok<ItemsOf<MealItem>>, Problem>> ListCommunity(
        CommunityId id, [AsParameters] WhichMeals which, Page page, MealCall call, Tables tables) =>
        await call.MayCare(id)
            ? TypedResults.Ok(tables.Read(connection =>
                MealQueries.OfCommunity(connection, id, which.OfStatus(), page)))
            : Problem.Of(EdgeFault.NotAllowed);

    private static async ValueTask<MealAnswer> Answer(MealDay.Out day, Meal meal, bool mayOpen, MealCall call)
    {
        var (resident, placedBy, standing, dish, text) = meal.Terms;
        var slip = mayOpen ? await MealSlip.Open(resident, text, call.Vault) : null;
        var conditions = new List<string>();
        foreach (var condition in mayOpen ? meal.Conditions : [])
        {
            if (await call.Vault.Open(resident, Fields.MealCondition, condition) is { } words)
                conditions.Add(words);
        }

        return new(
            day.Id.Kitchen, day.Id.Day, resident,
            mayOpen ? await DisplayNames.Of(resident, call.Ask, call.Vault) : null, placedBy, standing, dish, meal is Meal.Ended or Meal.Unfit ? null : day.Menu.Find(dish)?.Name,
            StatusOf(meal), slip?.Address, slip?.Building, slip?.Note, slip?.PriceFen, slip?.SubsidyFen, slip?.ToPayFen,
            mayOpen && meal is Meal.Ended { Words: { } said } ended
                ? await call.Vault.Open(
                    resident, ended.End == MealEnd.Reached ? Fields.MealReached : Fields.MealReason, said)
                : null,
            conditions);
    }

    internal static MealStatus StatusOf(Meal meal) => meal switch
    {
        Meal.Ordered { HasClashed: true } => MealStatus.Clashed,
        Meal.Ordered => MealStatus.Ordered,
        Meal.Unfit => MealStatus.Unfit,
        Meal.Absent => MealStatus.NobodyHome,
        Meal.Ended { End: MealEnd.HandedOver } => MealStatus.HandedOver,
        Meal.Ended { End: MealEnd.Refused } => MealStatus.Refused,
        Meal.Ended { End: MealEnd.Reached } => MealStatus.Reached,
        Meal.Ended { End: MealEnd.Cancelled } => MealStatus.Cancelled,
        _ => MealStatus.NotServed,
    };
}
