using System.Collections.Immutable;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Redemptions;

namespace ResidentService.Domain.Points;

/// <summary>
/// An account of points. Each kind stands in a file of its own: Holder, MerchantAccount, Issuance, Expiry.
/// </summary>
public abstract partial record Account
{
    private Account() { }

    /// <summary>What the account owns, spendable and held together; below zero for issuance.</summary>
    public abstract long Owned { get; }

    /// <summary>How many things it remembers: what its size goes by.</summary>
    public virtual int Items => Transfers.Count;

    /// <summary>
    /// Transfers received, given or asked for as awards: each has its effect once. Kept as long as the account, since
    /// an id of 30 characters is cheap beside a point that is counted twice.
    /// </summary>
    public ImmutableHashSet<TransferId> Transfers { get; init; } = [];

    /// <summary>Not opened yet, but remembers what came too early.</summary>
    public sealed record Unknown : Account
    {
        public override long Owned => 0;

        public override int Items => base.Items + Waiting.Count + Answered.Count;

        public AwardQueue Waiting { get; init; } = AwardQueue.Empty;

        public ImmutableHashSet<RedemptionId> Answered { get; init; } = [];
    }

    /// <summary>Where a community's expired points end.</summary>
    public sealed record Expiry(AccountId Id) : Account
    {
        public override long Owned => Balance;

        public long Balance { get; init; }
    }

    public static Account Evolve(Account state, AccountFact fact, DateTimeOffset at) => (state, fact) switch
    {
        (Unknown unknown, _) => Evolve(unknown, fact, at),
        (Holder holder, _) => holder.After(fact, at),
        (Merchant merchant, _) => merchant.After(fact, at),
        (Issuance issuance, _) => issuance.After(fact, at),
        (Expiry expiry, AccountFact.PointsReceived(var transfer, _)) => expiry with
        {
            Balance = expiry.Balance + transfer.Points.Value,
            Transfers = expiry.Transfers.Add(transfer.Id),
        },
        _ => state,
    };

    private static Account Evolve(Unknown unknown, AccountFact fact, DateTimeOffset at) => fact switch
    {
        AccountFact.AccountOpened(var account) => OpenedAs(account, unknown, at),
        AccountFact.AwardQueued queued => unknown with
        {
            Waiting = unknown.Waiting.Add(queued),
            Transfers = unknown.Transfers.Add(queued.Transfer),
        },
        AccountFact.HoldRefused refused => unknown with { Answered = unknown.Answered.Add(refused.Redemption) },
        AccountFact.HoldVoided voided => unknown with { Answered = unknown.Answered.Add(voided.Redemption) },
        _ => unknown,
    };

    private static Account OpenedAs(AccountId account, Unknown before, DateTimeOffset at) => account.Kind switch
    {
        AccountKind.Issuance => new Issuance(account) { Waiting = before.Waiting, Transfers = before.Transfers },
        AccountKind.Merchant => new Merchant(account, Calendar.MonthOf(at)),
        AccountKind.Expiry => new Expiry(account),
        _ => new Holder(account) { Answered = before.Answered },
    };
}

/// <summary>Points counted within the latest month in which there were any.</summary>
public readonly record struct MonthTally(Month? Month, long Points)
{
    public long In(Month month) => Month == month ? Points : 0;

    public MonthTally Plus(Month month, Amount points) => new(month, In(month) + points.Value);
}
