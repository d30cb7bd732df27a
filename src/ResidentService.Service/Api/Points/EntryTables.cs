using Dapper;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Views;

namespace ResidentService.Service.Api.Points;

/// <summary>The entries of residents' accounts.</summary>
public sealed class EntryTables : Projection
{
    private static readonly Table<Stored> Entries = new("point_entries", key: 2);

    public override IReadOnlyList<Table> Tables => [Entries];

    /// <summary>A person's entries, newest first.</summary>
    public static IReadOnlyList<Row> Of(Tables tables, AccountId account, Page page) => tables.Read(connection =>
        connection.Query<Row>(
            """
            select version, at, points, balance_after as balanceAfter, reason, source, message from point_entries
            where account = @account and version < @before
            order by version desc limit @limit
            """,
            new
            {
                account = account.Value,
                before = page.After is { } after ? long.Parse(after) : long.MaxValue,
                limit = page.Take,
            }).AsList());

    public override void Apply(Entry entry, IEvent fact, TableWriter tables)
    {
        switch (fact)
        {
            case AccountFact.PointsTransferred(var paid, var left, _) when IsShown(paid.Debit):
                Add(entry, tables, paid.Debit, -paid.Points.Value, left, paid, SourceOf(paid, paid.Credit), null);
                break;
            case AccountFact.PointsReceived(var got, var now) when IsShown(got.Credit):
                Add(entry, tables, got.Credit, got.Points.Value, now, got, SourceOf(got, got.Debit), got.Message);
                break;
        }
    }

    private static bool IsShown(AccountId account) => account.Kind is AccountKind.Resident or AccountKind.Household;

    private static void Add(
        Entry entry, TableWriter tables, AccountId account, long points, long balance, Transfer transfer, string source,
        Sealed? message) => tables.Put(Entries, new(
            account.Value, entry.Version, entry.At, points, balance, transfer.Reason.ToString(), source, message?.Value));

    private static string SourceOf(Transfer transfer, AccountId other) => transfer switch
    {
        { Redemption: { } redemption } => redemption.Value,
        { Reason: TransferReason.Award, Lots: [var part, ..] } => part.Lot.Evidence.Service.Value,
        _ => OwnerOf(other),
    };

    /// <summary>A resident or merchant; of a community's accounts, the community.</summary>
    private static string OwnerOf(AccountId account)
    {
        var owner = account.Value[AccountId.Prefix.Length..];
        return account.Kind is AccountKind.Issuance or AccountKind.Fund or AccountKind.Expiry
            ? owner[(owner.IndexOf('_', StringComparison.Ordinal) + 1)..]
            : owner;
    }

    private sealed record Stored(
        string Account, long Version, DateTimeOffset At, long Points, long BalanceAfter, string Reason, string Source,
        string? Message);

    /// <param name="At">Milliseconds since 1970.</param>
    /// <param name="Message">Sealed.</param>
    public sealed record Row(
        long Version, long At, long Points, long BalanceAfter, string Reason, string Source, string? Message);
}
