using System.Data.Common;
using Dapper;
using ResidentService.Domain.Catalogues;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Domain.ServiceOrders;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Merchants;
using ResidentService.Service.Views;

namespace ResidentService.Service.Api.ServiceOrders;

/// <summary>
/// Orders by community, by whom they are for and by who serves; also the ledger of steps, and where somebody is listed
/// as taking orders.
/// </summary>
public sealed class OrderTables : Projection
{
    private static readonly Table<Stored> Orders = new(
        "orders", key: 1,
        "orders_by_community on orders (community, position)",
        "orders_by_month on orders (community, placed_at)",
        "orders_by_resident on orders (resident, position)",
        "orders_by_placer on orders (placed_by, position)",
        "orders_by_provider on orders (provider, position)");

    private static readonly Table<Listed> Providers = new("order_providers", key: 2);

    public override IReadOnlyList<Table> Tables => [Orders, Providers];

    public override void Apply(Entry entry, IEvent fact, TableWriter tables)
    {
        if (fact is OrderFact.Placed(var id, var terms, _))
        {
            tables.Put(Orders, new(
                id.Value, terms.Community.Value, terms.Item.Value, terms.Title, terms.Category, terms.Resident.Value,
                terms.PlacedBy.Value, null, OrderStatus.Asked, entry.At, null, null, null, null, null, null, 0,
                entry.Position));
        }
        else if (fact is OrderFact change)
        {
            tables.Change(Orders, entry.Stream.Key, row => After(row, change, entry.At));
        }
        else if (fact is CatalogueFact.ProviderListed(var where, var provider))
        {
            tables.Put(Providers, new(provider.Who.Value, where.Value));
        }
        else if (fact is CatalogueFact.ProviderRemoved(var from, var who))
        {
            tables.Delete(Providers, (who.Value, from.Value));
        }
    }

    /// <param name="household">Whose orders they are.</param>
    /// <param name="placer">Who has placed some for others; null for a helper, who is shown one person's own.</param>
    public static ItemsOf<OrderItem> Of(
        DbConnection connection, IReadOnlyList<ResidentId> household, ResidentId? placer, Page page)
    {
        var values = new DynamicParameters(new { placer = placer?.Value, before = page.Before(), page.Take });
        var members = values.AddList("member", household.Select(one => one.Value));
        return List(
            connection, $"(resident in {members}{(placer is null ? "" : " or placed_by = @placer")})", page, values);
    }

    public static ItemsOf<OrderItem> ServedBy(DbConnection connection, ResidentId who, Page page) =>
        List(connection, "provider = @who", page, new { who = who.Value, before = page.Before(), page.Take });

    public static ItemsOf<OrderItem> ForGrabbing(
        DbConnection connection, CommunityId community, IReadOnlyList<ItemId> items, Page page)
    {
        var values = new DynamicParameters(new
        {
            community = community.Value,
            status = ByPosition.Word(OrderStatus.ForGrabbing),
            before = page.Before(),
            page.Take,
        });
        var wanted = values.AddList("item", items.Select(one => one.Value));
        return List(connection, $"community = @community and status = @status and item in {wanted}", page, values);
    }

    public static ItemsOf<OrderItem> OfCommunity(
        DbConnection connection, CommunityId community, WhichOrders which, Page page) =>
        List(connection,
            "community = @community" + (which.Overdue == true ? " and alerted is not null" : "")
            + (which.Status is null ? "" : " and status = @status"),
            page,
            new
            {
                community = community.Value,
                status = which.OfStatus() is { } status ? ByPosition.Word(status) : null,
                before = page.Before(),
                page.Take,
            });

    /// <summary>The orders that were placed in a month, in their order.</summary>
    public static IReadOnlyList<OrderItem> Ledger(
        DbConnection connection, CommunityId community, Month month, int most) =>
        Select(connection,
            "community = @community and placed_at >= @from and placed_at < @to order by placed_at, id limit @most",
            new
            {
                community = community.Value,
                from = month.Start.ToUnixTimeMilliseconds(),
                to = month.End.ToUnixTimeMilliseconds(),
                most,
            }).ConvertAll(row => row.ToItem());

    /// <summary>What a person has ordered that is not done.</summary>
    public static IReadOnlyList<OrderId> OpenOf(DbConnection connection, ResidentId resident) =>
        Open(connection, "resident", resident);

    /// <summary>What a person is asked to serve, or has accepted, that is not done.</summary>
    public static IReadOnlyList<OrderId> ToServe(DbConnection connection, ResidentId provider) =>
        Open(connection, "provider", provider);

    /// <summary>Where somebody takes orders.</summary>
    public static IReadOnlyList<CommunityId> ListedIn(DbConnection connection, ResidentId who) =>
    [
        .. connection.Query<string>(
            "select community from order_providers where who = @who", new { who = who.Value })
            .Select(Id.Parse<CommunityId>),
    ];

    private static IReadOnlyList<OrderId> Open(DbConnection connection, string whose, ResidentId who)
    {
        var values = new DynamicParameters(new { who = who.Value });
        var ended = values.AddList("ended", Ended.Select(ByPosition.Word));
        return
        [
            .. connection.Query<string>(
                $"select id from orders where {whose} = @who and done_at is null and status not in {ended}", values)
                .Select(Id.Parse<OrderId>),
        ];
    }

