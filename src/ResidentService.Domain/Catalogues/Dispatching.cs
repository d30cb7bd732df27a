using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Catalogues;

/// <summary>Which orders a day has room for, and who shall serve them: by area, skill, load and distance.</summary>
public static class Dispatching
{
    /// <summary>
    /// Who comes to a place, the nearest first. The edge asks this before an order is placed, so that the place itself
    /// is kept nowhere.
    /// </summary>
    public static IReadOnlyList<ResidentId> Near(GeoPoint place, ItemId item, Catalogue.Kept kept) =>
    [
        .. kept.Providers.Values.Where(one => one.Items.Contains(item))
            .Select(one => (one.Who, Metres: MetresTo(place, one), one.RadiusMetres))
            .Where(one => one.RadiusMetres is not { } most || one.Metres <= most)
            .OrderBy(one => one.Metres).ThenBy(one => one.Who.Value, StringComparer.Ordinal)
            .Take(NearMax).Select(one => one.Who),
    ];

    private const int NearMax = 100;

    internal static Decision Take(CatalogueCommand.TakeOrder take, Catalogue.Kept? kept, DateTimeOffset now)
    {
        if (kept?.Orders.ContainsKey(take.Order) == true)
            return Decision.Already();
        if (Refusal(take, kept, now) is { } reason)
            return Decision.Accept(new CatalogueFact.OrderRefused(take.Order, reason));
        return Decision.Accept(
            new CatalogueFact.OrderTaken(take.Order, take.Item, take.Resident, take.Day),
            new CatalogueFact.ProviderChosen(take.Order, Choose(take.Item, take.Near, [], kept!)));
    }

    internal static Decision ChooseAgain(CatalogueCommand.ChooseAgain again, Catalogue.Kept? kept) =>
        kept?.Orders.TryGetValue(again.Order, out var open) == true
            ? Decision.Accept(new CatalogueFact.ProviderChosen(
                again.Order, Choose(open.Item, again.Near, again.Except, kept)))
            : Decision.Already();

    private static OrderRefusal? Refusal(CatalogueCommand.TakeOrder take, Catalogue.Kept? kept, DateTimeOffset now)
    {
        if (kept?.Items.TryGetValue(take.Item, out var item) != true)
            return OrderRefusal.NoSuchItem;
        if (!item!.IsInTime(take.Day, now))
            return OrderRefusal.TooLate;
        if (take.Day > Calendar.DayOf(now).AddDays(ItemDetails.AheadDaysMax))
            return OrderRefusal.TooFarAhead;
        if (kept.TakenOn(take.Day, take.Item) >= item.QuotaPerDay)
            return OrderRefusal.QuotaReached;
        return kept.OpenOf.GetValueOrDefault(take.Resident) >= CatalogueDecider.OpenPerResidentMax
            ? OrderRefusal.TooManyOpen
            : null;
    }

    /// <summary>Who gives the service, has its skill and room for one more; the least busy, then the nearest.</summary>
    private static ResidentId? Choose(
        ItemId item, IReadOnlyList<ResidentId>? near, IReadOnlyList<ResidentId> except, Catalogue.Kept kept)
    {
        var skill = kept.Items.GetValueOrDefault(item)?.Skill;
        return kept.Providers.Values
            .Where(one => one.Items.Contains(item) && (skill is null || one.Skills.Contains(skill)))
            .Where(one => kept.Loads.GetValueOrDefault(one.Who) < one.OpenMax && !except.Contains(one.Who))
            .Select(one => (one.Who, Load: kept.Loads.GetValueOrDefault(one.Who), Rank: RankOf(one.Who, near)))
            .Where(one => one.Rank >= 0)
            .OrderBy(one => one.Load).ThenBy(one => one.Rank).ThenBy(one => one.Who.Value, StringComparer.Ordinal)
            .Select(one => (ResidentId?)one.Who).FirstOrDefault();
    }

    /// <summary>Where no place was given everybody is as near.</summary>
    private static int RankOf(ResidentId who, IReadOnlyList<ResidentId>? near)
    {
        for (var rank = 0; rank < near?.Count; rank++)
        {
            if (near[rank] == who)
                return rank;
        }

        return near is null ? 0 : -1;
    }

    /// <summary>Who comes from no certain place is as near as can be.</summary>
    private static double MetresTo(GeoPoint place, Provider provider) => provider.Place is { } from
        ? GeoPoint.Of(from.Latitude, from.Longitude).DistanceMetresTo(place)
        : 0;
}
