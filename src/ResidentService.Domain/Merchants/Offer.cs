using System.Collections.Immutable;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Redemptions;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Merchants;

/// <summary>What a shop pledges and how much is left of it. A piece is free, held or consumed.</summary>
public abstract record Offer
{
    private Offer() { }

    /// <summary>How many things it remembers: what its size goes by.</summary>
    public virtual int Items => 0;

    public sealed record Unknown : Offer;

    public sealed record Pledged(OfferId Id, MerchantId Merchant, CommunityId Community, OfferDetails Details) : Offer
    {
        public override int Items => Holds.Count + ByResident.Count;

        /// <summary>Pieces held. Those consumed are only counted, so that a long-lived offer stays small.</summary>
        public ImmutableDictionary<RedemptionId, StockHold> Holds { get; init; } =
            ImmutableDictionary<RedemptionId, StockHold>.Empty;

        public int Consumed { get; init; }

        /// <summary>Pieces held or consumed, by resident; who has none is not in it.</summary>
        public ImmutableDictionary<ResidentId, int> ByResident { get; init; } =
            ImmutableDictionary<ResidentId, int>.Empty;

        /// <summary>The last day on which a piece was held, and how many of that day's are held or consumed.</summary>
        public DateOnly Day { get; init; }
        public int TakenOnDay { get; init; }

        public int Remaining => Details.Stock - Holds.Count - Consumed;

        /// <summary>Pieces that can still be held on a day.</summary>
        public int RemainingOn(DateOnly day)
        {
            var taken = day == Day ? TakenOnDay : 0;
            return Math.Clamp((Details.StockPerDay ?? int.MaxValue) - taken, 0, Remaining);
        }

        public int TakenBy(ResidentId resident) => ByResident.GetValueOrDefault(resident);

        public bool IsValidAt(DateTimeOffset time) =>
            (Details.ValidFrom is not { } from || from <= time) && (Details.ValidTo is not { } to || time < to);
    }

    public static Offer Evolve(Offer state, OfferFact fact, DateTimeOffset at) => (state, fact) switch
    {
        (Unknown, OfferFact.Pledged(var id, var merchant, var community, var details)) =>
            new Pledged(id, merchant, community, details),
        (Pledged offer, OfferFact.StockHeld held) => Hold(offer, held),
        (Pledged offer, OfferFact.StockConsumed(var redemption)) when offer.Holds.ContainsKey(redemption) =>
            offer with { Holds = offer.Holds.Remove(redemption), Consumed = offer.Consumed + 1 },
        (Pledged offer, OfferFact.StockReleased(var redemption))
            when offer.Holds.TryGetValue(redemption, out var hold) => Release(offer, redemption, hold),
        _ => state,
    };

    private static Pledged Hold(Pledged offer, OfferFact.StockHeld held) => offer with
    {
        Holds = offer.Holds.SetItem(held.Redemption, new(held.Resident, held.Day)),
        ByResident = offer.ByResident.SetItem(held.Resident, offer.TakenBy(held.Resident) + 1),
        Day = held.Day,
        TakenOnDay = held.Day == offer.Day ? offer.TakenOnDay + 1 : 1,
    };

    private static Pledged Release(Pledged offer, RedemptionId redemption, StockHold hold)
    {
        var others = offer.TakenBy(hold.Resident) - 1;
        return offer with
        {
            Holds = offer.Holds.Remove(redemption),
            ByResident = others > 0
                ? offer.ByResident.SetItem(hold.Resident, others)
                : offer.ByResident.Remove(hold.Resident),
            TakenOnDay = hold.Day == offer.Day ? offer.TakenOnDay - 1 : offer.TakenOnDay,
        };
    }
}

/// <summary>A piece that is held for somebody since a day.</summary>
public readonly record struct StockHold(ResidentId Resident, DateOnly Day);

/// <summary>What others may see of an offer.</summary>
/// <param name="RemainingToday">Pieces that can still be had on the day that was asked for.</param>
/// <param name="TakenByViewer">Pieces that the viewer holds or has had.</param>
public sealed record OfferView(
    OfferId Id,
    MerchantId Merchant,
    CommunityId Community,
    OfferDetails Details,
    int Remaining,
    int RemainingToday,
    bool IsValidNow,
    int TakenByViewer);

/// <summary>The offer as it is at a time, for a viewer where there is one; null if there is none.</summary>
public sealed record GetOffer(DateTimeOffset At, ResidentId? Viewer = null) : IQuery<Offer, OfferView?>
{
    public OfferView? Answer(Offer state) => state is Offer.Pledged offer
        ? new(offer.Id, offer.Merchant, offer.Community, offer.Details, offer.Remaining,
            offer.RemainingOn(Calendar.DayOf(At)), offer.IsValidAt(At),
            Viewer is { } viewer ? offer.TakenBy(viewer) : 0)
        : null;
}