    private static readonly OrderStatus[] Ended =
        [OrderStatus.Cancelled, OrderStatus.Refused, OrderStatus.Reviewed, OrderStatus.Unrated];

    private static Stored After(Stored row, OrderFact fact, DateTimeOffset at) => fact switch
    {
        OrderFact.Refused => row with { Status = OrderStatus.Refused },
        OrderFact.Taken taken => row with { Status = OrderStatus.Placed, DueBy = taken.DueBy },
        OrderFact.OpenedForGrabbing opened =>
            row with { Status = OrderStatus.ForGrabbing, Provider = null, DueBy = opened.DueBy, Alerted = null },
        OrderFact.Dispatched dispatched => row with
        {
            Status = OrderStatus.Dispatched,
            Provider = dispatched.Provider.Value,
            DispatchedAt = at,
            AcceptedAt = null,
            DueBy = dispatched.DueBy,
            Alerted = null,
        },
        OrderFact.Accepted accepted => row with
        {
            Status = OrderStatus.Accepted,
            Provider = accepted.Provider.Value,
            AcceptedAt = at,
            DueBy = accepted.DueBy,
            Alerted = null,
        },
        OrderFact.Declined declined => row with
        {
            Status = OrderStatus.Placed,
            Provider = null,
            AcceptedAt = null,
            DueBy = declined.DueBy,
            Alerted = null,
            Declines = row.Declines + 1,
        },
        OrderFact.SetOut setOut => row with { Status = OrderStatus.OnTheWay, DueBy = setOut.DueBy, Alerted = null },
        OrderFact.Done done => row with
        {
            Status = OrderStatus.Done,
            DoneAt = at,
            DueBy = done.ReviewBy,
            Alerted = null,
        },
        OrderFact.Reviewed reviewed => row with { Status = OrderStatus.Reviewed, Stars = reviewed.Stars, DueBy = null },
        OrderFact.ClosedUnrated => row with { Status = OrderStatus.Unrated, DueBy = null },
        OrderFact.Cancelled => row with { Status = OrderStatus.Cancelled, DueBy = null, Alerted = null },
        OrderFact.Overdue late => row with { Alerted = late.Alert },
        _ => row,
    };

    private static ItemsOf<OrderItem> List(DbConnection connection, string where, Page page, object values) =>
        page.Of(
            Select(connection, $"{where} and position < @before order by position desc limit @Take", values),
            row => row.ToItem(), row => ByPosition.Key(row.Position));

    private static List<OrderRow> Select(DbConnection connection, string where, object values) =>
        connection.Query<OrderRow>(
            $"""
            select id as Id, title as Title, category as Category, resident as Resident, placed_by as PlacedBy,
                provider as Provider, status as Status, placed_at as PlacedAt, dispatched_at as DispatchedAt,
                accepted_at as AcceptedAt, done_at as DoneAt, due_by as DueBy, alerted as Alerted, stars as Stars,
                declines as Declines, position as Position
            from orders where {where}
            """,
            values).AsList();

    private sealed record Stored(
        string Id, string Community, string Item, string Title, ServiceCategory Category, string Resident,
        string PlacedBy, string? Provider, OrderStatus Status, DateTimeOffset PlacedAt, DateTimeOffset? DispatchedAt,
        DateTimeOffset? AcceptedAt, DateTimeOffset? DoneAt, DateTimeOffset? DueBy, OrderAlert? Alerted, int? Stars,
        int Declines, long Position);

    private sealed record Listed(string Who, string Community);
}

public sealed class OrderRow
{
    public string Id { get; init; } = "";
    public string Title { get; init; } = "";
    public string Category { get; init; } = "";
    public string Resident { get; init; } = "";
    public string PlacedBy { get; init; } = "";
    public string? Provider { get; init; }
    public string Status { get; init; } = "";
    public long PlacedAt { get; init; }
    public long? DispatchedAt { get; init; }
    public long? AcceptedAt { get; init; }
    public long? DoneAt { get; init; }
    public long? DueBy { get; init; }
    public string? Alerted { get; init; }
    public long? Stars { get; init; }
    public long Declines { get; init; }
    public long Position { get; init; }

    public OrderItem ToItem() => new(
        Domain.Kernel.Id.Parse<OrderId>(Id), Title, ByPosition.Status<ServiceCategory>(Category),
        Domain.Kernel.Id.Parse<ResidentId>(Resident), Domain.Kernel.Id.Parse<ResidentId>(PlacedBy),
        Provider is { } provider ? Domain.Kernel.Id.Parse<ResidentId>(provider) : null,
        ByPosition.Status<OrderStatus>(Status), ByPosition.Time(PlacedAt), ByPosition.Time(DispatchedAt),
        ByPosition.Time(AcceptedAt), ByPosition.Time(DoneAt), ByPosition.Time(DueBy),
        Alerted is { } alert ? ByPosition.Status<OrderAlert>(alert) : null, (int?)Stars, (int)Declines);
}
