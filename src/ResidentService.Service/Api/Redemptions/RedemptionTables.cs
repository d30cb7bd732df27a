using System.Data.Common;
using Dapper;
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
    private static readonly Table<Voucher> Redemptions = new(
        "redemptions", key: 1,
        "redemptions_by_resident on redemptions (resident, position)",
        "redemptions_by_merchant on redemptions (merchant, position)",
        "redemptions_issued on redemptions (merchant, position) where status = 'issued'",
        "redemptions_fulfilled on redemptions (merchant, ended_at) where status = 'fulfilled'");

    public override IReadOnlyList<Table> Tables => [Redemptions];

    public override void Apply(Entry entry, IEvent fact, TableWriter tables)
    {
        switch (fact)
        {
            case RedemptionFact.Requested(var redemption, var offer, var merchant, var resident, _, _):
                tables.Put(Redemptions, new(
                    redemption.Value, offer.Value, merchant.Value, resident.Value, entry.At, entry.Position));
                break;
            case RedemptionFact.StockNoted(var redemption, _, var title, var price, _):
                tables.Change(Redemptions, redemption.Value,
                    voucher => voucher with { Title = title, Price = price.Value });
                break;
            case RedemptionFact.Issued(var redemption, var expiresAt):
                tables.Change(Redemptions, redemption.Value,
                    voucher => voucher with { Status = RedemptionStatus.Issued, ExpiresAt = expiresAt });
                break;
            case RedemptionFact.Fulfilled fulfilled:
                End(tables, fulfilled.Redemption, RedemptionStatus.Fulfilled, entry.At);
                break;
            case RedemptionFact.Cancelled cancelled:
                End(tables, cancelled.Redemption, RedemptionStatus.Cancelled, entry.At);
                break;
            case RedemptionFact.Expired expired:
                End(tables, expired.Redemption, RedemptionStatus.Expired, entry.At);
                break;
            case RedemptionFact.Failed failed:
                tables.Delete(Redemptions, failed.Redemption.Value);
                break;
        }
    }

    public static List<RedemptionRow> OfResident(
        DbConnection connection, ResidentId resident, DateTimeOffset now, Page page) =>
        List(connection, "r.resident", resident.Value, null, now, page);

    public static List<RedemptionRow> OfMerchant(
        DbConnection connection, MerchantId merchant, RedemptionStatus? status, DateTimeOffset now, Page page) =>
        List(connection, "r.merchant", merchant.Value, status, now, page);

    /// <summary>Vouchers that a clerk of the shop may be handed now, the newest first.</summary>
    public static List<RedemptionId> Issued(DbConnection connection, MerchantId merchant, int max) =>
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
        DbConnection connection, MerchantId merchant, int max) =>
    [
        .. connection.Query<(string Id, long At)>(
                """
                select id, ended_at from redemptions where merchant = @merchant and status = 'fulfilled'
                order by ended_at desc limit @max
                """,
                new { merchant = merchant.Value, max })
            .Select(row => (Id.Parse<RedemptionId>(row.Id), DateTimeOffset.FromUnixTimeMilliseconds(row.At))),
    ];

    private static void End(
        TableWriter tables, RedemptionId redemption, RedemptionStatus status, DateTimeOffset at) =>
        tables.Change(Redemptions, redemption.Value, voucher => voucher with { Status = status, EndedAt = at });

    /// <summary>A voucher past due is listed as expired without waiting for its deadline.</summary>
    private static List<RedemptionRow> List(
        DbConnection connection, string column, string value, RedemptionStatus? status, DateTimeOffset now,
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

    private sealed record Voucher(
        string Id, string Offer, string Merchant, string Resident, DateTimeOffset RequestedAt, long Position,
        string? Title = null, long? Price = null, RedemptionStatus? Status = null, DateTimeOffset? ExpiresAt = null,
        DateTimeOffset? EndedAt = null);
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
