using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Points;

/// <summary>What an account's owner sees.</summary>
/// <param name="Balance">What can be spent at the time asked for; expired lots can't, held ones neither.</param>
/// <param name="Expiring">By expiry, the earliest first; what never expires (merchants) is not listed.</param>
public sealed record AccountView(AccountId Account, long Balance, long Held, IReadOnlyList<ExpiringPoints> Expiring);

public readonly record struct ExpiringPoints(long Points, DateTimeOffset At);

/// <summary>The account at a time; null where it isn't open.</summary>
public sealed record GetAccount(DateTimeOffset At) : IQuery<Account, AccountView?>
{
    private const int ExpiringMax = 100;

    public AccountView? Answer(Account state) => state switch
    {
        Account.Holder holder => new(holder.Id, holder.Spendable(At), holder.Held, Expiring(holder)),
        Account.Merchant merchant => new(merchant.Id, merchant.Owned, 0, []),
        Account.Issuance issuance => new(issuance.Id, issuance.Owned, 0, []),
        Account.Expiry expiry => new(expiry.Id, expiry.Owned, 0, []),
        _ => null,
    };

    private List<ExpiringPoints> Expiring(Account.Holder holder) =>
    [
        .. holder.Lots.Parts.SkipWhile(part => part.Lot.ExpiresAt <= At).GroupBy(part => part.Lot.ExpiresAt)
            .Take(ExpiringMax).Select(lots => new ExpiringPoints(lots.Sum(part => (long)part.Points.Value), lots.Key)),
    ];
}

/// <summary>What staff see of a community's issuance.</summary>
/// <param name="InCirculation">Issued and not yet retired; what expired is part of it, on the expiry account.</param>
public sealed record IssuanceView(
    Amount BudgetPerMonth, long IssuedThisMonth, int AwardsWaiting, long PointsWaiting, long InCirculation);

/// <summary>The issuance at a time; null where the account isn't one or isn't open.</summary>
public sealed record GetIssuance(DateTimeOffset At) : IQuery<Account, IssuanceView?>
{
    public IssuanceView? Answer(Account state) => state is Account.Issuance issuance
        ? new(issuance.Budget, issuance.Issued.In(Calendar.MonthOf(At)), issuance.Waiting.Count,
            issuance.Waiting.Points, -issuance.Balance)
        : null;
}
