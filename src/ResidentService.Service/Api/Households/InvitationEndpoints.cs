using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Households;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Households;

public static class InvitationEndpoints
{
    public static void MapInvitations(this RouteGroupBuilder households)
    {
        var invitations = households.MapGroup("/{id}/invitations");
        invitations.MapPost("", Invite).WithSummary("Invites a person; by the head.");
        invitations.MapDelete("/{residentId}", Withdraw)
            .WithSummary("Takes an invitation back, or declines it; by the head, or by who is invited.");
    }

    private static async Task<Results<NoContent, Problem>> Invite(
        HouseholdId id, Body<InviteToHousehold> body, SignedIn caller, Asking ask)
    {
        if (!await HouseholdEndpoints.IsKnown(id, caller.Resident, ask))
            return Problem.Of(new HouseholdRejection.NoSuchHousehold());
        if (body.Value.ResidentId == caller.Helper)
            return Problem.Of(EdgeFault.NotForOneself);
        if (await ask.Read(body.Value.ResidentId.Actor, new GetResident()) is null)
            return Problem.Of(new ResidentRejection.NoSuchResident());
        return await Ask(id, new HouseholdCommand.Invite(body.Value.ResidentId, caller.Resident), ask);
    }

    private static async Task<Results<NoContent, Problem>> Withdraw(
        HouseholdId id, ResidentId residentId, NoBody body, SignedIn caller, Asking ask)
    {
        if (!await HouseholdEndpoints.IsKnown(id, caller.Resident, ask))
            return Problem.Of(new HouseholdRejection.NoSuchHousehold());
        return await Ask(id, new HouseholdCommand.WithdrawInvitation(residentId, caller.Resident), ask);
    }

    private static async Task<Results<NoContent, Problem>> Ask(HouseholdId id, HouseholdCommand command, Asking ask)
    {
        var outcome = await ask.Of(id.Actor, command);
        if (outcome.Refusal() is { } problem)
            return problem;
        return TypedResults.NoContent();
    }
}
