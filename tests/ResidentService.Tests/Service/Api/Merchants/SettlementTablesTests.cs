using Dapper;
using Microsoft.Data.Sqlite;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Points;
using ResidentService.Domain.Redemptions;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Adapters.Sqlite;
using ResidentService.Service.Api.Merchants;
using ResidentService.Service.Api.Redemptions;
using ResidentService.Service.Views;

namespace ResidentService.Tests.Service.Api.Merchants;

public sealed class SettlementTablesTests : IDisposable
{
    private static readonly MerchantId Shop = Id.Parse<MerchantId>("mer_noodle");
    private static readonly ResidentId Buyer = Id.Parse<ResidentId>("res_buyer");
    private static readonly Month May = Month.Parse("2026-05", null);

    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly SqliteStatements _statements;
    private readonly TableWriter _writer;
    private readonly Projection[] _projections = [new RedemptionTables(), new SettlementTables()];
    private int _transfers;

    public SettlementTablesTests()
    {
        _connection.Open();
        foreach (var table in _projections.SelectMany(projection => projection.Tables))
            _connection.Execute(table.Schema + string.Concat(table.Indexes));
        _statements = new SqliteStatements(_connection);
        _writer = new TableWriter(_statements);
    }

    [Fact]
    public void A_payment_of_several_transfers_is_one_redemption()
    {
        var redemption = Issued("red_1");
        Receive(redemption, 200, At("2026-05-03T10:00:00+08:00"));
        Receive(redemption, 7, At("2026-05-03T10:00:01+08:00"));
        var receipt = Assert.Single(SettlementTables.Receipts(_connection, Shop, May));
        Assert.Equal(("red_1", "油泼面", 207L), (receipt.Redemption, receipt.OfferTitle, receipt.Points));
    }

    [Fact]
    public void A_month_is_that_of_the_entry_in_Shanghai()
    {
        Receive(Issued("red_1"), 3, At("2026-04-30T15:59:59Z"));
        Receive(Issued("red_2"), 4, At("2026-04-30T16:00:00Z"));
        Assert.Equal("red_2", Assert.Single(SettlementTables.Receipts(_connection, Shop, May)).Redemption);
        Assert.Equal("red_1", Assert.Single(SettlementTables.Receipts(_connection, Shop, May.Plus(-1))).Redemption);
    }

    [Fact]
    public void Closing_draws_the_line_and_what_comes_later_goes_to_the_next()
    {
        Receive(Issued("red_1"), 3, At("2026-05-31T23:00:00+08:00"));
        Assert.Null(SettlementTables.ClosedAt(_connection, Shop, May));
        Receive(Issued("red_2"), 4, At("2026-06-01T00:00:01+08:00"));
        Close(May, At("2026-06-01T00:01:00+08:00"));

        Assert.Equal("red_1", Assert.Single(SettlementTables.Receipts(_connection, Shop, May)).Redemption);
        Assert.NotNull(SettlementTables.ClosedAt(_connection, Shop, May));
        Assert.Equal("red_2", Assert.Single(SettlementTables.Receipts(_connection, Shop, May.Plus(1))).Redemption);
        Assert.Null(SettlementTables.ClosedAt(_connection, Shop, May.Plus(1)));
    }

    [Fact]
    public void A_line_that_is_drawn_under_two_months_takes_both()
    {
        Receive(Issued("red_1"), 3, At("2026-05-31T23:00:00+08:00"));
        Receive(Issued("red_2"), 4, At("2026-06-02T00:00:00+08:00"));
        Close(May.Plus(1), At("2026-07-01T00:00:00+08:00"));
        Assert.Empty(SettlementTables.Receipts(_connection, Shop, May));
        Assert.Equal(2, SettlementTables.Receipts(_connection, Shop, May.Plus(1)).Count);
    }

    public void Dispose()
    {
        _statements.Dispose();
        _connection.Dispose();
    }

    private RedemptionId Issued(string id)
    {
        var redemption = Id.Parse<RedemptionId>(id);
        var at = At("2026-04-01T00:00:00+08:00");
        Apply(redemption.Actor, at, new RedemptionFact.Requested(
            redemption, Id.Parse<OfferId>("off_noodles"), Shop, Buyer, new RedemptionRules()));
        Apply(redemption.Actor, at, new RedemptionFact.StockNoted(redemption, Buyer, "油泼面", Amount.Of(8)));
        Apply(redemption.Actor, at, new RedemptionFact.Issued(redemption, at.AddDays(7)));
        return redemption;
    }

    private void Receive(RedemptionId redemption, int points, DateTimeOffset at)
    {
        var transfer = new Transfer(TransferId.From($"{redemption}/{_transfers++}"), AccountId.Of(Buyer),
            AccountId.Of(Shop), Amount.Of(points), TransferReason.Redemption, redemption, []);
        Apply(AccountId.Of(Shop).Actor, at, new AccountFact.PointsReceived(transfer, points));
    }

    private void Close(Month month, DateTimeOffset at) =>
        Apply(AccountId.Of(Shop).Actor, at, new AccountFact.StatementClosed(AccountId.Of(Shop), month, 1, 1));

    private void Apply(ActorId stream, DateTimeOffset at, IEvent fact)
    {
        var entry = new Entry
        {
            Stream = stream,
            Version = 1,
            Name = "any.v1",
            At = at,
            Caller = Caller.System,
            Command = CommandId.OfRequest("any"),
            Payload = default,
            Body = default,
            Reply = default,
        };
        foreach (var projection in _projections)
            projection.Apply(entry, fact, _writer);
        _writer.Flush();
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text);
}
