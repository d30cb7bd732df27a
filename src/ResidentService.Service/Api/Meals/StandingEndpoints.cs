using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;

namespace ResidentService.Service.Api.Meals;

/// <summary>
/// Standing orders (长期订餐): each day whose menu is out they take its first dish that is for the person. Where none is,
/// or the day is full, the person and the grid worker are told.
/// </summary>
public static class StandingEndpoints
{
    public static void MapStandingMeals(this RouteGroupBuilder api)
    {
        var standing = api.MapGroup("/kitchens/{id}/standing-orders").WithTags("meals");
        standing.MapPost("", Begin).RequireKey()
            .WithSummary("Orders regularly for me, a member of my household, or as a worker for somebody.");
        standing.MapGet("", List).WithSummary("Who eats there regularly, without what is sealed; for staff.");
        standing.MapPost("/{standingId}/pause", Pause)
            .WithSummary("Pauses it from a day to a day, instead of the pause that there was.");
        standing.MapPost("/{standingId}/resume", Resume).WithSummary("Takes its pause back.");
        standing.MapPost("/{standingId}/end", End)
            .WithSummary("Ends it; days that still take orders let it go as well.");
        api.MapGet("/me/standing-meals", Mine).WithTags("meals")
            .WithSummary("The standing orders of me and my household.");
    }

    private static async Task<Results<Created<StandingBegun>, Problem>> Begin(
        KitchenId id, Body<BeginStanding> body, MealCall call)
    {
        var resident = body.Value.ResidentId ?? call.Caller.Resident;
        if (await call.Find(id) is not { } kitchen)
            return Problem.Of(new KitchenRejection.NoSuchKitchen());
        if (await call.MayOrderFor(resident, kitchen) is { } refused)
            return refused;
        var due = new StandingDue(call.Ask.NewId<StandingId>(), resident, call.Caller.Doer);
        var slip = await MealSlip.Of(body.Value.Delivery).Seal(resident, call.Vault);
        if (await call.Do(id, new KitchenCommand.BeginStanding(due, body.Value.ToTerms(), slip)) is { } problem)
            return problem;
        return TypedResults.Created((string?)null, new StandingBegun(due.Standing));
    }

    private static async Task<Results<Ok<ItemsOf<StandingItem>>, Problem>> List(
        KitchenId id, Page page, MealCall call, Tables tables)
    {
        if (await call.Find(id) is not { } kitchen)
            return Problem.Of(new KitchenRejection.NoSuchKitchen());
        return await call.MayCare(kitchen.Community)
            ? TypedResults.Ok(tables.Read(connection => MealQueries.StandingAt(connection, id, Calendar.DayOf(call.Now), page)))
            : Problem.Of(EdgeFault.NotAllowed);
    }

    private static Task<Results<NoContent, Problem>> Pause(
        KitchenId id, StandingId standingId, Body<PauseStanding> body, MealCall call) =>
        Keep(id, standingId, call, new KitchenCommand.SetPause(
            standingId, new(body.Value.From.GetValueOrDefault(), body.Value.To.GetValueOrDefault())));

    private static Task<Results<NoContent, Problem>> Resume(
        KitchenId id, StandingId standingId, NoBody body, MealCall call) =>
        Keep(id, standingId, call, new KitchenCommand.SetPause(standingId, null));

    private static Task<Results<NoContent, Problem>> End(
        KitchenId id, StandingId standingId, NoBody body, MealCall call) =>
        Keep(id, standingId, call, new KitchenCommand.EndStanding(standingId));

    private static async Task<Ok<ItemsOf<StandingItem>>> Mine(MealCall call, Page page, Tables tables)
    {
        var household = await call.Household();
        return TypedResults.Ok(tables.Read(connection => MealQueries.StandingOf(
            connection, household, Calendar.DayOf(call.Now), page)));
    }

    private static async Task<Results<NoContent, Problem>> Keep(
        KitchenId id, StandingId standing, MealCall call, KitchenCommand command)
    {
        if (await call.Find(id) is not { } kitchen)
            return Problem.Of(new KitchenRejection.NoSuchKitchen());
        // To who may not order for the person it does not exist.
        var mayKeep = kitchen.Find(standing) is { } known
            ? await call.MayOrderFor(known.Due.Resident, kitchen) is null
            : await call.MayWork(kitchen.Community);
        if (!mayKeep)
            return Problem.Of(new KitchenRejection.NoSuchStanding());
        if (await call.Do(id, command) is { } problem)
            return problem;
        return TypedResults.NoContent();
    }
}

/// <param name="ResidentId">Who eats, where a household member or a worker orders; absent: I.</param>
/// <param name="Weekdays">1 is Monday, 7 is Sunday.</param>
/// <param name="To">The last day.</param>
public sealed record BeginStanding(
    ResidentId? ResidentId, IReadOnlyList<int> Weekdays, DateOnly? From, DateOnly? To, DeliveryPlace Delivery)
{
    public StandingTerms ToTerms() => new([.. Weekdays.Order()], From.GetValueOrDefault(), To.GetValueOrDefault());

    public sealed class Rules : AbstractValidator<BeginStanding>
    {
        public Rules()
        {
            RuleFor(body => body.Weekdays).NotEmpty().Must(weekdays => weekdays is not { Count: > 7 });
            RuleForEach(body => body.Weekdays).InclusiveBetween(1, 7);
            RuleFor(body => body.From).NotNull();
            RuleFor(body => body.To).NotNull();
            RuleFor(body => body.Delivery).NotNull().SetValidator(new DeliveryPlace.Rules());
        }
    }
}

/// <param name="To">The last day of the pause.</param>
public sealed record PauseStanding(DateOnly? From, DateOnly? To)
{
    public sealed class Rules : AbstractValidator<PauseStanding>
    {
        public Rules()
        {
            RuleFor(body => body.From).NotNull();
            RuleFor(body => body.To).NotNull();
        }
    }
}

public sealed record StandingBegun(StandingId StandingId);

public sealed record StandingItem(
    StandingId StandingId, KitchenId KitchenId, ResidentId ResidentId, ResidentId SetById, IReadOnlyList<int> Weekdays,
    DateOnly From, DateOnly To, DateOnly? PauseFrom, DateOnly? PauseTo, bool HasEnded);
