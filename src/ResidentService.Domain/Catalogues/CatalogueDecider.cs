using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Domain.ServiceOrders;

namespace ResidentService.Domain.Catalogues;

public abstract record CatalogueCommand : ICommand
{
    private CatalogueCommand() { }

    public sealed record OfferItem(CommunityId Community, ItemId Item, ItemDetails Details) : CatalogueCommand;

    public sealed record ChangeItem(ItemId Item, ItemDetails Details) : CatalogueCommand;

    public sealed record WithdrawItem(ItemId Item) : CatalogueCommand;

    public sealed record ListProvider(CommunityId Community, Provider Provider) : CatalogueCommand;

    public sealed record RemoveProvider(ResidentId Who) : CatalogueCommand;

    /// <summary>A reaction of an order: asks for a place in the quota of a day, and for who shall serve.</summary>
    /// <param name="Near">Who comes near enough, the nearest first; null where no place was given.</param>
    public sealed record TakeOrder(
        OrderId Order, ItemId Item, ResidentId Resident, DateOnly Day, IReadOnlyList<ResidentId>? Near)
        : CatalogueCommand;

    /// <summary>A reaction of an order that was declined: somebody else shall serve.</summary>
    /// <param name="Except">Who has declined it.</param>
    public sealed record ChooseAgain(
        OrderId Order, IReadOnlyList<ResidentId>? Near, IReadOnlyList<ResidentId> Except) : CatalogueCommand;

    /// <summary>A reaction of an order: who serves, or that nobody does, was not chosen here.</summary>
    public sealed record NoteProvider(OrderId Order, ResidentId? Who) : CatalogueCommand;

    /// <summary>A reaction of an order that has ended.</summary>
    public sealed record ReleaseOrder(OrderId Order, bool FreesQuota) : CatalogueCommand;

    /// <summary>A reaction of an order that is late.</summary>
    public sealed record NoteLateness(CommunityId Community, OrderId Order, OrderAlert Alert, bool IsUrgent)
        : CatalogueCommand;

    /// <summary>A deadline.</summary>
    public sealed record TellDigest(OrderAlert Alert, DateTimeOffset TellAt) : CatalogueCommand;
}

public abstract record CatalogueRejection(RejectionKind Kind, string Code, string Chinese, string English)
    : Rejection(Kind, Code, Chinese, English)
{
    public sealed record NoSuchItem() : CatalogueRejection(RejectionKind.NotFound, "not_found",
        "没有找到这项服务，请刷新服务清单后再选。", "There is no such service. Please choose again from the list.");

    public sealed record ItemInvalid() : CatalogueRejection(RejectionKind.Invalid, "item_invalid",
        "服务的价格、补贴、限量或服务时间不对，请检查后重填。",
        "The price, subsidy, quota or hours of the service are not right. Please correct them.");

    public sealed record ProviderInvalid() : CatalogueRejection(RejectionKind.Invalid, "provider_invalid",
        "接单人的服务、位置或接单数不对，请检查后重填。",
        "The services, place or number of orders of the provider are not right. Please correct them.");

    public sealed record CatalogueFull() : CatalogueRejection(RejectionKind.Conflict, "catalogue_full",
        $"一个社区最多 {CatalogueDecider.ItemsMax} 项服务、{CatalogueDecider.ProvidersMax} 位接单人，请先移除不再需要的。",
        $"A community has at most {CatalogueDecider.ItemsMax} services and {CatalogueDecider.ProvidersMax} providers. "
        + "Please remove some first.");
}

public static class CatalogueDecider
{
    public const int ItemsMax = 200;

    public const int ProvidersMax = 500;

    /// <summary>Orders of one person that have not ended.</summary>
    public const int OpenPerResidentMax = 30;

    /// <summary>Orders that one digest names; the others stand in the list.</summary>
    private const int DigestOrdersMax = 100;

    public static Decider<CatalogueCommand, CatalogueFact, Catalogue> Value { get; } =
        new("catalogue", new Catalogue.Empty(), Decide, Catalogue.Evolve);

    /// <summary>A community has one.</summary>
    public static ActorId ActorOf(CommunityId community) => new("catalogue", community.Value);

