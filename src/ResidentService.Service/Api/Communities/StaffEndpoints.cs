using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Communities;

/// <summary>Staff are appointed, and dismissed in the same way, by the scope above their role.</summary>
public static class StaffEndpoints
{
    public static void MapStaff(this RouteGroupBuilder api)
    {
        var staff = api.MapGroup("/communities/{id}/staff").WithTags("communities");
        staff.MapPost("", Appoint).WithSummary("Gives a role; it holds at once.");
        staff.MapDelete("", Dismiss).WithSummary("Takes a role back; it is gone at once.");
        staff.MapDelete("/{residentId}", DismissByAddress).WithSummary("The same, without a body.");
    }

    private static Task<Results<NoContent, Problem>> Appoint(
        CommunityId id, Body<AppointStaff> body, SignedIn caller, Asking ask, Access access) =>
        Change(id, body.Value, caller, ask, access, grant => new ResidentCommand.GrantRole(grant));

    private static Task<Results<NoContent, Problem>> Dismiss(
        CommunityId id, Body<AppointStaff> body, SignedIn caller, Asking ask, Access access) =>
        Change(id, body.Value, caller, ask, access, grant => new ResidentCommand.RevokeRole(grant));

    private static Task<Results<NoContent, Problem>> DismissByAddress(
        CommunityId id, ResidentId residentId, [AsParameters] WhichRole query, NoBody body, SignedIn caller,
        Asking ask, Access access)
    {
        var role = Enum.Parse<StaffRole>(query.Role, ignoreCase: true);
        return Change(
            id, new(residentId, role), caller, ask, access, grant => new ResidentCommand.RevokeRole(grant));
    }

    private static async Task<Results<NoContent, Problem>> Change(
        CommunityId id, AppointStaff body, SignedIn caller, Asking ask, Access access,
        Func<RoleGrant, ResidentCommand> command)
    {
        var role = body.Role.GetValueOrDefault();
        if (!await access.MayAppoint(caller, role, id))
            return Problem.Of(EdgeFault.NotAllowed);
        if (await ask.Read(id.Actor, new GetCommunity()) is not { } community)
            return Problem.Of(new CommunityRejection.NoSuchCommunity());

        var grant = new RoleGrant(role, Scopes.Of(role, id, community.Area));
        var outcome = await ask.Of(body.ResidentId.Actor, command(grant));
        if (outcome.Refusal() is { } problem)
            return problem;
        return TypedResults.NoContent();
    }
}

public sealed record WhichRole
{
    [FromQuery(Name = "role")]
    public required string Role { get; init; }

    public sealed class Rules : AbstractValidator<WhichRole>
    {
        public Rules() => RuleFor(query => query.Role).NotEmpty().IsEnumName(typeof(StaffRole), caseSensitive: false);
    }
}
