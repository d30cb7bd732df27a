using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Households;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Households;

/// <summary>Founding, seeing, joining and leaving. To a stranger a household does not exist.</summary>
public static class HouseholdEndpoints
{
    public static void MapHouseholds(this RouteGroupBuilder api)
    {
        var mine = api.MapGroup("/me").WithTags("households");
        mine.MapGet("/household", Get).WithSummary("My household: its members by name, and whom its head has invited.");
        mine.MapGet("/household-invitations", Invitations).WithSummary("The households that invite me.");

        var households = api.MapGroup("/households").WithTags("households");
        households.MapPost("", Found).RequireKey().WithSummary("Founds a household, with me as its head.");
        households.MapPost("/{id}/members/me", Join).WithSummary("Accepts an invitation.");
        households.MapDelete("/{id}/members/me", Leave)
            .WithSummary("Leaves; the head's role passes to the member of longest standing.");
        households.MapInvitations();
        households.MapPooledPoints();
    }

    private static async Task<Results<Ok<HouseholdAnswer>, Problem>> Get(SignedIn caller, Asking ask, KeyVault vault)
    {
        var person = await ask.Read(caller.Resident.Actor, new GetResident());
        if (person?.Household is not { } id || await ask.Read(id.Actor, new GetHousehold()) is not { } household
            || !household.Members.Contains(caller.Resident))
            return Problem.Of(new HouseholdRejection.NoSuchHousehold());
        return TypedResults.Ok(await Describe(household, ask, vault));
    }

    internal static async ValueTask<HouseholdAnswer> Describe(HouseholdView household, Asking ask, KeyVault vault)
    {
        var members = new List<HouseholdPerson>(household.Members.Count);
        foreach (var member in household.Members)
        {
            var profile = household.Profiles.GetValueOrDefault(member);
            members.Add(new(
                member, await DisplayNames.Of(member, ask, vault), profile?.Relation, profile?.Role));
        }

        return new(
            household.Household, household.Head, members,
            [.. household.Invited.Select(invited => new HouseholdPerson(invited, null))]);
    }

    private static async Task<Ok<ItemsOf<InvitationAnswer>>> Invitations(
        SignedIn caller, Asking ask, Page page, Tables tables)
    {
        var rows = page.Of(InvitationTables.Of(tables, caller.Resident, page), row => row, row => row.Household);
        var invitations = new List<InvitationAnswer>(rows.Items.Count);
        foreach (var row in rows.Items)
        {
            var id = Id.Parse<HouseholdId>(row.Household);
            var head = (await ask.Read(id.Actor, new GetHousehold()))?.Head;
            invitations.Add(new(id, head, Calendar.Local(DateTimeOffset.FromUnixTimeMilliseconds(row.At))));
        }

        return TypedResults.Ok(new ItemsOf<InvitationAnswer>(invitations, rows.NextCursor));
    }

    private static async Task<Results<Created<HouseholdFounded>, Problem>> Found(
        NoBody body, SignedIn caller, Asking ask)
    {
        var id = ask.NewId<HouseholdId>();
        // Who repeats the request after having moved on still hears that it was founded.
        if (await ask.Read(id.Actor, new GetHousehold()) is null
            && await ask.Read(caller.Resident.Actor, new GetResident()) is { Household: not null })
            return Problem.Of(new ResidentRejection.InAnotherHousehold());

        var founded = await ask.Of(id.Actor, new HouseholdCommand.Found(id, caller.Resident));
        if ((founded.Refusal() ?? await ask.Follow(founded) ?? await Enter(id, caller.Resident, ask)) is { } problem)
            return problem;
        return TypedResults.Created("/api/v1/me/household", new HouseholdFounded(id));
    }

    private static async Task<Results<NoContent, Problem>> Join(HouseholdId id, NoBody body, SignedIn caller, Asking ask)
    {
        if (!await IsKnown(id, caller.Resident, ask))
            return Problem.Of(new HouseholdRejection.NoSuchHousehold());
        // Who lives with somebody sees and does more for them than a helper may, and for longer.
        if (caller.Helper is { } helper && await IsKnown(id, helper, ask))
            return Problem.Of(EdgeFault.NotForOneself);
        if (await Enter(id, caller.Resident, ask) is { } problem)
            return problem;
        return await IsMember(id, caller.Resident, ask)
            ? TypedResults.NoContent()
            : Problem.Of(await NotLetIn(id, caller.Resident, ask));
    }

    private static async Task<Results<NoContent, Problem>> Leave(
        HouseholdId id, NoBody body, SignedIn caller, Asking ask)
    {
        if (!await IsMember(id, caller.Resident, ask))
            return Problem.Of(new HouseholdRejection.NoSuchHousehold());
        var outcome = await ask.Of(caller.Resident.Actor, new ResidentCommand.LeaveHousehold(id));
        if ((outcome.Refusal() ?? await ask.Follow(outcome)) is { } problem)
            return problem;
        return TypedResults.NoContent();
    }

    /// <summary>
    /// The resident's own actor says yes to one household at a time; then the household lets them in.
    /// </summary>
    internal static async Task<Problem?> Enter(HouseholdId id, ResidentId who, Asking ask)
    {
        var entered = await ask.Of(who.Actor, new ResidentCommand.EnterHousehold(id));
        return entered.Refusal() ?? await ask.Follow(entered);
    }

    /// <summary>Refused because it is full, or the invitation was withdrawn meanwhile, or not answered yet.</summary>
    internal static async Task<Rejection> NotLetIn(HouseholdId id, ResidentId who, Asking ask)
    {
        if (await ask.Read(who.Actor, new GetResident()) is { Household: { } entering } && entering == id)
            return new Runtime.Actors.RuntimeRejection.TryAgain();
        return await IsKnown(id, who, ask)
            ? new HouseholdRejection.HouseholdFull()
            : new HouseholdRejection.NoSuchHousehold();
    }

    /// <summary>Members and those who are invited know of it; before its founder has entered, the founder.</summary>
    internal static async Task<bool> IsKnown(HouseholdId id, ResidentId who, Asking ask) =>
        await ask.Read(id.Actor, new GetHousehold()) is { } household
        && (household.Members.Contains(who) || household.Invited.Contains(who));

    internal static async Task<bool> IsMember(HouseholdId id, ResidentId who, Asking ask) =>
        (await ask.Read(id.Actor, new GetHousehold()))?.Members.Contains(who) ?? false;
}