    public static Decision Decide(CatalogueCommand command, Catalogue state, Context context)
    {
        var kept = state as Catalogue.Kept;
        return command switch
        {
            CatalogueCommand.OfferItem(var community, var item, var details) => Offer(community, item, details, kept),
            CatalogueCommand.ChangeItem(var item, var details) => kept?.Items.ContainsKey(item) == true
                ? Offer(kept.Community, item, details, kept)
                : Decision.Reject(new CatalogueRejection.NoSuchItem()),
            CatalogueCommand.WithdrawItem(var item) => kept?.Items.ContainsKey(item) == true
                ? Decision.Accept(new CatalogueFact.ItemWithdrawn(kept.Community, item))
                : Decision.Already(),
            CatalogueCommand.ListProvider(var community, var provider) => List(community, provider, kept),
            CatalogueCommand.RemoveProvider(var who) => kept?.Providers.ContainsKey(who) == true
                ? Decision.Accept(new CatalogueFact.ProviderRemoved(kept.Community, who))
                : Decision.Already(),
            CatalogueCommand.TakeOrder take => Dispatching.Take(take, kept, context.At),
            CatalogueCommand.ChooseAgain again => Dispatching.ChooseAgain(again, kept),
            CatalogueCommand.NoteProvider(var order, var who) =>
                kept?.Orders.TryGetValue(order, out var open) == true && open.Provider != who
                    ? Decision.Accept(new CatalogueFact.ProviderNoted(order, who))
                    : Decision.Already(),
            CatalogueCommand.ReleaseOrder(var order, var freesQuota) => kept?.Orders.ContainsKey(order) == true
                ? Decision.Accept(new CatalogueFact.OrderReleased(order, freesQuota))
                : Decision.Already(),
            CatalogueCommand.NoteLateness(var community, var order, var alert, var isUrgent) =>
                kept?.Late.ContainsKey(new(order, alert)) == true
                    ? Decision.Already()
                    : Decision.Accept(new CatalogueFact.LatenessNoted(
                        community, order, alert, Digest.After(context.At, isUrgent))),
            CatalogueCommand.TellDigest(var alert, var tellAt) => Tell(alert, tellAt, kept, context.At),
            _ => throw new InvalidOperationException(command.ToString()),
        };
    }

    private static Decision Offer(CommunityId community, ItemId item, ItemDetails details, Catalogue.Kept? kept)
    {
        if (!details.IsSound())
            return Decision.Reject(new CatalogueRejection.ItemInvalid());
        if (kept?.Items.TryGetValue(item, out var known) == true)
        {
            return known.IsSameAs(details)
                ? Decision.Already()
                : Decision.Accept(new CatalogueFact.ItemOffered(community, item, details));
        }

        return kept?.Items.Count >= ItemsMax
            ? Decision.Reject(new CatalogueRejection.CatalogueFull())
            : Decision.Accept(new CatalogueFact.ItemOffered(community, item, details));
    }

    private static Decision List(CommunityId community, Provider provider, Catalogue.Kept? kept)
    {
        if (provider.OpenMax < 1 || provider.RadiusMetres is < 1
            || provider.Items.Any(item => kept?.Items.ContainsKey(item) != true)
            || (provider.Place is { } place && !GeoPoint.TryCreate(place.Latitude, place.Longitude, out _)))
            return Decision.Reject(new CatalogueRejection.ProviderInvalid());
        var known = kept?.Providers.GetValueOrDefault(provider.Who);
        if (known is not null && known.Items.SequenceEqual(provider.Items)
            && known.Skills.SequenceEqual(provider.Skills)
            && known == provider with { Items = known.Items, Skills = known.Skills })
            return Decision.Already();
        return known is null && kept?.Providers.Count >= ProvidersMax
            ? Decision.Reject(new CatalogueRejection.CatalogueFull())
            : Decision.Accept(new CatalogueFact.ProviderListed(community, provider));
    }

    /// <summary>One message of all that is late by then; early and repeated deadlines find nothing.</summary>
    private static Decision Tell(OrderAlert alert, DateTimeOffset tellAt, Catalogue.Kept? kept, DateTimeOffset now)
    {
        var late = (kept?.Late ?? []).Where(one => one.Key.Alert == alert && one.Value <= tellAt)
            .Select(one => one.Key.Order).OrderBy(order => order.Value, StringComparer.Ordinal).ToList();
        return late.Count == 0 || now < tellAt
            ? Decision.Already()
            : Decision.Accept(new CatalogueFact.DigestTold(
                kept!.Community, alert, tellAt, [.. late.Take(DigestOrdersMax)], late.Count));
    }
}
