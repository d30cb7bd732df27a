using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using static ResidentService.Tests.Domain.Points.Sample;

namespace ResidentService.Tests.Domain.Points;

public sealed class IssuanceTests
{
    private static readonly AccountId Issuance = AccountId.Issuance(Tangdu);
    private static readonly Month MonthOfMay = Calendar.MonthOf(May);

    [Fact]
    public void A_budget_opens_the_account() => Account(May)
        .When(Budget(100))
        .Then(new AccountFact.AccountOpened(Issuance), new AccountFact.BudgetSet(Tangdu, Amount.Of(100), 1));

    [Fact]
    public void A_budget_of_an_older_policy_that_is_delivered_late_changes_nothing() => BudgetOf(100)
        .When(Budget(300, policyVersion: 3))
        .When(Budget(100, policyVersion: 2))
        .ThenNothing();

    [Fact]
    public void The_same_budget_changes_nothing() => BudgetOf(100).When(Budget(100)).ThenNothing();

    [Fact]
    public void An_award_is_a_new_lot_that_expires_at_the_end_of_a_month_36_months_later()
    {
        var transferred = BudgetOf(100).When(Issue("first", 8)).ThenFact<AccountFact.PointsTransferred>();
        Assert.Equal(-8, transferred.BalanceAfter);
        Assert.Equal((Issuance, Zhang), (transferred.Transfer.Debit, transferred.Transfer.Credit));
        var part = Assert.Single(transferred.Transfer.Lots);
        var lot = new Lot(Transfer("first"), Tangdu, Evidence(), May, June.AddYears(3));
        Assert.Equal(new LotPart(lot, Amount.Of(8)), part);
    }

    [Fact]
    public void An_award_reaches_the_payee()
    {
        var fact = BudgetOf(100).When(Issue("first", 8)).ThenFact<AccountFact.PointsTransferred>();
        Assert.Equal([new Send(Zhang.Actor, new AccountCommand.Receive(fact.Transfer))], Sends(Issuance, fact));
    }

    [Fact]
    public void An_award_is_issued_once() => BudgetOf(100).When(Issue("a", 8)).When(Issue("a", 8)).ThenNothing();

    [Fact]
    public void No_points_are_no_award() => BudgetOf(100).When(Issue("none", 0)).ThenNothing();

    [Fact]
    public void What_the_budget_does_not_hold_waits()
    {
        var account = BudgetOf(10).When(Issue("a", 8)).When(Issue("b", 3)).Then(Queued("b", 3));
        account.When(Issue("b", 3)).ThenNothing();
        Assert.Equal(
            new IssuanceView(Amount.Of(10), 8, 1, 3, 8), new GetIssuance(May).Answer(account.State));
    }

    [Fact]
    public void Nobody_overtakes_whoever_waits() => BudgetOf(10)
        .When(Issue("a", 8)).When(Issue("b", 3)).When(Issue("c", 1)).Then(Queued("c", 1));

    [Fact]
    public void An_award_before_any_budget_waits_for_it()
    {
        var account = Account(May).When(Issue("a", 8)).Then(Queued("a", 8));
        account.When(Issue("a", 8)).ThenNothing();
        account.When(new AccountCommand.IssueWaiting()).ThenNothing();
        Assert.Equal(Transfer("a"), account.When(Budget(10, policyVersion: 2)).ThenFact<AccountFact.PointsTransferred>().Transfer.Id);
    }

    [Fact]
    public void A_higher_budget_moves_the_queue() => Assert.Equal(
        Transfer("b"),
        BudgetOf(10).When(Issue("a", 8)).When(Issue("b", 3)).When(Issue("c", 5)).When(Budget(11, policyVersion: 2))
            .ThenFact<AccountFact.PointsTransferred>().Transfer.Id);

    [Fact]
    public void A_new_month_moves_the_queue_in_order_and_tells_staff_what_still_waits()
    {
        var account = BudgetOf(10).When(Issue("a", 8)).When(Issue("b", 3)).When(Issue("c", 7)).When(Issue("d", 1))
            .When(new AccountCommand.IssueWaiting()).ThenNothing()
            .When(new AccountCommand.IssueWaiting(), June);
        Assert.Equal(new(Calendar.MonthOf(June), 1, 1), account.ThenFact<AccountFact.AwardsWaiting>());
        Assert.Equal(10, new GetIssuance(June).Answer(account.State)!.IssuedThisMonth);
        account.When(new AccountCommand.IssueWaiting()).ThenNothing();
    }

    [Fact]
    public void A_new_month_needs_no_deadline_to_have_fired()
    {
        var account = BudgetOf(10).When(Issue("a", 8)).When(Issue("b", 3)).When(Issue("c", 2), June);
        Assert.Equal(0, new GetIssuance(June).Answer(account.State)!.AwardsWaiting);
        Assert.Equal(-13, account.State.Owned);
    }

    [Fact]
    public void Many_waiting_awards_go_on_in_chunks()
    {
        var account = BudgetOf(0);
        foreach (var number in Enumerable.Range(0, 250))
            account.When(Issue($"n{number:000}", 1));

        account.When(Budget(1000, policyVersion: 2));
        var last = ((Account.Issuance)account.State).Waiting;
        Assert.Equal(150, last.Count);
        account.When(new AccountCommand.IssueWaiting()).When(new AccountCommand.IssueWaiting());
        Assert.Equal((0, -250), (((Account.Issuance)account.State).Waiting.Count, account.State.Owned));
        account.When(new AccountCommand.IssueWaiting()).ThenNothing();
    }

    [Fact]
    public void A_chunk_drives_the_next_one() => Assert.Contains(
        new Send(Issuance.Actor, new AccountCommand.IssueWaiting(), "go-on"),
        Sends(Issuance, new AccountFact.PointsTransferred(Award("a", Zhang, Lot("a", 1, June)), -1, More: true)));

    [Fact]
    public void What_waits_is_looked_at_when_the_month_is_over()
    {
        var next = new Deadline.Set("month", June, new(Issuance.Actor, new AccountCommand.IssueWaiting()));
        Assert.Equal([next], Deadlines(Issuance, Queued("a", 8)));
        Assert.Equal([next], Deadlines(Issuance, new AccountFact.AwardsWaiting(MonthOfMay, 1, 8)));
    }

    [Fact]
    public void Retired_points_bring_the_balance_back_toward_zero()
    {
        var retired = new Transfer(
            Transfer("back"), NoodleShop, Issuance, Amount.Of(5), TransferReason.Retirement, null, [Lot("a", 5, June)]);
        BudgetOf(10).When(Issue("a", 8)).When(new AccountCommand.Receive(retired))
            .Then(new AccountFact.PointsReceived(retired, -3))
            .When(new AccountCommand.Receive(retired)).ThenNothing();
    }

    private static Given<AccountCommand, AccountFact, Account> BudgetOf(int points) =>
        Account(May).When(Budget(points));

    private static AccountFact.AwardQueued Queued(string id, int points) =>
        new(Transfer(id), Zhang, Amount.Of(points), Evidence(), 36, MonthOfMay);
}
