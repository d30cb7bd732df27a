using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Looks;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.CommunityEvents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Looks;

namespace ResidentService.Service.Api.Meals;

/// <summary>
/// What somebody cannot or does not eat: kept sealed, said by the person, or by staff for somebody on paper. Staff look
/// at it with a reason only.
/// </summary>
public static class DietEndpoints
{
    public static void MapDiets(this RouteGroupBuilder api)
    {
        var mine = api.MapGroup("/me/diet").WithTags("meals");
        mine.MapGet("", Mine).WithSummary("What I cannot or do not eat.");
        mine.MapPut("", SetMine).WithSummary("Says what I cannot or do not eat; meals that are ordered already follow.");
        var theirs = api.MapGroup("/residents/{id}/diet").WithTags("meals");
        theirs.MapPut("", SetTheirs).WithSummary("Says it for somebody on paper; by a worker.");
        theirs.MapPost("/looks", Look)
            .WithSummary("Shows it to who has to know; the person can see who looked and why.");
    }

    private static async Task<Ok<Diet>> Mine(MealCall call, Eaters eaters) =>
        TypedResults.Ok(await eaters.DietOf(call.Caller.Resident));

    private static Task<Results<NoContent, Problem>> SetMine(
        Body<SetDiet> body, MealCall call, Eaters eaters) =>
        Set(call.Caller.Resident, body.Value.ToDiet(), call, eaters);

    private static async Task<Results<NoContent, Problem>> SetTheirs(
        ResidentId id, Body<SetDiet> body, MealCall call, Eaters eaters) =>
        await call.Ask.Read(id.Actor, new GetResident()) is { Community: not null } person
        && await call.MayWorkFor(person)
            ? await Set(id, body.Value.ToDiet(), call, eaters)
            : Problem.Of(EdgeFault.NotAllowed);

    private static async Task<Results<Ok<Diet>, Problem>> Look(
        ResidentId id, Body<GiveReason> body, MealCall call, Eaters eaters)
    {
        if ((await call.Ask.Read(id.Actor, new GetResident()))?.Community is not { } community
            || !await call.MayCare(community))
            return Problem.Of(EdgeFault.NotAllowed);
        if (await LookRecords.Record(
            id, call.Caller, LookAt.Diet, body.Value.Reason, call.Ask, call.Vault) is { } problem)
            return problem;
        return TypedResults.Ok(await eaters.DietOf(id));
    }

    private static async Task<Results<NoContent, Problem>> Set(
        ResidentId resident, Diet diet, MealCall call, Eaters eaters)
    {
        var known = await eaters.DietOf(resident);
        // Sealing the same again gives another text, which would be another fact.
        if (!known.Allergens.SequenceEqual(diet.Allergens) || !known.Needs.SequenceEqual(diet.Needs))
        {
            var outcome = await call.Ask.Of(
                resident.Actor, new ResidentCommand.GiveDiet(await eaters.Seal(resident, diet)));
            if (outcome.Refusal() is { } refused)
                return refused;
        }

        return TypedResults.NoContent();
    }
}

/// <param name="Needs">How each meal has to be cooked.</param>
public sealed record SetDiet(IReadOnlyList<Allergen>? Allergens, IReadOnlyList<DietMark>? Needs)
{
    public Diet ToDiet() => new([.. (Allergens ?? []).Distinct().Order()], [.. (Needs ?? []).Distinct().Order()]);

    public sealed class Rules : AbstractValidator<SetDiet>
    {
        public Rules()
        {
            RuleForEach(body => body.Allergens).IsInEnum();
            RuleForEach(body => body.Needs).IsInEnum();
        }
    }
}
