using System.Text.Json.Serialization;
using ResidentService.Domain.Communities;
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
    /// <param name="PolicyVersion">A version that is not newer is an old delivery that comes again.</param>
    public sealed record SetBudget(CommunityId Community, Amount PerMonth, int PolicyVersion) : AccountCommand;

    /// <summary>
    /// Issuance only, a reaction: awards points for service; where the month's budget is spent the award waits in
    /// order.
    /// </summary>
    /// <param name="ExpireAfterMonths">The lot expires at the end of the month so many months after earning.</param>
    public sealed record Issue(
        TransferId Transfer, AccountId To, Amount Points, ServiceEvidence Evidence, int ExpireAfterMonths)
        : AccountCommand;

    /// <summary>
    /// Issuance only: a new month has begun, or the budget grew; waiting awards go on in order, in chunks.
    /// </summary>
    public sealed record IssueWaiting : AccountCommand;

    /// <summary>The payee's acknowledgement of a transfer; it cannot fail. A reaction.</summary>
    public sealed record Receive(Transfer Transfer) : AccountCommand;

    /// <summary>Holds points for a redemption; ends only by Post or Void. A reaction: a refusal is an event.</summary>
    public sealed record Hold(RedemptionId Redemption, Amount Points) : AccountCommand;

    /// <summary>Turns a hold into a transfer. A reaction; cannot be refused.</summary>
    public sealed record PostHold(RedemptionId Redemption, AccountId To) : AccountCommand;

    /// <summary>Gives a hold back. A reaction; cannot be refused.</summary>
    public sealed record VoidHold(RedemptionId Redemption) : AccountCommand;

    /// <summary>
    /// A gift to a member of the own household, or to what all of it has together; or, without a limit, a donation to a
    /// community's fund.
    /// </summary>
    /// <param name="SameHousehold">
    /// What the edge, which alone knows of households, has seen. It is judged here, behind the memory of commands: a
    /// gift that was given is still answered when the receiver has moved out since.
    /// </param>
    /// <param name="Message">To the receiver, sealed with the receiver's key.</param>
    public sealed record Give(
        TransferId Transfer,
        AccountId To,
        Amount Points,
        PointsRules Rules,
        bool SameHousehold,
        Sealed? Message = null) : AccountCommand
    {
        public bool IsToStranger => !SameHousehold && To.Kind != AccountKind.Fund;
    }

    /// <summary>
    /// A household's account, a reaction: the household has closed, and what it has, or gets back, goes to who left last.
    /// </summary>
    /// <param name="To">Null: something has come in, which goes on where the account has been told to pass it on.</param>
    public sealed record PassOn(AccountId? To) : AccountCommand;

    /// <summary>Lots whose time has come go to the expiry account of the community that issued them.</summary>
    public sealed record ExpireLots : AccountCommand;

    /// <summary>An account of a resident or household, a deadline: what expires then is told, once.</summary>
    public sealed record NoteExpiryNear(DateTimeOffset ExpiresAt) : AccountCommand;

    /// <summary>
    /// Merchant accounts: draws the line under a month and retires its points to the issuance accounts.
    /// </summary>
    public sealed record CloseStatement(Month Month) : AccountCommand;

    /// <summary>Merchant accounts: the next chunk of what stands below a line goes on to be retired.</summary>
    public sealed record RetireClosed : AccountCommand;
}

/// <summary>From what a lot was earned.</summary>
/// <param name="Service">Under its first name on disk, from when there were events only.</param>
/// <param name="CheckedInAt">The first check-in of the record.</param>
public sealed record ServiceEvidence(
    [property: JsonPropertyName("event")] ServiceId Service, ResidentId Earner, DateTimeOffset CheckedInAt);

/// <summary>Points of one origin; a part of a lot keeps its origin and expiry wherever it goes.</summary>
/// <param name="Award">The transfer that issued the lot.</param>
public sealed record Lot(
    TransferId Award, CommunityId Issuer, ServiceEvidence Evidence, DateTimeOffset EarnedAt, DateTimeOffset ExpiresAt);

public readonly record struct LotPart(Lot Lot, Amount Points);

/// <summary>A whole, positive number of points from one account to another (DESIGN.md §7).</summary>
/// <param name="Message">Of a gift, sealed with the receiver's key.</param>
public sealed record Transfer(
    TransferId Id,
    AccountId Debit,
    AccountId Credit,
    Amount Points,
    TransferReason Reason,
    RedemptionId? Redemption,
    IReadOnlyList<LotPart> Lots,
    Sealed? Message = null);

