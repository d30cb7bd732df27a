using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Communities;

public static class CommunityEndpoints
{
    public static void MapCommunities(this RouteGroupBuilder api)
    {
        var communities = api.MapGroup("/communities").WithTags("communities");
        communities.MapPost("", Found).RequireAuthorization(Policies.PlatformAdmin).WithSummary("Founds a community.");
        communities.MapGet("", List).AllowAnonymous().WithSummary("All communities, ordered by where they are.");
        communities.MapGet("/{id}", Get).AllowAnonymous().WithSummary("A community and its policy.");
        communities.MapPut("/{id}/policy", ChangePolicy)
            .WithSummary("Changes the settings that are given, from now on; by the street or the platform.");
    }

    private static async Task<Results<Created<CommunityFounded>, Problem>> Found(Body<FoundCommunity> body, Asking ask)
    {
        var area = body.Value.ToArea();
        var id = IdOf(area);
        var outcome = await ask.Of(id.Actor, new CommunityCommand.Found(id, area, Policy.Default));
        if (outcome.Refusal() is { } problem)
            return problem;
        return TypedResults.Created($"/api/v1/communities/{id}", new CommunityFounded(id));
    }

    private static Ok<ItemsOf<CommunityListed>> List(Page page, Tables tables) => TypedResults.Ok(
        page.Of(CommunityTables.All(tables, page), row => row.Listed, row => row.Place));

    private static async Task<Results<Ok<CommunityAnswer>, Problem>> Get(CommunityId id, Asking ask) =>
        await ask.Read(id.Actor, new GetCommunity()) is { } community
            ? TypedResults.Ok(CommunityAnswer.Of(community))
            : Problem.Of(new CommunityRejection.NoSuchCommunity());

    private static async Task<Results<Ok<PolicyAnswer>, Problem>> ChangePolicy(
        CommunityId id, Body<ChangePolicy> body, SignedIn caller, Asking ask, Access access)
    {
        if (!await access.MayGovern(caller, id))
            return Problem.Of(EdgeFault.NotAllowed);
        if (await ask.Read(id.Actor, new GetCommunity()) is not { } community)
            return Problem.Of(new CommunityRejection.NoSuchCommunity());

        var policy = community.Policy.Policy;
        var outcome = await ask.Of(
            id.Actor, new CommunityCommand.ChangePolicy(body.Value.Over(policy), Over: policy));
        if (outcome.Refusal() is { } problem)
            return problem;
        return TypedResults.Ok(new PolicyAnswer(outcome.Reply<PolicyReply>().Version));
    }

    /// <summary>From where it is: founding the same community twice finds the first one.</summary>
    private static CommunityId IdOf(Area area) => Id.New<CommunityId>(SHA256.HashData(
        Encoding.UTF8.GetBytes($"{area.City}/{area.District}/{area.Street}/{area.Name}")));
}
