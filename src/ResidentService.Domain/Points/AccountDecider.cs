using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Redemptions;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Points;

public abstract record AccountCommand : ICommand
{
    private AccountCommand() { }

    /// <summary>Opens the account of a resident, household or merchant. A reaction; repeats do nothing.</summary>
    public sealed record Open(AccountId Account) : AccountCommand;

    /// <summary>Opens a community's issuance account, or changes its budget of the month.</summary>
    public sealed record SetBudget(CommunityId Community, Amount PerMonth) : AccountCommand;

    /// <summary>
    /// Issuance only, a reaction: awards points for service; where the month's budget is spent the award waits in order.
    /// </summary>
    /// <param name="ExpireAfterMonths">The lot expires at the end of the month so many months after it was earned.</param>
    public sealed record Issue(
        TransferId Transfer, AccountId To, Amount Points, ServiceEvidence Evidence, int ExpireAfterMonths)
        : AccountCommand;

    /// <summary>Issuance only: a new month has begun, or the budget grew; waiting awards go on in order, in chunks.</summary>
    public sealed record IssueWaiting : AccountCommand;

    /// <summary>The payee's acknowledgement of a transfer; it cannot fail. A reaction.</summary>
    public sealed record Receive(Transfer Transfer) : AccountCommand;

    /// <summary>Holds points for a redemption; ends only by Post or Void. A reaction: a refusal is an event.</summary>
    public sealed record Hold(RedemptionId Redemption, Amount Points) : AccountCommand;

    /// <summary>Turns a hold into a transfer. A reaction; cannot be refused.</summary>
    public sealed record PostHold(RedemptionId Redemption, AccountId To) : AccountCommand;

    /// <summary>Gives a hold back. A reaction; cannot be refused.</summary>
    public sealed record VoidHold(RedemptionId Redemption) : AccountCommand;

    /// <summary>A gift to a member of the own household; the edge has looked at the household.</summary>
    public sealed record Give(TransferId Transfer, AccountId To, Amount Points, PointsRules Rules) : AccountCommand;

    /// <summary>Lots whose time has come go to the expiry account of the community that issued them.</summary>
    public sealed record ExpireLots : AccountCommand;

    /// <summary>Merchant accounts: draws the line under a month and retires its points to the issuance accounts.</summary>
    public sealed record CloseStatement(Month Month) : AccountCommand;
}

/// <summary>From what a lot was earned.</summary>
/// <param name="CheckedInAt">The first check-in of the record.</param>
public sealed record ServiceEvidence(EventId Event, ResidentId Earner, DateTimeOffset CheckedInAt);

/// <summary>Points of one origin; a part of a lot keeps its origin and expiry wherever it goes.</summary>
/// <param name="Award">The transfer that issued the lot.</param>
public sealed record Lot(
    TransferId Award, CommunityId Issuer, ServiceEvidence Evidence, DateTimeOffset EarnedAt, DateTimeOffset ExpiresAt);

public readonly record struct LotPart(Lot Lot, Amount Points);

/// <summary>A whole, positive number of points from one account to another (DESIGN.md §7).</summary>
public sealed record Transfer(
    TransferId Id,
    AccountId Debit,
    AccountId Credit,
    Amount Points,
    TransferReason Reason,
    RedemptionId? Redemption,
    IReadOnlyList<LotPart> Lots);

public enum TransferReason
{
    Award,
    Redemption,
    Gift,
    Expiry,
    Retirement,
}
