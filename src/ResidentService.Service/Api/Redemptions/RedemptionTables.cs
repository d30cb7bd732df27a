using Dapper;
using Microsoft.Data.Sqlite;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Redemptions;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Merchants;
using ResidentService.Service.Views;

namespace ResidentService.Service.Api.Redemptions;

/// <summary>
/// The vouchers of a resident and those of a shop. A redemption that is being prepared has no status yet and isn't
/// listed; one that failed is gone.
/// </summary>
public sealed class RedemptionTables : Projection
{
    public override string Schema => """
        create table redemptions (
            id text not null primary key,
            offer text not null,
            merchant text not null,
            resident text not null,
            title text,
            price integer,
            status text,
            requested_at integer not null,
            expires_at integer,
            ended_at integer,
            position integer not null) strict;
        create index redemptions_by_resident on redemptions (resident, position);
        create index redemptions_by_merchant on redemptions (merchant, position);
        create index redemptions_issued on redemptions (merchant, position) where status = 'issued';
        create index redemptions_fulfilled on redemptions (merchant, ended_at) where status = 'fulfilled';
        """;

    public override IEnumerable<string> Tables => ["redemptions"];

    public override void Apply(Entry entry, IEvent fact, TableWriter tables)
    {
        switch (fact)
        {
            case RedemptionFact.Requested(var redemption, var offer, var merchant, var resident, _):
                tables.Run(
                    """
                    insert into redemptions (id, offer, merchant, resident, requested_at, position)
                    values ($1, $2, $3, $4, $5, $6)
                    """,
                    redemption.Value, offer.Value, merchant.Value, resident.Value, entry.At, entry.Position);
                break;
            case RedemptionFact.StockNoted(var redemption, _, var title, var price):
                tables.Run("update redemptions set title = $2, price = $3 where id = $1",
                    redemption.Value, title, price.Value);
                break;
            case RedemptionFact.Issued(var redemption, var expiresAt):
                tables.Run("update redemptions set status = 'issued', expires_at = $2 where id = $1",
                    redemption.Value, expiresAt);
                break;
            case RedemptionFact.Fulfilled fulfilled:
                End(tables, fulfilled.Redemption, "fulfilled", entry.At);
                break;
            case RedemptionFact.Cancelled cancelled:
                End(tables, cancelled.Redemption, "cancelled", entry.At);
                break;
            case RedemptionFact.Expired expired:
                End(tables, expired.Redemption, "expired", entry.At);
                break;
            case RedemptionFact.Failed failed:
                tables.Run("delete from redemptions where id = $1", failed.Redemption.Value);
                break;
        }
    }

    public static List<RedemptionRow> OfResident(
        SqliteConnection connection, ResidentId resident, DateTimeOffset now, Page page) =>
        List(connection, "r.resident", resident.Value, null, now, page);

    public static List<RedemptionRow> OfMerchant(
        SqliteConnection connection, MerchantId merchant, RedemptionStatus? status, DateTimeOffset now, Page page) =>
        List(connection, "r.merchant", merchant.Value, status, now, page);

    /// <summary>Vouchers that a clerk of the shop may be handed now, the newest first.</summary>
    public static List<RedemptionId> Issued(SqliteConnection connection, MerchantId merchant, int max) =>
    [
        .. connection.Query<string>(
                """
                select id from redemptions where merchant = @merchant and status = 'issued'
                order by position desc limit @max
                """,
                new { merchant = merchant.Value, max })
            .Select(Id.Parse<RedemptionId>),
    ];

    /// <summary>Vouchers that were used lately at the shop, the latest first.</summary>
    public static List<(RedemptionId Redemption, DateTimeOffset At)> Fulfilled(
        SqliteConnection connection, MerchantId merchant, int max) =>
    [
        .. connection.Query<(string Id, long At)>(
                """
                select id, ended_at from redemptions where merchant = @merchant and status = 'fulfilled'
                order by ended_at desc limit @max
                """,
                new { merchant = merchant.Value, max })
            .Select(row => (Id.Parse<RedemptionId>(row.Id), DateTimeOffset.FromUnixTimeMilliseconds(row.At))),
    ];

    private static void End(TableWriter tables, RedemptionId redemption, string status, DateTimeOffset at) =>
        tables.Run("update redemptions set status = $2, ended_at = $3 where id = $1", redemption.Value, status, at);

    /// <summary>A voucher past due is listed as expired without waiting for its deadline.</summary>
    private static List<RedemptionRow> List(
        SqliteConnection connection, string column, string value, RedemptionStatus? status, DateTimeOffset now,
        Page page)
    {
        const string current =
            "case when r.status = 'issued' and r.expires_at <= @now then 'expired' else r.status end";
        var where = status is null ? "" : $"and {current} = @word";
        return [.. connection.Query<RedemptionRow>(
            $"""
            select r.id as Id, r.offer as Offer, r.title as Title, r.merchant as Merchant, m.name as MerchantName,
                r.price as Price, {current} as Status, r.requested_at as RequestedAt, r.expires_at as ExpiresAt,
                r.ended_at as EndedAt, r.position as Position
            from redemptions r join merchants m on m.id = r.merchant
            where {column} = @value and r.status is not null and r.position < @before {where}
            order by r.position desc limit @Take
            """,
            new
            {
                value,
                now = now.ToUnixTimeMilliseconds(),
                word = status is { } one ? ByPosition.Word(one) : null,
                before = page.Before(),
                page.Take,
            })];
    }
}

/// <summary>Times in milliseconds since 1970.</summary>
public sealed class RedemptionRow
{
    public required string Id { get; init; }

    public required string Offer { get; init; }

    public required string Title { get; init; }

    public required string Merchant { get; init; }

    public required string MerchantName { get; init; }

    public int Price { get; init; }

    public required string Status { get; init; }

    public long RequestedAt { get; init; }

    public long ExpiresAt { get; init; }

    public long? EndedAt { get; init; }

    public long Position { get; init; }
}
