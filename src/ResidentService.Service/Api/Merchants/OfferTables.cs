using System.Data.Common;
using Dapper;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Merchants;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Views;

namespace ResidentService.Service.Api.Merchants;

/// <summary>What the shops pledge, and how much of it is left.</summary>
public sealed class OfferTables : Projection
{
    private static readonly Table<Offered> Offers = new(
        "offers", key: 1,
        "offers_by_position on offers (position)",
        "offers_by_community on offers (community, position)");

    public override IReadOnlyList<Table> Tables => [Offers];

    public override void Apply(Entry entry, IEvent fact, TableWriter tables)
    {
        switch (fact)
        {
            case OfferFact.Pledged(var offer, var merchant, var community, var details):
                tables.Put(Offers, new(
                    offer.Value, merchant.Value, community.Value, details.Title, details.Description,
                    details.Price.Value, details.Stock, details.Stock, details.PerResidentLimit, details.ValidFrom,
                    details.ValidTo, entry.Position));
                break;
            case OfferFact.StockHeld:
                AddToRemaining(tables, entry.Stream.Key, -1);
                break;
            case OfferFact.StockReleased:
                AddToRemaining(tables, entry.Stream.Key, 1);
                break;
        }
    }

    /// <summary>What active shops offer and has not ended; newest first.</summary>
    public static List<OfferRow> Open(
        DbConnection connection, CommunityId? community, MerchantId? merchant, DateTimeOffset now, Page page)
    {
        var where = (community is null ? "" : "and o.community = @community ")
            + (merchant is null ? "" : "and o.merchant = @merchant ");
        return [.. connection.Query<OfferRow>(
            $"""
            select o.id as Id, o.merchant as Merchant, m.name as MerchantName, o.community as Community,
                o.title as Title, o.description as Description, o.price as Price, o.stock as Stock,
                o.remaining as Remaining, o.per_resident_limit as PerResidentLimit, o.valid_from as ValidFrom,
                o.valid_to as ValidTo, o.position as Position
            from offers o join merchants m on m.id = o.merchant
            where m.status = 'active' and (o.valid_to is null or o.valid_to > @now) and o.position < @before {where}
            order by o.position desc limit @Take
            """,
            new
            {
                community = community?.Value,
                merchant = merchant?.Value,
                now = now.ToUnixTimeMilliseconds(),
                before = page.Before(),
                page.Take,
            })];
    }

    private static void AddToRemaining(TableWriter tables, string offer, int number) =>
        tables.Change(Offers, offer, row => row with { Remaining = row.Remaining + number });

    private sealed record Offered(
        string Id, string Merchant, string Community, string Title, string? Description, long Price, int Stock,
        int Remaining, int? PerResidentLimit, DateTimeOffset? ValidFrom, DateTimeOffset? ValidTo, long Position);
}

public sealed class OfferRow
{
    public required string Id { get; init; }

    public required string Merchant { get; init; }

    public required string MerchantName { get; init; }

    public required string Community { get; init; }

    public required string Title { get; init; }

    public string? Description { get; init; }

    public int Price { get; init; }

    public int Stock { get; init; }

    public int Remaining { get; init; }

    public int? PerResidentLimit { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public long? ValidFrom { get; init; }

    public long? ValidTo { get; init; }

    public long Position { get; init; }
}
