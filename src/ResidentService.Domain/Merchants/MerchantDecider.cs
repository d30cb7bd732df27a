using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Redemptions;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Merchants;

public abstract record MerchantCommand : ICommand
{
    private MerchantCommand() { }

    public sealed record Apply(MerchantId Merchant, CommunityId Community, ResidentId Owner, MerchantDetails Details)
        : MerchantCommand;

    /// <summary>New details, for instance a renewed food licence.</summary>
    /// <param name="Over">The details to which the change was made; null: whatever they are.</param>
    public sealed record ChangeDetails(MerchantDetails Details, MerchantDetails? Over = null) : MerchantCommand;

    public sealed record Approve : MerchantCommand;

    public sealed record Suspend(string Reason) : MerchantCommand;

    /// <summary>Ends a suspension.</summary>
    public sealed record Resume : MerchantCommand;

    /// <summary>The shop leaves the alliance for good.</summary>
    public sealed record Leave : MerchantCommand;

    public sealed record BindClerk(ResidentId Resident) : MerchantCommand;

    public sealed record UnbindClerk(ResidentId Resident) : MerchantCommand;

    /// <summary>
    /// A clerk is about to hand this voucher's piece over. Which voucher that is stands in the request's body, so only
    /// the shop, which stands in its path, can tell that the same request now names another voucher.
    /// </summary>
    public sealed record NoteFulfilment(RedemptionId Redemption) : MerchantCommand;
}

/// <param name="CreditCode">统一社会信用代码, 18 characters.</param>
/// <param name="FoodLicenceEndsOn">For food: until when the licence holds.</param>
public sealed record MerchantDetails(
    string Name, string? Address, string? CreditCode, string? FoodLicence, DateOnly? FoodLicenceEndsOn);

public abstract record MerchantRejection(RejectionKind Kind, string Code, string Chinese, string English)
    : Rejection(Kind, Code, Chinese, English)
{
    public sealed record NoSuchMerchant() : MerchantRejection(RejectionKind.NotFound, "not_found",
        "没有找到这家商户，请返回重新选择。", "There is no such merchant. Please choose again.");

    public sealed record NameMalformed() : MerchantRejection(RejectionKind.Invalid, "validation_failed",
        $"请填写商户名称，最多 {MerchantDecider.NameLengthMax} 个字。",
        $"Please give the shop's name, at most {MerchantDecider.NameLengthMax} characters.");

    public sealed record CreditCodeMalformed() : MerchantRejection(RejectionKind.Invalid, "validation_failed",
        "统一社会信用代码是 18 位数字和大写字母，请对照营业执照填写。",
        "The social credit code has 18 digits and capital letters. Please copy it from the business licence.");

    public sealed record LicenceEndMissing() : MerchantRejection(RejectionKind.Invalid, "validation_failed",
        "请填写食品经营许可证的有效期。", "Please give the day on which the food licence ends.");

    public sealed record ReasonMalformed() : MerchantRejection(RejectionKind.Invalid, "validation_failed",
        $"请写明暂停的原因，最多 {MerchantDecider.ReasonLengthMax} 个字。",
        $"Please give the reason, at most {MerchantDecider.ReasonLengthMax} characters.");

    public sealed record AppliedAlready() : MerchantRejection(RejectionKind.Conflict, "already_exists",
        "这家商户已经提交过申请，请在原申请上修改。", "This merchant has applied already. Please change that application.");

    public sealed record HasLeft() : MerchantRejection(RejectionKind.Conflict, "merchant_left",
        "这家商户已经退出联盟，如要回来请重新申请。", "This merchant has left the alliance. To come back, please apply again.");

    public sealed record IsSuspended() : MerchantRejection(RejectionKind.Conflict, "merchant_suspended",
        "这家商户已被暂停，请用“恢复”让它重新营业。", "This merchant is suspended. Please resume it instead.");

    public sealed record NotActive() : MerchantRejection(RejectionKind.Conflict, "merchant_not_active",
        "商户还没有通过审核或已被暂停，请先联系社区。",
        "The merchant is not approved yet, or is suspended. Please call the community first.");

    public sealed record FoodLicenceExpired(DateOnly EndsOn) : MerchantRejection(RejectionKind.Conflict,
        "food_licence_expired",
        $"食品经营许可证的有效期到 {EndsOn:yyyy 年 M 月 d 日}，请商户先更新许可证。",
        $"The food licence ends on {EndsOn:yyyy-MM-dd}. Please have the merchant renew it first.");

    public sealed record TooManyClerks() : MerchantRejection(RejectionKind.Conflict, "too_many_clerks",
        $"一家商户最多 {MerchantDecider.ClerksMax} 名店员，请先移除不再工作的店员。",
        $"A merchant has at most {MerchantDecider.ClerksMax} clerks. Please remove one first.");

    public sealed record OwnerStaysClerk() : MerchantRejection(RejectionKind.Conflict, "owner_stays_clerk",
        "店主一直是店员，不能移除。", "The owner is always a clerk and cannot be removed.");
}

public static class MerchantDecider
{
    public const int NameLengthMax = 60;
    public const int ReasonLengthMax = 200;
    public const int ClerksMax = 50;

    /// <summary>GB 32100-2015.</summary>
    private const int CreditCodeLength = 18;

    public static Decider<MerchantCommand, MerchantFact, Merchant> Value { get; } =
        new("merchant", new Merchant.Unknown(), Decide, Merchant.Evolve);

    public static Decision Decide(MerchantCommand command, Merchant state, Context context) => (command, state) switch
    {
        (MerchantCommand.Apply apply, _) => Apply(apply, state),
        (_, Merchant.Known merchant) => Decide(command, merchant, Calendar.DayOf(context.At)),
        _ => Decision.Reject(new MerchantRejection.NoSuchMerchant()),
    };

