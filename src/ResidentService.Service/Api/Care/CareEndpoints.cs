using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Care;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Looks;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.CommunityEvents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Looks;
using ResidentService.Service.Api.Merchants;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Care;

/// <summary>
/// Care tags are set by the workers of a person's community and seen by them and its grid workers; each look is
/// recorded before anything is shown. The person sees their own.
/// </summary>
public static class CareEndpoints
{
    public static void MapCare(this RouteGroupBuilder api)
    {
        var care = api.MapGroup("/residents/{id}/care").WithTags("care");
        care.MapPut("/tags/{kind}", SetTag)
            .WithSummary("Sets a care tag, or sets it anew after a review; by a worker.");
        care.MapDelete("/tags/{kind}", RemoveTag).WithSummary("Removes a care tag, with the reason; by a worker.");
        care.MapPost("/looks", Look)
            .WithSummary("Shows a person's care tags to who has to know; the person can see who looked and why.");
        api.MapGet("/me/care", Mine).WithTags("care").WithSummary("My own care tags.");
        api.MapGet("/communities/{id}/care", List).WithTags("care")
            .WithSummary("Who has care tags, without names and kinds; for workers and grid workers.");
    }

    private static async Task<Results<NoContent, Problem>> SetTag(
        ResidentId id, string kind, Body<SetCareTag> body, SignedIn caller, Asking ask, Access access, KeyVault vault)
    {
        if (await CommunityOf(id, ask) is not { } community || !await access.MayWork(caller, community))
            return Problem.Of(EdgeFault.NotAllowed);
        if (KindOf(kind) is not { } which)
            return Problem.Of(new CareRejection.NoSuchTag());

        var (tier, evidence, reviewOn) = body.Value;
        var content = new CareContent(which, evidence.Trim());
        var known = await CareContent.Find(id, which, ask, vault);
        // Sealing the same again gives another text, which would be another fact.
        var text = known is { } there && there.Content == content ? there.Sealed : await content.Seal(id, vault);
        var outcome = await ask.Of(CareDecider.ActorOf(id), new CareCommand.SetTag(
            id, community, known?.Id ?? ask.NewId<CareTagId>(), tier.GetValueOrDefault(), text, caller.Resident,
            reviewOn));
        if (outcome.Refusal() is { } problem)
            return problem;
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, Problem>> RemoveTag(
        ResidentId id, string kind, Body<GiveReason> body, SignedIn caller, Asking ask, Access access, KeyVault vault)
    {
        if (await CommunityOf(id, ask) is not { } community || !await access.MayWork(caller, community))
            return Problem.Of(EdgeFault.NotAllowed);
        if (KindOf(kind) is not { } which)
            return Problem.Of(new CareRejection.NoSuchTag());
        if (await CareContent.Find(id, which, ask, vault) is not { } known)
            return TypedResults.NoContent();

        var reason = await vault.Seal(id, Fields.CareRemoval, body.Value.Reason.Trim());
        var outcome = await ask.Of(CareDecider.ActorOf(id), new CareCommand.RemoveTag(known.Id, reason));
        if (outcome.Refusal() is { } problem)
            return problem;
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<CareAnswer>, Problem>> Look(
        ResidentId id, Body<LookAtCare> body, SignedIn caller, Asking ask, Access access, KeyVault vault)
    {
        if (await CommunityOf(id, ask) is not { } community || !await access.MayCare(caller, community))
            return Problem.Of(EdgeFault.NotAllowed);
        if (await LookRecords.Record(id, caller, LookAt.Care, body.Value.Reason, ask, vault) is { } problem)
            return problem;
        return TypedResults.Ok(await Describe(id, ask, vault));
    }

    private static async Task<Ok<CareAnswer>> Mine(SignedIn caller, Asking ask, KeyVault vault) =>
        TypedResults.Ok(await Describe(caller.Resident, ask, vault));

    private static async Task<Results<Ok<ItemsOf<CareItem>>, Problem>> List(
        CommunityId id, [AsParameters] WhichCare which, Page page, SignedIn caller, Access access, Tables tables) =>
        await access.MayCare(caller, id)
            ? TypedResults.Ok(tables.Read(connection => CareTables.Of(connection, id, which, page)))
            : Problem.Of(EdgeFault.NotAllowed);

    internal static async Task<CareAnswer> Describe(ResidentId id, Asking ask, KeyVault vault)
    {
        var care = await ask.Read(CareDecider.ActorOf(id), new GetCare());
        var tags = new List<CareTagAnswer>(care.Tags.Count);
        foreach (var (_, tag) in care.Tags)
        {
            if (await CareContent.Open(id, tag.Content, vault) is var (kind, evidence))
                tags.Add(new(kind, tag.Tier, evidence, tag.By, tag.SetAt, tag.ReviewOn, tag.IsReviewDue));
        }

        return new(id, await DisplayNames.Of(id, ask, vault), care.Tier, tags);
    }

    private static CareKind? KindOf(string word)
    {
        foreach (var kind in Enum.GetValues<CareKind>())
        {
            if (string.Equals(ByPosition.Word(kind), word, StringComparison.Ordinal))
                return kind;
        }

        return null;
    }

    private static async ValueTask<CommunityId?> CommunityOf(ResidentId id, Asking ask) =>
        (await ask.Read(id.Actor, new GetResident()))?.Community;
}
