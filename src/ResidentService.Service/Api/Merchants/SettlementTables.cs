using System.Data.Common;
using Dapper;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Points;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Views;

namespace ResidentService.Service.Api.Merchants;

/// <summary>
/// The merchants' monthly statements: a stretch of the merchant account's entries. A receipt stands in the month of its
/// entry there; where a line is drawn later than a month's end, what stands above it belongs to that statement.
/// </summary>
public sealed class SettlementTables : Projection
{
    private static readonly Table<Receipt> AllReceipts = new(
        "merchant_receipts", key: 2, "merchant_receipts_by_month on merchant_receipts (merchant, month)");

    private static readonly Table<Statement> Statements = new("merchant_statements", key: 2);

    public override IReadOnlyList<Table> Tables => [AllReceipts, Statements];

    public override void Apply(Entry entry, IEvent fact, TableWriter tables)
    {
        switch (fact)
        {
            case AccountFact.PointsReceived(
                { Reason: TransferReason.Redemption, Redemption: { } redemption, Credit.Kind: AccountKind.Merchant }
                and var transfer, _):
                tables.Put(AllReceipts, new(
                    MerchantOf(transfer.Credit), transfer.Id.Value, $"{Calendar.MonthOf(entry.At)}",
                    redemption.Value, transfer.Points.Value, entry.At, IsClosed: false));
                break;
            case AccountFact.StatementClosed(var account, var month, _, _):
                Close(tables, MerchantOf(account), $"{month}", entry.At);
                break;
        }
    }

    private static void Close(TableWriter tables, string merchant, string month, DateTimeOffset at)
    {
        const string open = "merchant = $1 and is_closed = 0 and month <= $2";
        foreach (var receipt in tables.Where(AllReceipts, open, merchant, month))
            tables.Put(AllReceipts, receipt with { Month = month, IsClosed = true });
        tables.Put(Statements, new(merchant, month, at));
    }

    /// <summary>
    /// A month's receipts in order. A payment of many lots comes in several transfers and is one item. All of them,
    /// since a statement is whole: the issuance budget bounds how many there can be.
    /// </summary>
    public static List<ReceiptRow> Receipts(DbConnection connection, MerchantId merchant, Month month) =>
    [
        .. connection.Query<ReceiptRow>(
            """
            select s.redemption as Redemption, max(r.title) as OfferTitle, sum(s.points) as Points, min(s.at) as At
            from merchant_receipts s left join redemptions r on r.id = s.redemption
            where s.merchant = @merchant and s.month = @month
            group by s.redemption order by min(s.at), s.redemption
            """,
            new { merchant = merchant.Value, month = $"{month}" }),
    ];

    /// <summary>When the line was drawn, in milliseconds since 1970; null where the statement is still open.</summary>
    public static long? ClosedAt(DbConnection connection, MerchantId merchant, Month month) =>
        connection.QuerySingleOrDefault<long?>(
            "select closed_at from merchant_statements where merchant = @merchant and month = @month",
            new { merchant = merchant.Value, month = $"{month}" });

    /// <summary>A merchant's account is named after the merchant.</summary>
    private static string MerchantOf(AccountId account) => account.Value[AccountId.Prefix.Length..];

    private sealed record Receipt(
        string Merchant, string Transfer, string Month, string Redemption, long Points, DateTimeOffset At,
        bool IsClosed);

    private sealed record Statement(string Merchant, string Month, DateTimeOffset ClosedAt);
}

public sealed class ReceiptRow
{
    public required string Redemption { get; init; }

    public required string OfferTitle { get; init; }

    public long Points { get; init; }

    public long At { get; init; }
}
