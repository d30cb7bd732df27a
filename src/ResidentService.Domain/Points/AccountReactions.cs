using ResidentService.Domain.Households;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Redemptions;

namespace ResidentService.Domain.Points;

public static class AccountReactions
{
    /// <summary>So long before its points expire a person or household is told (DOMAIN.md, Points).</summary>
    internal static readonly TimeSpan ExpiryToldBefore = TimeSpan.FromDays(30);

    public static Reactions<AccountFact> Value { get; } = new(Sends, Deadlines);

    private static IEnumerable<Send> Sends(ActorId source, AccountFact fact, DateTimeOffset at) => fact switch
    {
        AccountFact.PointsTransferred(var transfer, _, More: true) =>
            [Deliver(transfer), new(source, GoOn(transfer.Reason), "go-on")],
        AccountFact.PointsTransferred(var transfer, _, _) => [Deliver(transfer)],
        AccountFact.PointsHeld { More: false } held =>
            [new(held.Redemption.Actor, new RedemptionCommand.NotePointsHeld())],
        AccountFact.HoldRefused refused =>
            [new(refused.Redemption.Actor, new RedemptionCommand.NoteRefused(refused.Reason))],
        AccountFact.PointsReceived({ Credit.Kind: AccountKind.Household }, _) => [PassOn(source)],
        AccountFact.HoldVoided { Points.Value: > 0 } voided => Voided(source, voided),
        AccountFact.ExpiryNear({ Household: { } household }, var points, var expiresAt) =>
            [new(household.Actor, new HouseholdCommand.NotePointsExpiring(points, expiresAt))],
        _ => [],
    };

    private static IEnumerable<Send> Voided(ActorId source, AccountFact.HoldVoided voided)
    {
        // The deadlines of these lots have fired while they were held.
        if (voided.Expired > Amount.Zero)
            yield return new(source, new AccountCommand.ExpireLots());
        if (Id.Parse<AccountId>(source.Key).Kind == AccountKind.Household)
            yield return PassOn(source);
    }

    /// <summary>Does nothing unless the household has closed meanwhile.</summary>
    private static Send PassOn(ActorId household) => new(household, new AccountCommand.PassOn(To: null), "pass-on");

    private static Send Deliver(Transfer transfer) =>
        new(transfer.Credit.Actor, new AccountCommand.Receive(transfer));

    private static AccountCommand GoOn(TransferReason reason) => reason switch
    {
        TransferReason.Award => new AccountCommand.IssueWaiting(),
        TransferReason.Expiry => new AccountCommand.ExpireLots(),
        TransferReason.Retirement => new AccountCommand.RetireClosed(),
        TransferReason.PassedOn => new AccountCommand.PassOn(To: null),
        _ => throw new InvalidOperationException($"{reason} has no chunks"),
    };

    private static IEnumerable<Deadline> Deadlines(ActorId source, AccountFact fact, DateTimeOffset at) => fact switch
    {
        AccountFact.PointsReceived({ Credit.Kind: AccountKind.Resident or AccountKind.Household or AccountKind.Fund }
            and var transfer, _) => Expire(source, transfer),
        AccountFact.AccountOpened({ Kind: AccountKind.Merchant }) => [Close(source, Calendar.MonthOf(at))],
        AccountFact.StatementClosed(_, var month, _, _) => [Close(source, month.Plus(1))],
        AccountFact.AwardQueued queued => [IssueAfter(source, queued.Month)],
        AccountFact.AwardsWaiting(var month, _, _) => [IssueAfter(source, month)],
        _ => [],
    };

    /// <summary>One deadline for all lots that expire at the same time, however often some of them come in.</summary>
    private static IEnumerable<Deadline> Expire(ActorId source, Transfer transfer)
    {
        foreach (var at in transfer.Lots.Select(part => part.Lot.ExpiresAt).Distinct())
        {
            var day = $"{Calendar.Local(at):yyyy-MM-dd}";
            yield return new Deadline.Set($"expire-{day}", at, new(source, new AccountCommand.ExpireLots()));
            if (transfer.Credit.Kind != AccountKind.Fund)
            {
                yield return new Deadline.Set(
                    $"expiring-{day}", at - ExpiryToldBefore, new(source, new AccountCommand.NoteExpiryNear(at)));
            }
        }
    }

    private static Deadline.Set Close(ActorId source, Month month) =>
        new("statement", month.End, new(source, new AccountCommand.CloseStatement(month)));

    private static Deadline.Set IssueAfter(ActorId source, Month month) =>
        new("month", month.End, new(source, new AccountCommand.IssueWaiting()));
}
