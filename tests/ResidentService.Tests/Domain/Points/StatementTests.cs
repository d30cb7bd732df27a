using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using static ResidentService.Tests.Domain.Points.Sample;

namespace ResidentService.Tests.Domain.Points;

public sealed class StatementTests
{
    private static readonly Month MonthOfMay = Calendar.MonthOf(May);
    private static readonly LotPart Five = Lot("five", 5, May.AddDays(1));
    private static readonly LotPart Two = Lot("two", 2, June, Hebin);

    [Fact]
    public void A_month_is_not_closed_before_it_is_over() => Shop()
        .When(new AccountCommand.CloseStatement(MonthOfMay), June.AddMilliseconds(-1)).ThenNothing();

    [Fact]
    public void Closing_draws_the_line_and_retires_the_points_of_each_issuer() => Shop()
        .When(new AccountCommand.Receive(Paid("a", NoodleShop, Noodles, Five)))
        .When(new AccountCommand.Receive(Paid("b", NoodleShop, Dumplings, Two)))
        .When(new AccountCommand.CloseStatement(MonthOfMay), June)
        .Then(
            new AccountFact.StatementClosed(NoodleShop, MonthOfMay, 2, 7),
            Retired(0, AccountId.Issuance(Tangdu), 2, Five),
            Retired(1, AccountId.Issuance(Hebin), 0, Two))
        .When(new AccountCommand.CloseStatement(MonthOfMay)).ThenNothing()
        .When(new AccountCommand.RetireClosed()).ThenNothing();

    [Fact]
    public void What_comes_after_the_month_but_before_the_closing_is_on_the_next_statement() => Shop()
        .When(new AccountCommand.Receive(Paid("a", NoodleShop, Noodles, Five)))
        .When(new AccountCommand.Receive(Paid("b", NoodleShop, Dumplings, Two)), June)
        .When(new AccountCommand.CloseStatement(MonthOfMay), June.AddHours(1))
        .Then(
            new AccountFact.StatementClosed(NoodleShop, MonthOfMay, 1, 5),
            Retired(0, AccountId.Issuance(Tangdu), 2, Five))
        .When(new AccountCommand.CloseStatement(MonthOfMay.Plus(1)), June.AddMonths(1))
        .Then(
            new AccountFact.StatementClosed(NoodleShop, MonthOfMay.Plus(1), 1, 2),
            Retired(1, AccountId.Issuance(Hebin), 0, Two));

    [Fact]
    public void An_empty_month_is_closed_too() => Shop()
        .When(new AccountCommand.CloseStatement(MonthOfMay), June)
        .Then(new AccountFact.StatementClosed(NoodleShop, MonthOfMay, 0, 0));

    [Fact]
    public void Closing_a_later_month_closes_those_before_it() => Shop()
        .When(new AccountCommand.Receive(Paid("a", NoodleShop, Noodles, Five)))
        .When(new AccountCommand.CloseStatement(MonthOfMay.Plus(1)), June.AddMonths(1))
        .When(new AccountCommand.CloseStatement(MonthOfMay)).ThenNothing();

    [Fact]
    public void A_shops_lots_do_not_expire() => Assert.Equal(
        5,
        new GetAccount(June.AddYears(9)).Answer(
            Shop().When(new AccountCommand.Receive(Paid("a", NoodleShop, Noodles, Five))).State)!.Balance);

    [Fact]
    public void Very_many_lots_are_retired_in_chunks()
    {
        var lots = Enumerable.Range(0, 20_001).Select(n => Lot($"n{n:00000}", 1, June)).ToArray();
        var account = Shop().And(May, new AccountFact.PointsReceived(Paid("all", NoodleShop, Noodles, lots), 20_001))
            .When(new AccountCommand.CloseStatement(MonthOfMay), June);
        Assert.Equal(1, account.State.Owned);
        var last = account.When(new AccountCommand.RetireClosed()).ThenFact<AccountFact.PointsTransferred>();
        Assert.Contains(
            new Send(NoodleShop.Actor, new AccountCommand.RetireClosed(), "go-on"),
            Sends(NoodleShop, last with { More = true }));
    }

    [Fact]
    public void Each_month_has_a_deadline_from_the_opening_on()
    {
        Assert.Equal(
            [Closing(MonthOfMay, June)], Deadlines(NoodleShop, new AccountFact.AccountOpened(NoodleShop)));
        Assert.Equal(
            [Closing(MonthOfMay.Plus(1), June.AddMonths(1))],
            Deadlines(NoodleShop, new AccountFact.StatementClosed(NoodleShop, MonthOfMay, 0, 0), June.AddHours(1)));
        Assert.Empty(Deadlines(Zhang, new AccountFact.AccountOpened(Zhang)));
    }

    [Fact]
    public void Without_an_account_there_is_nothing_to_close() => Account(May)
        .When(new AccountCommand.CloseStatement(MonthOfMay), June).ThenNothing()
        .When(new AccountCommand.RetireClosed()).ThenNothing();

    private static Given<AccountCommand, AccountFact, Account> Shop() =>
        Account(May, new AccountFact.AccountOpened(NoodleShop));

    private static Deadline.Set Closing(Month month, DateTimeOffset due) =>
        new("statement", due, new(NoodleShop.Actor, new AccountCommand.CloseStatement(month)));

    private static AccountFact.PointsTransferred Retired(int number, AccountId to, long left, LotPart lot) => new(
        new(TransferId.From($"Retirement/{NoodleShop}/{number}"), NoodleShop, to, lot.Points, TransferReason.Retirement,
            null, [lot]),
        left);
}
