using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.ProxyActing;

public abstract record MandateCommand : ICommand
{
    private MandateCommand() { }

    /// <param name="By">The resident, or the worker who has the signed form.</param>
    public sealed record Give(
        ResidentId Resident, ResidentId Helper, IReadOnlyList<Power> Powers, DateTimeOffset Until,
        string? PaperConsent, ResidentId By) : MandateCommand;

    public sealed record Withdraw(ResidentId Resident, ResidentId Helper, bool ByHelper) : MandateCommand;

    /// <summary>The helper asks to do something, or to see it.</summary>
    public sealed record Use(ResidentId Resident, ResidentId Helper, Power Power, string Operation, bool IsLook)
        : MandateCommand;
}

/// <summary>In order of precedence.</summary>
public abstract record MandateRejection(RejectionKind Kind, string Code, string Chinese, string English)
    : Rejection(Kind, Code, Chinese, English)
{
    public sealed record OwnHelper() : MandateRejection(RejectionKind.Invalid, "helper_is_self",
        "自己的事不用授权给自己，请选择别人。", "Nobody needs to trust themself. Please choose somebody else.");

    public sealed record NamesThemself() : MandateRejection(RejectionKind.NotAllowed, "not_allowed",
        "工作人员不能把自己登记为帮办员，请由另一位工作人员登记。",
        "A worker cannot record themself as a helper. Please ask another worker.");

    public sealed record MandateInvalid() : MandateRejection(RejectionKind.Invalid, "mandate_invalid",
        $"请至少选一项代办事项，到期日在今天以后、{MandateDecider.DaysMax} 天以内。",
        $"Please name at least one power, and an end after today and within {MandateDecider.DaysMax} days.");

    public sealed record TooManyHelpers() : MandateRejection(RejectionKind.Conflict, "too_many_helpers",
        $"最多 {MandateDecider.HelpersMax} 位帮办员，请先收回一位。",
        $"There can be {MandateDecider.HelpersMax} helpers. Please withdraw one first.");

    public sealed record NotHelper() : MandateRejection(RejectionKind.NotAllowed, "not_a_helper",
        "您没有替这个人办这件事的授权，或授权已到期，请本人授权或联系社区。",
        "This person has not trusted you with this, or not any more. Please ask them, or the community.");

    public sealed record DailyLimit() : MandateRejection(RejectionKind.Conflict, "helper_daily_limit",
        $"一天最多替一个人办 {MandateDecider.UsesPerDayMax} 次，请明天再办，或由本人办理。",
        $"A helper can do {MandateDecider.UsesPerDayMax} things a day for one person. Please go on tomorrow.");
}

public static class MandateDecider
{
    public const int HelpersMax = 10;

    public const int DaysMax = 366;

    public const int UsesPerDayMax = 40;

    public static Decider<MandateCommand, MandateFact, Mandates> Value { get; } =
        new("mandate", Mandates.None, Decide, Mandates.Evolve);

    /// <summary>A resident has one.</summary>
    public static ActorId ActorOf(ResidentId resident) => new("mandate", resident.Value);

    public static Decision Decide(MandateCommand command, Mandates state, Context context) => command switch
    {
        MandateCommand.Give give => Give(give, state, context.At),
        MandateCommand.Withdraw(var resident, var helper, var byHelper) => state.Helpers.ContainsKey(helper)
            ? Decision.Accept(new MandateFact.Withdrawn(resident, helper, byHelper))
            : Decision.Already(),
        MandateCommand.Use use => Use(use, state, context.At),
        _ => throw new InvalidOperationException(command.ToString()),
    };

    private static Decision Give(MandateCommand.Give give, Mandates state, DateTimeOffset now)
    {
        var (resident, helper, powers, until, paper, by) = give;
        if (helper == resident)
            return Decision.Reject(new MandateRejection.OwnHelper());
        if (helper == by)
            return Decision.Reject(new MandateRejection.NamesThemself());
        if (powers.Count == 0 || until <= now || until > now.AddDays(DaysMax))
            return Decision.Reject(new MandateRejection.MandateInvalid());
        var known = state.Helpers.GetValueOrDefault(helper);
        if (known is not null && known.Powers.SetEquals(powers) && known.Until == until && known.PaperConsent == paper)
            return Decision.Already();
        return known is null && state.Helpers.Values.Count(one => one.Until > now) >= HelpersMax
            ? Decision.Reject(new MandateRejection.TooManyHelpers())
            : Decision.Accept(new MandateFact.Given(resident, helper, [.. powers.Distinct().Order()], until, paper));
    }

    private static Decision Use(MandateCommand.Use use, Mandates state, DateTimeOffset now)
    {
        var (resident, helper, power, operation, isLook) = use;
        if (!state.Trusts(helper, power, now))
            return Decision.Reject(new MandateRejection.NotHelper());
        var mandate = state.Helpers[helper];
        var today = Calendar.DayOf(now);
        if (isLook && mandate.HasLookedOn(today, power))
            return Decision.Already();
        return !isLook && mandate.UsesOn(today) >= UsesPerDayMax
            ? Decision.Reject(new MandateRejection.DailyLimit())
            : Decision.Accept(new MandateFact.Used(resident, helper, power, operation, isLook));
    }
}
