using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Catalogues;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Merchants;
using Calendar = ResidentService.Domain.Kernel.Calendar;
using Month = ResidentService.Domain.Kernel.Month;

namespace ResidentService.Service.Api.ServiceOrders;

/// <summary>Orders in lists: mine, those I serve, a community's, and its ledger of a month (工作台账).</summary>
public static class OrderLists
{
    /// <summary>A ledger is one answer: a month of the largest community fits.</summary>
    private const int LedgerMax = 100_000;

    public static void MapOrderLists(this RouteGroupBuilder api)
    {
        api.MapGet("/me/orders", Mine).WithTags("service orders")
            .WithSummary("The orders of me and my household, and those that I placed for others.");
        api.MapGet("/me/serving", Serving).WithTags("service orders")
            .WithSummary("The orders that I serve or am asked to serve.");
        api.MapGet("/me/grabbable", Grabbable).WithTags("service orders")
            .WithSummary("What is open for grabbing among the services that I give in my community.");
        api.MapGet("/communities/{id}/orders", List).WithTags("service orders")
            .WithSummary("A community's orders, the newest first; for workers and grid workers.");
        api.MapGet("/communities/{id}/orders/ledger", Ledger).WithTags("service orders")
            .Produces<LedgerAnswer>(StatusCodes.Status200OK, "application/json", CsvFiles.Type)
            .WithSummary("The ledger of a month, also as text/csv; for staff and auditors.");
    }

    private static async Task<Ok<ItemsOf<OrderItem>>> Mine(OrderCall call, Page page, Tables tables)
    {
        var household = await call.Household();
        return TypedResults.Ok(tables.Read(connection =>
            OrderTables.Of(connection, household, call.Caller.Helper is null ? call.Caller.Resident : null, page)));
    }

    private static Ok<ItemsOf<OrderItem>> Serving(OrderCall call, Page page, Tables tables) =>
        TypedResults.Ok(tables.Read(connection => OrderTables.ServedBy(connection, call.Caller.Resident, page)));

    private static async Task<Ok<ItemsOf<OrderItem>>> Grabbable(OrderCall call, Page page, Tables tables)
    {
        var me = call.Caller.Resident;
        if ((await call.Ask.Read(me.Actor, new GetResident()))?.Community is not { } community
            || (await call.Ask.Read(CatalogueDecider.ActorOf(community), new GetCatalogue()))
                ?.Providers.GetValueOrDefault(me) is not { } provider)
            return TypedResults.Ok(new ItemsOf<OrderItem>([], null));
        return TypedResults.Ok(tables.Read(connection =>
            OrderTables.ForGrabbing(connection, community, provider.Items, page)));
    }

    private static async Task<Results<Ok<ItemsOf<OrderItem>>, Problem>> List(
        CommunityId id, [AsParameters] WhichOrders which, Page page, OrderCall call, Tables tables) =>
        await call.MayCare(id)
            ? TypedResults.Ok(tables.Read(connection => OrderTables.OfCommunity(connection, id, which, page)))
            : Problem.Of(EdgeFault.NotAllowed);

    private static async Task<Results<Ok<LedgerAnswer>, FileContentHttpResult, Problem>> Ledger(
        CommunityId id, [AsParameters] WhichMonth query, OrderCall call, Tables tables, HttpContext context)
    {
        if (!await call.MayRead(id))
            return Problem.Of(EdgeFault.NotAllowed);
        var month = Month.TryParse(query.Month, out var given) ? given : Calendar.MonthOf(call.Now);
        var items = tables.Read(connection => OrderTables.Ledger(connection, id, month, LedgerMax));
        return CsvFiles.AreWanted(context.Request)
            ? TypedResults.File(
                ToCsv(items, Language.IsEnglish(context)), $"{CsvFiles.Type}; charset=utf-8",
                $"{id}-{month}-orders.csv")
            : TypedResults.Ok(new LedgerAnswer($"{month}", items.Count, items));
    }

    private static byte[] ToCsv(IReadOnlyList<OrderItem> items, bool isEnglish)
    {
        string[] head = isEnglish
            ?
            [
                "Order", "Service", "Category", "Resident", "Placed by", "Provider", "Status", "Placed", "Dispatched",
                "Accepted", "Done", "Declines", "Stars",
            ]
            :
            [
                "订单编号", "服务", "类别", "居民", "下单人", "接单人", "状态", "点单", "派单", "接单", "办结", "拒单次数",
                "评价星级",
            ];
        return CsvFiles.Write(head, items.Select(item => (string[])
        [
            item.OrderId.Value, item.Title,
            isEnglish ? ByPosition.Word(item.Category) : OrderWords.Chinese(item.Category), item.ResidentId.Value,
            item.PlacedById.Value, item.ProviderId?.Value ?? "",
            isEnglish ? ByPosition.Word(item.Status) : OrderWords.Chinese(item.Status), Text(item.PlacedAt),
            Text(item.DispatchedAt), Text(item.AcceptedAt), Text(item.DoneAt), Text(item.Declines), Text(item.Stars),
        ]));
    }

    private static string Text(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd HH:mm:ss") ?? "";

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
