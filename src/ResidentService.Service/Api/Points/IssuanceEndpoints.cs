using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Points;

public static class IssuanceEndpoints
{
    public static void MapIssuance(this RouteGroupBuilder api) =>
        api.MapGroup("/communities/{id}/issuance").WithTags("points").MapGet("", Get)
            .WithSummary("The month's budget of points, what it was used for and what waits; by the community's workers.");

    private static async Task<Results<Ok<IssuanceAnswer>, Problem>> Get(
        CommunityId id, SignedIn caller, Asking ask, Access access, DomainClock clock)
    {
        if (!await access.MayWork(caller, id))
            return Problem.Of(EdgeFault.NotAllowed);
        if (await ask.Read(id.Actor, new GetCommunity()) is not { } community)
            return Problem.Of(new CommunityRejection.NoSuchCommunity());

        // The account opens by a reaction, with the budget that the policy names.
        var issuance = await ask.Read(AccountId.Issuance(id).Actor, new GetIssuance(Calendar.Local(clock.GetUtcNow())))
            ?? new(Amount.Of(community.Policy.Policy.Points.IssuancePerMonthMax), 0, 0, 0, 0);
        return TypedResults.Ok(new IssuanceAnswer(
            issuance.BudgetPerMonth.Value, issuance.IssuedThisMonth, issuance.AwardsWaiting, issuance.PointsWaiting,
            issuance.InCirculation));
    }
}
