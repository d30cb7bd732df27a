using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Catalogues;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Catalogues;

/// <summary>What a community offers, for whoever is signed in; its workers keep it, and who serves.</summary>
public static class CatalogueEndpoints
{
    public static void MapCatalogue(this RouteGroupBuilder api)
    {
        var items = api.MapGroup("/communities/{id}/service-items").WithTags("service orders");
        items.MapPost("", Offer).RequireKey().WithSummary("Offers a service in the catalogue; by a worker.");
        items.MapGet("", List).WithSummary("The services of a community, by title.");
        items.MapPut("/{itemId}", Change).WithSummary("Changes a service; orders that were placed stay. By a worker.");
        items.MapDelete("/{itemId}", Withdraw).WithSummary("Takes a service out of the catalogue; by a worker.");
        var providers = api.MapGroup("/communities/{id}/service-providers").WithTags("service orders");
        providers.MapGet("", ListProviders).WithSummary("Who takes orders, and how many they have; for staff.");
        providers.MapPut("/{residentId}", Describe)
            .WithSummary("Lists somebody who takes orders: services, skills, area, number; by a worker.");
        providers.MapDelete("/{residentId}", Remove).WithSummary("Takes somebody off that list; by a worker.");
    }

    private static async Task<Results<Created<ItemOffered>, Problem>> Offer(
        CommunityId id, Body<DescribeItem> body, SignedIn caller, Asking ask, Access access)
    {
        if (!await access.MayWork(caller, id))
            return Problem.Of(EdgeFault.NotAllowed);
        if (await ask.Read(id.Actor, new GetCommunity()) is null)
            return Problem.Of(new CommunityRejection.NoSuchCommunity());
        if (!body.Value.IsWhole())
        {
            return Problem.Of(EdgeFault.ValidationFailed.At(
                "title", "请填写服务名称、类别和提供方。", "Please give a title, a category and a provider."));
        }

        var item = ask.NewId<ItemId>();
        var outcome = await ask.Of(
            CatalogueDecider.ActorOf(id), new CatalogueCommand.OfferItem(id, item, body.Value.Over(null)));
        if (outcome.Refusal() is { } problem)
            return problem;
        return TypedResults.Created($"/api/v1/communities/{id}/service-items/{item}", new ItemOffered(item));
    }

    private static async Task<Ok<ItemsOf<ItemAnswer>>> List(CommunityId id, Page page, Asking ask)
    {
        var kept = await ask.Read(CatalogueDecider.ActorOf(id), new GetCatalogue());
        return TypedResults.Ok(page.Of(
            [
                .. (kept?.Items ?? []).Select(pair => (Key: $"{pair.Value.Title}/{pair.Key}", pair))
                    .OrderBy(one => one.Key, StringComparer.Ordinal)
                    .Where(one => string.CompareOrdinal(one.Key, page.After ?? "") > 0).Take(page.Take),
            ],
            one => ItemAnswer.Of(id, one.pair.Key, one.pair.Value), one => one.Key));
    }

    private static async Task<Results<NoContent, Problem>> Change(
        CommunityId id, ItemId itemId, Body<DescribeItem> body, SignedIn caller, Asking ask, Access access)
    {
        if (!await access.MayWork(caller, id))
            return Problem.Of(EdgeFault.NotAllowed);
        var kept = await ask.Read(CatalogueDecider.ActorOf(id), new GetCatalogue());
        if (kept?.Items.TryGetValue(itemId, out var known) != true)
            return Problem.Of(new CatalogueRejection.NoSuchItem());
        return await Done(id, new CatalogueCommand.ChangeItem(itemId, body.Value.Over(known)), ask);
    }

    private static async Task<Results<NoContent, Problem>> Withdraw(
        CommunityId id, ItemId itemId, NoBody body, SignedIn caller, Asking ask, Access access) =>
        await access.MayWork(caller, id)
            ? await Done(id, new CatalogueCommand.WithdrawItem(itemId), ask)
            : Problem.Of(EdgeFault.NotAllowed);

    private static async Task<Results<Ok<ItemsOf<ProviderAnswer>>, Problem>> ListProviders(
        CommunityId id, Page page, SignedIn caller, Asking ask, Access access, KeyVault vault)
    {
        if (!await access.MayCare(caller, id))
            return Problem.Of(EdgeFault.NotAllowed);
        var kept = await ask.Read(CatalogueDecider.ActorOf(id), new GetCatalogue());
        var rows = page.Of(
            [
                .. (kept?.Providers.Values ?? []).OrderBy(one => one.Who.Value, StringComparer.Ordinal)
                    .Where(one => string.CompareOrdinal(one.Who.Value, page.After ?? "") > 0).Take(page.Take),
            ],
            one => one, one => one.Who.Value);
        var items = new List<ProviderAnswer>(rows.Items.Count);
        foreach (var one in rows.Items)
        {
            items.Add(new(
                one.Who, await DisplayNames.Of(one.Who, ask, vault), one.Items, one.Skills, one.RadiusMetres,
                one.OpenMax, kept!.Loads.GetValueOrDefault(one.Who)));
        }

        return TypedResults.Ok(new ItemsOf<ProviderAnswer>(items, rows.NextCursor));
    }

    private static async Task<Results<NoContent, Problem>> Describe(
        CommunityId id, ResidentId residentId, Body<DescribeProvider> body, SignedIn caller, Asking ask, Access access)
    {
        if (!await access.MayWork(caller, id))
            return Problem.Of(EdgeFault.NotAllowed);
        return await ask.Read(residentId.Actor, new GetResident()) is null
            ? Problem.Of(new ResidentRejection.NoSuchResident())
            : await Done(id, new CatalogueCommand.ListProvider(id, body.Value.ToProvider(residentId)), ask);
    }

    private static async Task<Results<NoContent, Problem>> Remove(
        CommunityId id, ResidentId residentId, NoBody body, SignedIn caller, Asking ask, Access access) =>
        await access.MayWork(caller, id)
            ? await Done(id, new CatalogueCommand.RemoveProvider(residentId), ask)
            : Problem.Of(EdgeFault.NotAllowed);

    private static async Task<Results<NoContent, Problem>> Done(
        CommunityId id, CatalogueCommand command, Asking ask)
    {
        var outcome = await ask.Of(CatalogueDecider.ActorOf(id), command);
        if (outcome.Refusal() is { } problem)
            return problem;
        return TypedResults.NoContent();
    }
}
