using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Households;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Households;

/// <summary>
/// What a household's head keeps, and what staff do on paper consent for people without a phone: found it, let members
/// in and out, say who is what to whom. Staff are those of the community in which the person lives.
/// </summary>
public static class HouseholdKeeping
{
    public static void MapHouseholdKeeping(this RouteGroupBuilder api)
    {
        api.MapPost("/communities/{id}/households", Found).RequireKey().WithTags("households")
            .WithSummary("Founds a household for somebody on their paper consent; by a worker.");
        var households = api.MapGroup("/households/{id}").WithTags("households");
        households.MapGet("", Get).WithSummary("A household; for its members and the workers of its community.");
        households.MapPut("/members/{residentId}", Describe)
            .WithSummary("Says what a member is to the head; by the head, or by a worker, who also lets somebody in "
                + "on their paper consent.");
        households.MapDelete("/members/{residentId}", Remove).WithSummary("Takes a member out; by a worker.");
        households.MapPost("/head", PassHead).WithSummary("Makes another member the head; by the head or a worker.");
    }

    private static async Task<Results<Created<HouseholdFounded>, Problem>> Found(
        CommunityId id, Body<FoundOnPaper> body, SignedIn caller, Asking ask, Access access)
    {
        var (head, consent) = (body.Value.HeadId, body.Value.PaperConsent);
        if (!await access.MayWork(caller, id))
            return Problem.Of(EdgeFault.NotAllowed);
        if (await ask.Read(head.Actor, new GetResident()) is not { } person || person.Community != id)
            return Problem.Of(new ResidentRejection.NoSuchResident());
        var household = ask.NewId<HouseholdId>();
        // Who repeats the request still hears that it was founded.
        if (person.Household is { } other && other != household)
            return Problem.Of(new ResidentRejection.InAnotherHousehold());

        var founded = await ask.Of(household.Actor, new HouseholdCommand.Found(household, head, consent));
        if ((founded.Refusal() ?? await ask.Follow(founded) ?? await HouseholdEndpoints.Enter(household, head, ask))
            is { } problem)
            return problem;
        return TypedResults.Created($"/api/v1/households/{household}", new HouseholdFounded(household));
    }

    private static async Task<Results<Ok<HouseholdAnswer>, Problem>> Get(
        HouseholdId id, SignedIn caller, Asking ask, Access access, KeyVault vault) =>
        await Find(id, caller, ask, access) is (Household: { } household, _)
            ? TypedResults.Ok(await HouseholdEndpoints.Describe(household, ask, vault))
            : Problem.Of(new HouseholdRejection.NoSuchHousehold());

    private static async Task<Results<NoContent, Problem>> Describe(
        HouseholdId id, ResidentId residentId, Body<DescribeMember> body, SignedIn caller, Asking ask, Access access)
    {
        if (await Find(id, caller, ask, access) is not (Household: { } household, var isStaff))
            return Problem.Of(new HouseholdRejection.NoSuchHousehold());
        if (isStaff && !household.Members.Contains(residentId) && body.Value.PaperConsent is { } consent
            && await LetIn(id, residentId, consent, caller, ask, access) is { } refused)
            return refused;
        return await Done(await ask.Of(id.Actor, new HouseholdCommand.Describe(
            residentId, body.Value.Relation!.Value, body.Value.Role!.Value, isStaff ? null : caller.Resident)), ask);
    }

    private static async ValueTask<Problem?> LetIn(
        HouseholdId id, ResidentId who, string consent, SignedIn caller, Asking ask, Access access)
    {
        if (await ask.Read(who.Actor, new GetResident()) is not { Community: { } community } person
            || !await access.MayWork(caller, community))
            return Problem.Of(new ResidentRejection.NoSuchResident());
        if (person.Household is { } other && other != id)
            return Problem.Of(new ResidentRejection.InAnotherHousehold());
        var invited = await ask.Of(id.Actor, new HouseholdCommand.Invite(who, By: null, consent), step: "letIn");
        if ((invited.Refusal() ?? await HouseholdEndpoints.Enter(id, who, ask)) is { } problem)
            return problem;
        return await HouseholdEndpoints.IsMember(id, who, ask)
            ? null
            : Problem.Of(await HouseholdEndpoints.NotLetIn(id, who, ask));
    }

    private static async Task<Results<NoContent, Problem>> Remove(
        HouseholdId id, ResidentId residentId, NoBody body, SignedIn caller, Asking ask, Access access)
    {
        if (await Find(id, caller, ask, access) is not (Household: { } household, var isStaff))
            return Problem.Of(new HouseholdRejection.NoSuchHousehold());
        if (!isStaff)
            return Problem.Of(EdgeFault.NotAllowed);
        if (!household.Members.Contains(residentId))
            return TypedResults.NoContent();
        return await Done(await ask.Of(residentId.Actor, new ResidentCommand.LeaveHousehold(id)), ask);
    }

    private static async Task<Results<NoContent, Problem>> PassHead(
        HouseholdId id, Body<PassHeadTo> body, SignedIn caller, Asking ask, Access access)
    {
        if (await Find(id, caller, ask, access) is not (Household: not null, var isStaff))
            return Problem.Of(new HouseholdRejection.NoSuchHousehold());
        if (body.Value.ResidentId == caller.Helper)
            return Problem.Of(EdgeFault.NotForOneself);
        return await Done(await ask.Of(id.Actor, new HouseholdCommand.PassHead(
            body.Value.ResidentId, isStaff ? null : caller.Resident)), ask);
    }

    /// <summary>For its members, and for the workers of the community in which its head lives.</summary>
    private static async ValueTask<(HouseholdView? Household, bool IsStaff)> Find(
        HouseholdId id, SignedIn caller, Asking ask, Access access)
    {
        if (await ask.Read(id.Actor, new GetHousehold()) is not { Head: { } head } household)
            return (null, false);
        var isStaff = (await ask.Read(head.Actor, new GetResident()))?.Community is { } community
            && await access.MayWork(caller, community);
        return isStaff || household.Members.Contains(caller.Resident) ? (household, isStaff) : (null, false);
    }

    private static async Task<Results<NoContent, Problem>> Done(Outcome outcome, Asking ask) =>
        (outcome.Refusal() ?? await ask.Follow(outcome)) is { } problem ? problem : TypedResults.NoContent();
}