public enum TransferReason
{
    Award,
    Redemption,
    Gift,
    Expiry,
    Retirement,
    Donation,

    /// <summary>From a closed household to who left last.</summary>
    PassedOn,
}

[Named("account.gift.reply.v1")]
public sealed record GiftReply(TransferId Transfer) : IReply;

public abstract record AccountRejection(RejectionKind Kind, string Code, string Chinese, string English)
    : Rejection(Kind, Code, Chinese, English)
{
    public sealed record PointsNotPositive() : AccountRejection(RejectionKind.Invalid, "points_not_positive",
        "积分至少是 1 分，请重新填写。", "At least one point, please. Enter a whole number above zero.");

    public sealed record GiftToSelf() : AccountRejection(RejectionKind.Invalid, "gift_to_self",
        "不能把积分送给自己，请选择一位家人。", "Points cannot be given to oneself. Please choose a member of your household.");

    public sealed record GiftTargetNotAllowed() : AccountRejection(RejectionKind.Invalid, "gift_target_not_allowed",
        "积分只能送给家人，或者捐给社区基金，请重新选择。",
        "Points can be given to a member of your household or to the community's fund. Please choose again.");

    public sealed record NotInHousehold() : AccountRejection(RejectionKind.Conflict, "not_in_household",
        "积分只能送给同一个家庭的成员；请先在“我的家庭”里邀请对方加入。",
        "Points go to members of your own household. Please invite this person to your household first.");

    /// <param name="Left">What can still be given this month.</param>
    public sealed record GiftLimitReached(long Left, int Max) : AccountRejection(RejectionKind.Conflict,
        "gift_limit_reached",
        $"每个月最多送 {Max} 分，这个月还可以送 {Left} 分；请少送一些，或者下个月再送。",
        $"At most {Max} points can be given a month; {Left} are left. Please give less, or wait for next month.");

    public sealed record InsufficientPoints(long Missing) : AccountRejection(RejectionKind.Conflict,
        "insufficient_points",
        $"积分不够，还差 {Missing} 分；参加志愿活动可以获得积分。",
        $"You are {Missing} points short. Taking part in volunteer events earns points.");
}

public static class AccountDecider
{
    public static Decider<AccountCommand, AccountFact, Account> Value { get; } =
        new("account", new Account.Unknown(), Decide, Account.Evolve);

    public static Decision Decide(AccountCommand command, Account state, Context context) => (command, state) switch
    {
        (AccountCommand.Open(var account), Account.Unknown) =>
            Decision.Accept(new AccountFact.AccountOpened(account)),
        (AccountCommand.Open, _) => Decision.Already(),
        (AccountCommand.Receive(var transfer), _) => Receive(transfer, state),
        (AccountCommand.SetBudget or AccountCommand.Issue or AccountCommand.IssueWaiting, _) =>
            IssuanceDecisions.Decide(command, state, context.At),
        (AccountCommand.CloseStatement or AccountCommand.RetireClosed, Account.Merchant merchant) =>
            MerchantDecisions.Decide(command, merchant, context.At),
        (_, Account.Holder holder) => HolderDecisions.Decide(command, holder, context.At),
        (_, Account.Unknown unknown) => Decide(command, unknown),
        _ => throw new InvalidOperationException($"{command} at {state}"),
    };

    /// <summary>A payee's account that isn't open yet opens: what is paid never gets lost.</summary>
    private static Decision Receive(Transfer transfer, Account state)
    {
        if (state.Transfers.Contains(transfer.Id))
            return Decision.Already();
        var received = new AccountFact.PointsReceived(transfer, state.Owned + transfer.Points.Value);
        return state is Account.Unknown
            ? Decision.Accept(new AccountFact.AccountOpened(transfer.Credit), received)
            : Decision.Accept(received);
    }

    private static Decision Decide(AccountCommand command, Account.Unknown unknown) => command switch
    {
        AccountCommand.Hold(var redemption, _) when unknown.Answered.Contains(redemption) => Decision.Already(),
        AccountCommand.Hold(var redemption, var points) =>
            Decision.Accept(new AccountFact.HoldRefused(redemption, points, 0, RefusedFor.AccountUnknown)),
        AccountCommand.VoidHold(var redemption) when !unknown.Answered.Contains(redemption) =>
            Decision.Accept(new AccountFact.HoldVoided(redemption, Amount.Zero, Amount.Zero)),
        AccountCommand.Give { IsToStranger: true } => Decision.Reject(new AccountRejection.NotInHousehold()),
        AccountCommand.Give give => Decision.Reject(new AccountRejection.InsufficientPoints(give.Points.Value)),
        _ => Decision.Already(),
    };
}
