using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Looks;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Residents;
using ResidentService.Domain.Volunteers;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Looks;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Meals;

/// <summary>Delivery runs: planned and given to couriers by workers, walked by the couriers.</summary>
public static class RunEndpoints
{
    /// <summary>Why the courier sees where a meal goes.</summary>
    private const string CourierReason = "为送餐";

    public static void MapMealRuns(this RouteGroupBuilder api)
    {
        var runs = api.MapGroup("/kitchens/{id}/days/{date}/runs").WithTags("meals");
        runs.MapPost("", Plan).WithSummary(
            "Plans runs of at most fifteen stops over all meals, once orders have closed, and anew until couriers are "
            + "assigned; by a worker.");
        runs.MapGet("", List).WithSummary("A day's runs, who goes, and how far they are; for staff.");
        runs.MapPut("/{runId}/courier", Assign)
            .WithSummary("Gives a run to a volunteer or a member of staff, or to somebody else; by a worker.");
        runs.MapGet("/{runId}", Get)
            .WithSummary("The stops of my run in their order; each person can see that I looked.");
        runs.MapPost("/{runId}/stops/{residentId}", AtDoor)
            .WithSummary("Notes what happened at a door; where nobody opened the grid worker is told in half an hour.");
        runs.MapPost("/{runId}/stops/{residentId}/reached", Reached)
            .WithSummary("Notes that I reached by phone who did not open, and how they are.");
        runs.MapPost("/{runId}/stops/{residentId}/condition", Report)
            .WithSummary("Reports that I found the person unwell or changed; the grid worker is told at once.");
        api.MapGet("/me/meal-runs", Mine).WithTags("meals").WithSummary("The runs that I was given, the newest first.");
    }

    private static async Task<Results<Ok<RunsPlanned>, Problem>> Plan(
        KitchenId id, DateOnly date, NoBody body, MealCall call)
    {
        var (kitchen, refused) = await call.FindAsWorker(id);
        if (kitchen is null)
            return refused!;
        if (await call.Find(id, date) is not { } day)
            return Problem.Of(new MealRejection.NoSuchDay());
        var stops = new List<Stop>();
        foreach (var meal in day.Meals.Values.OfType<Meal.Ordered>()
            .OrderBy(meal => meal.Terms.Resident.Value, StringComparer.Ordinal))
        {
            // What is on nobody's screen is no look.
            var slip = await MealSlip.Open(meal.Terms.Resident, meal.Terms.Slip, call.Vault);
            stops.Add(new(meal.Terms.Resident, slip?.Place, slip?.Building ?? slip?.Address ?? ""));
        }

        var plans = RunPlanning.Plan(GeoPoint.Of(kitchen.Details.Latitude, kitchen.Details.Longitude), stops);
        var runs = plans.Select((plan, index) =>
            new PlannedRun(call.Ask.NewId<RunId>($"{index}"), plan.Stops, plan.Metres)).ToList();
        if (await call.Do(day.Id, new MealDayCommand.PlanRuns(runs)) is { } problem)
            return problem;
        return TypedResults.Ok(new RunsPlanned(runs.Count, runs.Sum(run => run.Metres)));
    }

    private static async Task<Results<Ok<ItemsOf<RunSummary>>, Problem>> List(
        KitchenId id, DateOnly date, MealCall call)
    {
        var (day, refused) = await call.FindAsCaring(id, date);
        if (day is null)
            return refused!;
        var items = new List<RunSummary>(day.Runs.Count);
        foreach (var run in day.Runs.Values.OrderBy(run => run.Number))
        {
            items.Add(new(
                run.Id, run.Number, run.Courier?.Who,
                run.Courier is { } courier ? await DisplayNames.Of(courier.Who, call.Ask, call.Vault) : null,
                run.Stops.Count, run.Stops.Count(stop => day.Meals[stop] is Meal.Ended), run.Metres));
        }

        return TypedResults.Ok(new ItemsOf<RunSummary>(items, null));
    }

    private static async Task<Results<NoContent, Problem>> Assign(
        KitchenId id, DateOnly date, RunId runId, Body<AssignCourier> body, MealCall call)
    {
        var who = body.Value.ResidentId;
        var (kitchen, refused) = await call.FindAsWorker(id);
        if (kitchen is null)
            return refused!;
        if (!await MayGo(who, kitchen.Community, call))
            return Problem.Of(new MealRejection.NoCourier());
        var policy = await call.PolicyOf(kitchen);
        var assign = new MealDayCommand.AssignRun(runId, who, call.Caller.Resident, policy.Earning);
        if (await call.Do(MealDayId.Of(id, date), assign) is { } problem)
            return problem;
        return TypedResults.NoContent();
    }

