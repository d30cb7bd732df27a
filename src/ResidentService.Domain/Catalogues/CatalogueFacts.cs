using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Domain.ServiceOrders;

namespace ResidentService.Domain.Catalogues;

/// <summary>Facts on disk: change with care.</summary>
public abstract record CatalogueFact : IEvent
{
    private CatalogueFact() { }

    /// <summary>A service is offered, or offered in another way; orders that were placed stay as they are.</summary>
    [Named("catalogue.item-offered.v1")]
    public sealed record ItemOffered(CommunityId Community, ItemId Item, ItemDetails Details) : CatalogueFact;

    [Named("catalogue.item-withdrawn.v1")]
    public sealed record ItemWithdrawn(CommunityId Community, ItemId Item) : CatalogueFact;

    [Named("catalogue.provider-listed.v1")]
    public sealed record ProviderListed(CommunityId Community, Provider Provider) : CatalogueFact;

    [Named("catalogue.provider-removed.v1")]
    public sealed record ProviderRemoved(CommunityId Community, ResidentId Who) : CatalogueFact;

    /// <summary>The order counts towards the quota of its day.</summary>
    [Named("catalogue.order-taken.v1")]
    public sealed record OrderTaken(OrderId Order, ItemId Item, ResidentId Resident, DateOnly Day) : CatalogueFact;

    [Named("catalogue.order-refused.v1")]
    public sealed record OrderRefused(OrderId Order, OrderRefusal Reason) : CatalogueFact;

    /// <summary>Who shall serve, by rule; null where nobody fits: a worker chooses, or opens it for grabbing.</summary>
    [Named("catalogue.provider-chosen.v1")]
    public sealed record ProviderChosen(OrderId Order, ResidentId? Who) : CatalogueFact;

    /// <summary>Who serves, as the order says: chosen by a worker, or whoever grabbed it; null: nobody.</summary>
    [Named("catalogue.provider-noted.v1")]
    public sealed record ProviderNoted(OrderId Order, ResidentId? Who) : CatalogueFact;

    /// <param name="FreesQuota">It was cancelled: somebody else can have its place of the day.</param>
    [Named("catalogue.order-released.v1")]
    public sealed record OrderReleased(OrderId Order, bool FreesQuota) : CatalogueFact;

    /// <summary>An order is late; staff are told of it with the others, at a time.</summary>
    [Named("catalogue.lateness-noted.v1")]
    public sealed record LatenessNoted(CommunityId Community, OrderId Order, OrderAlert Alert, DateTimeOffset TellAt)
        : CatalogueFact;

    /// <summary>What the grid workers, or the street, are told in one message.</summary>
    /// <param name="Orders">The first of them.</param>
    /// <param name="Count">Of all of them.</param>
    [Named("catalogue.digest-told.v1")]
    public sealed record DigestTold(
        CommunityId Community, OrderAlert Alert, DateTimeOffset TellAt, IReadOnlyList<OrderId> Orders, int Count)
        : CatalogueFact;
}

/// <summary>Somebody who takes orders.</summary>
/// <param name="Items">Which services they give.</param>
/// <param name="Place">Of the centre or shop from which they come; no home.</param>
/// <param name="RadiusMetres">How far from there they go; null: anywhere in the community.</param>
/// <param name="OpenMax">Orders that the rule gives them at a time.</param>
public sealed record Provider(
    ResidentId Who, IReadOnlyList<ItemId> Items, IReadOnlyList<string> Skills, ProviderPlace? Place, int? RadiusMetres,
    int OpenMax);

/// <summary>GCJ-02.</summary>
public sealed record ProviderPlace(double Latitude, double Longitude);

public enum OrderRefusal
{
    NoSuchItem,
    TooLate,
    TooFarAhead,
    QuotaReached,
    TooManyOpen,
}
