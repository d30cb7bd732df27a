using ResidentService.Domain.Care;
using ResidentService.Domain.Catalogues;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Domain.ServiceOrders;
using ResidentService.Service.Api.Care;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Residents;

namespace ResidentService.Service.Api.ServiceOrders;

/// <summary>What the edge finds out for an order, so that only the least of it is kept.</summary>
internal static class OrderChecks
{
    private const int ElderlyAge = 60;

    public static async ValueTask<bool> MayAsk(ResidentId resident, ItemDetails item, OrderCall call) =>
        item.WhoMay switch
        {
            WhoMayOrder.Elderly => await BirthDates.Open(resident, call.Ask, call.Vault) is { } born
                && Calendar.AgeOn(born, Calendar.DayOf(call.Now)) >= ElderlyAge,
            WhoMayOrder.CaredFor => await TierOf(resident, call) is not null,
            _ => true,
        };

    /// <summary>
    /// The place is turned into who is near it; further in it does not go. For a minor that is who is vetted.
    /// </summary>
    public static async ValueTask<OrderTerms> TermsOf(
        PlaceOrder body, ResidentId resident, ItemDetails item, Catalogue.Kept kept, OrderCall call)
    {
        var policy = (await call.Ask.Read(kept.Community.Actor, new GetCommunity()))?.Policy.Policy ?? Policy.Default;
        var near = (body.Latitude, body.Longitude) is ({ } latitude, { } longitude)
            ? Dispatching.Near(GeoPoint.Of(latitude, longitude), body.ItemId, kept)
            : null;
        var forMinor = await Safeguarding.IsMinor(resident, call);
        if (forMinor)
        {
            near = await Vetted(
                near ?? [.. kept.Providers.Values.Where(one => one.Items.Contains(body.ItemId)).Select(one => one.Who)],
                call);
        }

        return new(
            kept.Community, body.ItemId, item.Title, item.Category, resident, call.Caller.Doer,
            call.Caller.Helper is null && await call.IsHouseholdOf(resident),
            Calendar.DayOf(body.WantedAt ?? call.Now), body.WantedAt, item.Hours, policy.Order,
            near is not null, near ?? [],
            await TierOf(resident, call) == CareTier.High, forMinor);
    }

    private static async ValueTask<IReadOnlyList<ResidentId>> Vetted(IReadOnlyList<ResidentId> all, OrderCall call)
    {
        var vetted = new List<ResidentId>();
        foreach (var who in all)
        {
            if (await Safeguarding.MayServeMinors(who, call))
                vetted.Add(who);
        }

        return vetted;
    }

    /// <summary>A vetting may have ended since somebody was asked.</summary>
    public static async ValueTask<Problem?> OfServing(ResidentId who, OrderTerms terms, OrderCall call) =>
        terms.ForMinor && !await Safeguarding.MayServeMinors(who, call)
            ? Problem.Of(new OrderRejection.NotVetted())
            : null;

    /// <summary>
    /// Who is listed for the service, or works for the community: whoever is asked sees what the order is about.
    /// </summary>
    public static async ValueTask<bool> MayServe(ResidentId who, OrderTerms terms, OrderCall call) =>
        (await call.Ask.Read(CatalogueDecider.ActorOf(terms.Community), new GetCatalogue()))
            ?.Providers.GetValueOrDefault(who)?.Items.Contains(terms.Item) == true
        || (await call.Ask.Read(who.Actor, new GetResident()))?.Roles.Any(grant =>
            grant.Role is StaffRole.CommunityWorker or StaffRole.GridWorker
            && grant.Scope == terms.Community.Value) == true;

    private static async ValueTask<CareTier?> TierOf(ResidentId resident, OrderCall call) =>
        (await call.Ask.Read(CareDecider.ActorOf(resident), new GetCare())).Tier;
}