    /// <summary>Whoever goes sees where people live: a volunteer, or somebody who works for the community.</summary>
    private static async ValueTask<bool> MayGo(ResidentId who, CommunityId community, MealCall call) =>
        await call.Ask.Read(VolunteerDecider.ActorOf(who), new GetVolunteer()) is not null
        || (await call.Ask.Read(who.Actor, new GetResident()))?.Roles.Any(grant =>
            grant.Role is StaffRole.CommunityWorker or StaffRole.GridWorker && grant.Scope == community.Value) == true;

    private static async Task<Results<Ok<RunAnswer>, Problem>> Get(
        KitchenId id, DateOnly date, RunId runId, MealCall call)
    {
        if (await FindMine(id, date, runId, call) is not (Day: { } day, Run: { } run))
            return Problem.Of(new MealRejection.NoSuchRun());
        var stops = new List<StopAnswer>(run.Stops.Count);
        foreach (var resident in run.Stops)
        {
            var meal = day.Meals[resident];
            if (meal is not Meal.Ended && await LookRecords.Record(
                resident, call.Caller, LookAt.Meal, CourierReason, call.Ask, call.Vault) is { } problem)
                return problem;
            stops.Add(await Answer(meal, day, call));
        }

        return TypedResults.Ok(new RunAnswer(run.Id, run.Number, run.Courier?.Who, run.Metres, stops));
    }

    private static async ValueTask<StopAnswer> Answer(Meal meal, MealDay.Out day, MealCall call)
    {
        var resident = meal.Terms.Resident;
        var slip = meal is Meal.Ended ? null : await MealSlip.Open(resident, meal.Terms.Slip, call.Vault);
        var status = MealEndpoints.StatusOf(meal);
        if (slip is null)
            return new(resident, status, null, null, null, null, null, null, null, [], null, null);
        var phone = meal is Meal.Absent ? (await call.Ask.Read(resident.Actor, new GetResident()))?.Phone : null;
        return new(
            resident, status, MaskedNames.Of(await DisplayNames.Of(resident, call.Ask, call.Vault)), slip.Address, slip.Building,
            slip.Latitude, slip.Longitude, slip.Note, day.Menu.Find(meal.Terms.Dish)?.Name, slip.Marks, slip.ToPayFen,
            await call.Vault.Open(resident, Fields.Phone, phone));
    }

    private static async Task<Results<NoContent, Problem>> AtDoor(
        KitchenId id, DateOnly date, RunId runId, ResidentId residentId, Body<NoteDoor> body, MealCall call,
        RotatingCodes codes)
    {
        var (outcome, code) = body.Value;
        if (code is not null && codes.ReadCard(code) != residentId)
            return Problem.Of(EdgeFault.CodeInvalid);
        return await Deliver(id, date, runId, call, _ => new(new MealDayCommand.NoteDoor(
            runId, residentId, call.Caller.Resident, outcome.GetValueOrDefault(), code is not null)));
    }

    private static Task<Results<NoContent, Problem>> Reached(
        KitchenId id, DateOnly date, RunId runId, ResidentId residentId, Body<DescribePerson> body, MealCall call) =>
        Deliver(id, date, runId, call, async run => !run.Stops.Contains(residentId)
            ? null
            : new MealDayCommand.NoteReached(
                residentId, call.Caller.Resident,
                await call.Vault.Seal(residentId, Fields.MealReached, body.Value.Words.Trim())));

    private static Task<Results<NoContent, Problem>> Report(
        KitchenId id, DateOnly date, RunId runId, ResidentId residentId, Body<DescribePerson> body, MealCall call) =>
        Deliver(id, date, runId, call, async run => !run.Stops.Contains(residentId)
            ? null
            : new MealDayCommand.ReportCondition(
                runId, residentId, call.Caller.Resident,
                await call.Vault.Seal(residentId, Fields.MealCondition, body.Value.Words.Trim())));

    private static Ok<ItemsOf<RunItem>> Mine(MealCall call, Page page, Tables tables) =>
        TypedResults.Ok(tables.Read(connection => MealQueries.RunsOf(connection, call.Caller.Resident, page)));

    /// <param name="command">Null where the stop is not on the run.</param>
    private static async Task<Results<NoContent, Problem>> Deliver(
        KitchenId id, DateOnly date, RunId runId, MealCall call, Func<Run, ValueTask<MealDayCommand?>> command)
    {
        if (await FindMine(id, date, runId, call) is not (Day: { } day, Run: { } run))
            return Problem.Of(new MealRejection.NoSuchRun());
        if (await command(run) is not { } noted)
            return Problem.Of(new MealRejection.NoSuchMeal());
        if (await call.Do(day.Id, noted) is { } problem)
            return problem;
        return TypedResults.NoContent();
    }

    /// <summary>To anybody but its courier a run does not exist.</summary>
    private static async ValueTask<(MealDay.Out? Day, Run? Run)> FindMine(
        KitchenId id, DateOnly date, RunId runId, MealCall call) =>
        await call.Find(id, date) is { } day && day.Runs.TryGetValue(runId, out var run)
        && run.Courier?.Who == call.Caller.Resident && call.Caller.Helper is null
            ? (day, run)
            : (null, null);
}
