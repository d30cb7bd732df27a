using System.Collections.Immutable;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Domain.ServiceOrders;

namespace ResidentService.Domain.Catalogues;

/// <summary>
/// What a community offers and who serves: the one decider of a day's quota and of how much each provider has to do.
/// </summary>
public abstract record Catalogue
{
    private Catalogue() { }

    /// <summary>What it consists of; grows with its open orders.</summary>
    public int Size => this is Kept kept ? kept.Items.Count + kept.Providers.Count + kept.Orders.Count : 0;

    public sealed record Empty : Catalogue;

    public sealed record Kept(CommunityId Community) : Catalogue
    {
        /// <summary>Counts of days that are over are forgotten.</summary>
        private const int DaysKept = 2;

        public ImmutableDictionary<ItemId, ItemDetails> Items { get; init; } =
            ImmutableDictionary<ItemId, ItemDetails>.Empty;

        public ImmutableDictionary<ResidentId, Provider> Providers { get; init; } =
            ImmutableDictionary<ResidentId, Provider>.Empty;

        /// <summary>Orders that have not ended.</summary>
        public ImmutableDictionary<OrderId, OpenOrder> Orders { get; init; } =
            ImmutableDictionary<OrderId, OpenOrder>.Empty;

        /// <summary>Open orders of each person.</summary>
        public ImmutableDictionary<ResidentId, int> OpenOf { get; init; } = ImmutableDictionary<ResidentId, int>.Empty;

        /// <summary>Orders for a day, by item, ended ones too.</summary>
        public ImmutableSortedDictionary<DateOnly, ImmutableDictionary<ItemId, int>> Taken { get; init; } =
            ImmutableSortedDictionary<DateOnly, ImmutableDictionary<ItemId, int>>.Empty;

        /// <summary>Open orders of each provider.</summary>
        public ImmutableDictionary<ResidentId, int> Loads { get; init; } = ImmutableDictionary<ResidentId, int>.Empty;

        /// <summary>What is late and has not been told yet, by when it will be.</summary>
        public ImmutableDictionary<LateOrder, DateTimeOffset> Late { get; init; } =
            ImmutableDictionary<LateOrder, DateTimeOffset>.Empty;

        public int TakenOn(DateOnly day, ItemId item) => Taken.GetValueOrDefault(day)?.GetValueOrDefault(item) ?? 0;

        internal Kept Took(OrderId order, ItemId item, ResidentId resident, DateOnly day, DateOnly today) => this with
        {
            Orders = Orders.SetItem(order, new(item, resident, day, null)),
            OpenOf = Changed(OpenOf, resident, +1),
            Taken = Counted(day, item, +1).Taken.RemoveRange(
                Taken.Keys.TakeWhile(past => past < today.AddDays(-DaysKept))),
        };

        internal Kept Counted(DateOnly day, ItemId item, int by) => this with
        {
            Taken = Taken.SetItem(day,
                Taken.GetValueOrDefault(day, ImmutableDictionary<ItemId, int>.Empty)
                    .SetItem(item, Math.Max(0, TakenOn(day, item) + by))),
        };

        /// <summary>The order is with somebody now, or with nobody.</summary>
        internal Kept Given(OrderId order, ResidentId? who) => Orders.TryGetValue(order, out var open)
            ? Loaded(open.Provider, -1).Loaded(who, +1) with
            {
                Orders = Orders.SetItem(order, open with { Provider = who }),
            }
            : this;

        internal Kept Released(OrderId order, bool freesQuota)
        {
            if (!Orders.TryGetValue(order, out var open))
                return this;
            var without = Given(order, null) with
            {
                Orders = Orders.Remove(order),
                OpenOf = Changed(OpenOf, open.Resident, -1),
                Late = Late.RemoveRange(Enum.GetValues<OrderAlert>().Select(alert => new LateOrder(order, alert))),
            };
            return freesQuota ? without.Counted(open.Day, open.Item, -1) : without;
        }

        private Kept Loaded(ResidentId? who, int by) =>
            who is { } provider ? this with { Loads = Changed(Loads, provider, by) } : this;

        private static ImmutableDictionary<ResidentId, int> Changed(
            ImmutableDictionary<ResidentId, int> counts, ResidentId of, int by) =>
            counts.GetValueOrDefault(of) + by is > 0 and var count ? counts.SetItem(of, count) : counts.Remove(of);
    }

    public static Catalogue Evolve(Catalogue state, CatalogueFact fact, DateTimeOffset at) => (state, fact) switch
    {
        (Empty, CatalogueFact.ItemOffered offered) => Evolve(new Kept(offered.Community), fact, at),
        (Empty, CatalogueFact.ProviderListed listed) => Evolve(new Kept(listed.Community), fact, at),
        (Empty, CatalogueFact.LatenessNoted noted) => Evolve(new Kept(noted.Community), fact, at),
        (Kept kept, _) => Evolve(kept, fact, at),
        _ => state,
    };

    private static Kept Evolve(Kept kept, CatalogueFact fact, DateTimeOffset at) => fact switch
    {
        CatalogueFact.ItemOffered(_, var item, var details) => kept with { Items = kept.Items.SetItem(item, details) },
        CatalogueFact.ItemWithdrawn(_, var item) => kept with { Items = kept.Items.Remove(item) },
        CatalogueFact.ProviderListed(_, var provider) =>
            kept with { Providers = kept.Providers.SetItem(provider.Who, provider) },
        CatalogueFact.ProviderRemoved(_, var who) => kept with { Providers = kept.Providers.Remove(who) },
        CatalogueFact.OrderTaken(var order, var item, var resident, var day) =>
            kept.Took(order, item, resident, day, Calendar.DayOf(at)),
        CatalogueFact.ProviderChosen(var order, var who) => kept.Given(order, who),
        CatalogueFact.ProviderNoted(var order, var who) => kept.Given(order, who),
        CatalogueFact.OrderReleased(var order, var freesQuota) => kept.Released(order, freesQuota),
        CatalogueFact.LatenessNoted noted =>
            kept with { Late = kept.Late.SetItem(new(noted.Order, noted.Alert), noted.TellAt) },
        CatalogueFact.DigestTold told => kept with
        {
            Late = kept.Late.RemoveRange(kept.Late
                .Where(late => late.Key.Alert == told.Alert && late.Value <= told.TellAt).Select(late => late.Key)),
        },
        _ => kept,
    };
}

/// <param name="Provider">Who serves, or is asked to.</param>
public sealed record OpenOrder(ItemId Item, ResidentId Resident, DateOnly Day, ResidentId? Provider);

public readonly record struct LateOrder(OrderId Order, OrderAlert Alert);

/// <summary>The items of a catalogue, who serves, and how much they have to do; null while there is nothing.</summary>
public sealed record GetCatalogue : IQuery<Catalogue, Catalogue.Kept?>
{
    public Catalogue.Kept? Answer(Catalogue state) => state as Catalogue.Kept;
}