    private static Decision Decide(MerchantCommand command, Merchant.Known merchant, DateOnly today) => command switch
    {
        MerchantCommand.ChangeDetails change => ChangeDetails(change, merchant),
        MerchantCommand.Approve => Approve(merchant, today),
        MerchantCommand.Suspend(var reason) => Suspend(reason, merchant),
        MerchantCommand.Resume => Resume(merchant, today),
        MerchantCommand.Leave => merchant is Merchant.Left
            ? Decision.Already()
            : Decision.Accept(new MerchantFact.Left(merchant.Profile.Id)),
        MerchantCommand.BindClerk(var resident) => BindClerk(resident, merchant),
        MerchantCommand.UnbindClerk(var resident) => UnbindClerk(resident, merchant.Profile),
        MerchantCommand.NoteFulfilment(var redemption) =>
            Decision.Accept(new MerchantFact.FulfilmentNoted(merchant.Profile.Id, redemption)),
        _ => throw new InvalidOperationException(command.ToString()),
    };

    private static Decision Apply(MerchantCommand.Apply apply, Merchant state)
    {
        if (state is Merchant.Known(var profile))
        {
            return (profile.Community, profile.Owner, profile.Details) == (apply.Community, apply.Owner, apply.Details)
                ? Decision.Already()
                : Decision.Reject(new MerchantRejection.AppliedAlready());
        }

        return Malformed(apply.Details) is { } malformed
            ? Decision.Reject(malformed)
            : Decision.Accept(
                new MerchantFact.Applied(apply.Merchant, apply.Community, apply.Owner, apply.Details));
    }

    private static Decision ChangeDetails(MerchantCommand.ChangeDetails change, Merchant.Known merchant)
    {
        var details = change.Details;
        if (merchant.Profile.Details == details)
            return Decision.Already();
        if (change.Over is { } over && over != merchant.Profile.Details)
            return Decision.Reject(new ChangedMeanwhile());
        if (Malformed(details) is { } malformed)
            return Decision.Reject(malformed);
        return merchant is Merchant.Left
            ? Decision.Reject(new MerchantRejection.HasLeft())
            : Decision.Accept(new MerchantFact.DetailsChanged(merchant.Profile.Id, details));
    }

    private static MerchantRejection? Malformed(MerchantDetails details)
    {
        if (string.IsNullOrWhiteSpace(details.Name) || details.Name.Length > NameLengthMax)
            return new MerchantRejection.NameMalformed();
        if (details.CreditCode is { } code
            && (code.Length != CreditCodeLength || !code.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c))))
            return new MerchantRejection.CreditCodeMalformed();
        return details is { FoodLicence: not null, FoodLicenceEndsOn: null }
            ? new MerchantRejection.LicenceEndMissing()
            : null;
    }

    private static Decision Approve(Merchant.Known merchant, DateOnly today) => merchant switch
    {
        Merchant.Active => Decision.Already(),
        Merchant.Left => Decision.Reject(new MerchantRejection.HasLeft()),
        Merchant.Suspended => Decision.Reject(new MerchantRejection.IsSuspended()),
        _ => ExpiredLicence(merchant.Profile.Details, today) is { } expired
            ? Decision.Reject(expired)
            : Decision.Accept(new MerchantFact.Approved(merchant.Profile.Id, merchant.Profile.Owner)),
    };

    private static Decision Suspend(string reason, Merchant.Known merchant)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > ReasonLengthMax)
            return Decision.Reject(new MerchantRejection.ReasonMalformed());
        return merchant switch
        {
            Merchant.Suspended => Decision.Already(),
            Merchant.Left => Decision.Reject(new MerchantRejection.HasLeft()),
            Merchant.Active => Decision.Accept(new MerchantFact.Suspended(merchant.Profile.Id, reason)),
            _ => Decision.Reject(new MerchantRejection.NotActive()),
        };
    }

    private static Decision Resume(Merchant.Known merchant, DateOnly today) => merchant switch
    {
        Merchant.Active => Decision.Already(),
        Merchant.Left => Decision.Reject(new MerchantRejection.HasLeft()),
        Merchant.Applied => Decision.Reject(new MerchantRejection.NotActive()),
        _ => ExpiredLicence(merchant.Profile.Details, today) is { } expired
            ? Decision.Reject(expired)
            : Decision.Accept(new MerchantFact.Resumed(merchant.Profile.Id)),
    };

    /// <summary>A shop that sells food needs a licence that ends after today.</summary>
    private static MerchantRejection.FoodLicenceExpired? ExpiredLicence(MerchantDetails details, DateOnly today) =>
        details is { FoodLicence: not null, FoodLicenceEndsOn: { } endsOn } && endsOn <= today ? new(endsOn) : null;

    private static Decision BindClerk(ResidentId resident, Merchant.Known merchant)
    {
        if (merchant.Profile.Clerks.Contains(resident))
            return Decision.Already();
        if (merchant is not Merchant.Active)
            return Decision.Reject(new MerchantRejection.NotActive());
        return merchant.Profile.Clerks.Count < ClerksMax
            ? Decision.Accept(new MerchantFact.ClerkBound(merchant.Profile.Id, resident))
            : Decision.Reject(new MerchantRejection.TooManyClerks());
    }

    private static Decision UnbindClerk(ResidentId resident, MerchantProfile profile)
    {
        if (resident == profile.Owner)
            return Decision.Reject(new MerchantRejection.OwnerStaysClerk());
        return profile.Clerks.Contains(resident)
            ? Decision.Accept(new MerchantFact.ClerkUnbound(profile.Id, resident))
            : Decision.Already();
    }
}
