using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Merchants;
using ResidentService.Service.Api.Contents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Merchants;

public static class OfferEndpoints
{
    public static void MapOffers(this RouteGroupBuilder api)
    {
        api.MapPost("/merchants/{id}/offers", Pledge).RequireKey().WithTags("offers")
            .WithSummary("Pledges an offer for points; by the owner of an active shop.");
        var offers = api.MapGroup("/offers").WithTags("offers");
        offers.MapGet("", List).AllowAnonymous().WithSummary("What active shops offer, the newest first.");
        offers.MapGet("/{id}", Get).AllowAnonymous().WithSummary("An offer and what is left of it.");
    }

    private static async Task<Results<Created<OfferPledged>, Problem>> Pledge(
        MerchantId id, Body<PledgeOffer> body, HttpContext context, SignedIn caller, Asking ask, DomainClock clock,
        ContentChecks checks)
    {
        var (merchant, refused) = await ask.AsOwner(id, caller);
        if (merchant is null)
            return refused!;
        var offer = ask.NewId<OfferId>();
        // A repeat is answered as before, whatever has become of the shop meanwhile.
        var isRepeat = await ask.Read(offer.Actor, new GetOffer(clock.GetUtcNow())) is not null;
        if (!isRepeat && merchant.Status != MerchantStatus.Active)
            return Problem.Of(new MerchantRejection.NotActive());
        if (!isRepeat && await checks.Of(
            ContentUse.Offer, merchant.Community, context, ask, body.Value.Title, body.Value.Description) is { } bad)
            return bad;

        var outcome = await ask.Of(
            offer.Actor, new OfferCommand.Pledge(offer, id, merchant.Community, body.Value.ToDetails()));
        if (outcome.Refusal() is { } problem)
            return problem;
        return TypedResults.Created($"/api/v1/offers/{offer}", new OfferPledged(offer));
    }

    private static Ok<ItemsOf<OfferItem>> List(
        [AsParameters] WhichOffers query, Tables tables, Page page, DomainClock clock)
    {
        var rows = tables.Read(connection =>
            OfferTables.Open(connection, query.CommunityId, query.MerchantId, clock.GetUtcNow(), page));
        return TypedResults.Ok(page.Of(rows, OfferItem.Of, row => ByPosition.Key(row.Position)));
    }

    private static async Task<Results<Ok<OfferAnswer>, Problem>> Get(
        OfferId id, SignedIn? caller, Asking ask, DomainClock clock)
    {
        if (await ask.Read(id.Actor, new GetOffer(clock.GetUtcNow(), caller?.Resident)) is not { } offer)
            return Problem.Of(new OfferRejection.NoSuchOffer());
        var merchant = await ask.Read(offer.Merchant.Actor, new GetMerchant());
        return TypedResults.Ok(OfferAnswer.Of(offer, merchant, caller is not null));
    }
}
