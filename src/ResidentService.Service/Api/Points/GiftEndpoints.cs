using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Contents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Points;

public static class GiftEndpoints
{
    public static void MapGifts(this RouteGroupBuilder points) => points.MapPost("/gifts", Give).RequireKey()
        .WithSummary("Gives points to a member of my household; they keep their origin and expiry.");

    private static async Task<Results<Created<PointsGiven>, Problem>> Give(
        Body<GivePoints> body, HttpContext context, SignedIn caller, Asking ask, KeyVault vault, ContentChecks checks)
    {
        var (receiver, points, message) = body.Value;
        if (receiver == caller.Helper)
            return Problem.Of(EdgeFault.NotAllowed); // Nobody gives themself what is somebody else's.
        if (await ask.Read(caller.Resident.Actor, new GetResident()) is not { } giver)
            return Problem.Of(new ResidentRejection.NoSuchResident());
        var sameHousehold = receiver == giver.Id || await LivesWith(giver, receiver, ask);
        if (sameHousehold
            && await checks.Of(ContentUse.GiftMessage, giver.Community, context, ask, message) is { } bad)
            return bad;
        var transfer = ask.NewId<TransferId>();
        var outcome = await ask.Of(AccountId.Of(giver.Id).Actor, new AccountCommand.Give(
            transfer,
            AccountId.Of(receiver),
            Amount.Of(points),
            await RulesFor(giver, ask),
            sameHousehold,
            string.IsNullOrWhiteSpace(message) || !sameHousehold
                ? null
                : await vault.Seal(receiver, Fields.GiftMessage, message)));
        if ((outcome.Refusal() ?? await ask.Follow(outcome)) is { } problem)
            return problem;
        return TypedResults.Created((string?)null, new PointsGiven(transfer, points));
    }

    /// <summary>Whether there is such a person at all is nobody's business outside their household.</summary>
    private static async Task<bool> LivesWith(Resident.Registered giver, ResidentId receiver, Asking ask) =>
        giver.Household is { } household
        && (await ask.Read(receiver.Actor, new GetResident()))?.Household == household;

    internal static async Task<PointsRules> RulesFor(Resident.Registered giver, Asking ask)
    {
        var community = giver.Community is { } id ? await ask.Read(id.Actor, new GetCommunity()) : null;
        return (community?.Policy.Policy ?? Policy.Default).Points;
    }
}
