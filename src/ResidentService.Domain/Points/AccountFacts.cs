using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Redemptions;

namespace ResidentService.Domain.Points;

/// <summary>
/// Facts on disk: change with care. <c>BalanceAfter</c> is always what the account owns, spendable and held together
/// (below zero for issuance): so the signed points of an account's entries add up to it, and a hold is no entry.
/// </summary>
public abstract record AccountFact : IEvent
{
    private AccountFact() { }

    [Named("account.opened.v1")]
    public sealed record AccountOpened(AccountId Account) : AccountFact;

    [Named("account.budget-set.v1")]
    public sealed record BudgetSet(CommunityId Community, Amount PerMonth, int PolicyVersion) : AccountFact;

    /// <summary>
    /// The budget of the month is spent, or awards that came earlier wait: this one waits behind them.
    /// </summary>
    /// <param name="Month">In which it began to wait.</param>
    [Named("award.queued.v1")]
    public sealed record AwardQueued(
        TransferId Transfer, AccountId To, Amount Points, ServiceEvidence Evidence, int ExpireAfterMonths, Month Month)
        : AccountFact;

    /// <summary>Awards still wait though a new month's budget is spent: staff are alerted once a month.</summary>
    [Named("award.waiting.v1")]
    public sealed record AwardsWaiting(Month Month, int Count, long Points) : AccountFact;

    /// <summary>In the payer's stream: the whole transfer.</summary>
    /// <param name="More">The last of a chunk: the command that made it goes on.</param>
    [Named("points.transferred.v1")]
    public sealed record PointsTransferred(Transfer Transfer, long BalanceAfter, bool More = false) : AccountFact;

    /// <summary>In the payee's stream: acknowledges what the payer's stream says.</summary>
    [Named("points.received.v1")]
    public sealed record PointsReceived(Transfer Transfer, long BalanceAfter) : AccountFact;

    /// <param name="More">Another fact of the same decision holds more lots for the same redemption.</param>
    [Named("hold.placed.v1")]
    public sealed record PointsHeld(
        RedemptionId Redemption, AccountId Account, Amount Points, IReadOnlyList<LotPart> Lots, bool More = false)
        : AccountFact;

    [Named("hold.refused.v1")]
    public sealed record HoldRefused(RedemptionId Redemption, Amount Points, long Available, RefusedFor Reason)
        : AccountFact;

    /// <param name="Points">What was held; zero when the void came before the hold, which then holds nothing.</param>
    /// <param name="Expired">Of these, what would have expired meanwhile, and does so now.</param>
    [Named("hold.voided.v1")]
    public sealed record HoldVoided(RedemptionId Redemption, Amount Points, Amount Expired) : AccountFact;

    /// <summary>The owner is told that what they do not spend will be gone.</summary>
    /// <param name="Points">Spendable, of the lots that expire then.</param>
    [Named("points.expiry-near.v1")]
    public sealed record ExpiryNear(AccountId Account, Amount Points, DateTimeOffset ExpiresAt) : AccountFact;

    /// <summary>A closed household's account: what it has and what comes in goes to somebody else.</summary>
    [Named("account.passing-on.v1")]
    public sealed record PassingOn(AccountId Account, AccountId To) : AccountFact;

    /// <summary>The line under a merchant's month; what was received before it is retired from here on.</summary>
    /// <param name="Count">Receipts in the statement.</param>
    [Named("statement.closed.v1")]
    public sealed record StatementClosed(AccountId Account, Month Month, int Count, long Points) : AccountFact;
}
