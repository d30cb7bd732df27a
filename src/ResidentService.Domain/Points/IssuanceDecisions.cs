using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Points;

/// <summary>What a community's issuance account decides: awards in order, as far as the month's budget goes.</summary>
internal static class IssuanceDecisions
{
    public static Decision Decide(AccountCommand command, Account state, DateTimeOffset now) => (command, state) switch
    {
        (AccountCommand.SetBudget set, _) => SetBudget(set, state, now),
        (AccountCommand.Issue issue, _) when state.Transfers.Contains(issue.Transfer) || issue.Points == Amount.Zero =>
            Decision.Already(),
        (AccountCommand.Issue issue, Account.Issuance account) => Issue(issue, account, now),
        // Without a budget, and so without an account, there is nothing to issue from: the award waits for it.
        (AccountCommand.Issue issue, Account.Unknown) => Decision.Accept(Queue(issue, now)),
        (AccountCommand.IssueWaiting, Account.Issuance account) => Decision.Accept(IssueWaiting(account, now)),
        (AccountCommand.IssueWaiting, Account.Unknown) => Decision.Already(),
        _ => throw new InvalidOperationException($"{command} at {state}"),
    };

    private static Decision SetBudget(AccountCommand.SetBudget set, Account state, DateTimeOffset now)
    {
        if (state is Account.Issuance account
            && (set.PolicyVersion <= account.PolicyVersion || account.Budget == set.PerMonth))
            return Decision.Already();
        var facts = new List<IEvent>();
        if (state is Account.Unknown)
            facts.Add(new AccountFact.AccountOpened(AccountId.Issuance(set.Community)));
        facts.Add(new AccountFact.BudgetSet(set.Community, set.PerMonth, set.PolicyVersion));
        return Decision.Accept([.. facts, .. IssueWaiting(After(state, facts, now), now)]);
    }

    /// <summary>
    /// Nobody overtakes: where awards wait, this one goes behind them, and then the queue moves as far as it can. So
    /// the first award of a new month needs no deadline to have fired.
    /// </summary>
    private static Decision Issue(AccountCommand.Issue issue, Account.Issuance account, DateTimeOffset now)
    {
        if (account.Waiting.Count == 0 && account.Fits(issue.Points, Calendar.MonthOf(now)))
            return Decision.Accept(Award(issue, account));
        var queued = Queue(issue, now);
        return Decision.Accept([queued, .. IssueWaiting(account.After(queued, now), now)]);
    }

    private static AccountFact.AwardQueued Queue(AccountCommand.Issue issue, DateTimeOffset now) => new(
        issue.Transfer, issue.To, issue.Points, issue.Evidence, issue.ExpireAfterMonths, Calendar.MonthOf(now));

    private static List<IEvent> IssueWaiting(Account.Issuance account, DateTimeOffset now)
    {
        var month = Calendar.MonthOf(now);
        var facts = new List<IEvent>();
        while (account.Waiting.First is { } first && account.Fits(first.Points, month))
        {
            if (facts.Count == Payments.TransfersPerChunkMax)
            {
                facts[^1] = (AccountFact.PointsTransferred)facts[^1] with { More = true };
                return facts;
            }

            var award = Award(first, account);
            facts.Add(award);
            account = account.After(award, now);
        }

        if (account.Waiting.Count > 0 && account.NotedMonth != month)
            facts.Add(new AccountFact.AwardsWaiting(month, account.Waiting.Count, account.Waiting.Points));
        return facts;
    }

    /// <summary>A new lot: earned at the check-in, it expires at the end of a month (DOMAIN.md, Points).</summary>
    private static AccountFact.PointsTransferred Award(AccountCommand.Issue issue, Account.Issuance account)
    {
        var earnedAt = issue.Evidence.CheckedInAt;
        var expiresAt = Calendar.MonthOf(earnedAt).Plus(issue.ExpireAfterMonths).End;
        var lot = new Lot(issue.Transfer, account.Community, issue.Evidence, earnedAt, expiresAt);
        var transfer = new Transfer(issue.Transfer, account.Id, issue.To, issue.Points, TransferReason.Award, null,
            [new(lot, issue.Points)]);
        return new(transfer, account.Owned - issue.Points.Value);
    }

    private static Account.Issuance After(Account state, IEnumerable<IEvent> facts, DateTimeOffset now) =>
        (Account.Issuance)facts.Cast<AccountFact>().Aggregate(state, (next, fact) => Account.Evolve(next, fact, now));
}
