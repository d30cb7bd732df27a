using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Meals;

public abstract record KitchenCommand : ICommand
{
    private KitchenCommand() { }

    public sealed record Open(KitchenId Kitchen, CommunityId Community, KitchenDetails Details) : KitchenCommand;

    public sealed record Change(KitchenDetails Details) : KitchenCommand;

    /// <summary>No more menus; standing orders end, days that are out stay.</summary>
    public sealed record Close : KitchenCommand;

    public sealed record Reopen : KitchenCommand;

    public sealed record BeginStanding(StandingDue Standing, StandingTerms Terms, Sealed Slip) : KitchenCommand;

    /// <param name="Pause">Instead of the one that there was; null: none.</param>
    public sealed record SetPause(StandingId Standing, Pause? Pause) : KitchenCommand;

    public sealed record EndStanding(StandingId Standing) : KitchenCommand;

    /// <summary>A reaction of a day whose menu is out.</summary>
    public sealed record NoteMenu(DateOnly Day, DateTimeOffset CutOff) : KitchenCommand;

    /// <summary>A reaction of a day whose menu was withdrawn.</summary>
    public sealed record ForgetMenu(DateOnly Day) : KitchenCommand;
}

/// <summary>In order of precedence.</summary>
public abstract record KitchenRejection(RejectionKind Kind, string Code, string Chinese, string English)
    : Rejection(Kind, Code, Chinese, English)
{
    public sealed record NoSuchKitchen() : KitchenRejection(RejectionKind.NotFound, "not_found",
        "没有找到这个助餐点，请返回重新选择。", "There is no such kitchen. Please go back and choose again.");

    public sealed record KitchenInvalid() : KitchenRejection(RejectionKind.Invalid, "kitchen_invalid",
        "助餐点的位置或每日份数不对，请检查后重填。",
        "The place or the number of meals of the kitchen is not right. Please correct it.");

    public sealed record KitchenClosed() : KitchenRejection(RejectionKind.Conflict, "kitchen_closed",
        "这个助餐点已停止供餐，请选择别的助餐点。", "This kitchen has closed. Please choose another one.");

    public sealed record NoSuchStanding() : KitchenRejection(RejectionKind.NotFound, "not_found",
        "没有找到这份长期订餐，请刷新后再看。", "There is no such standing order. Please look again.");

    public sealed record DatesInvalid() : KitchenRejection(RejectionKind.Invalid, "dates_invalid",
        $"请选择星期几和起止日期：从今天起，最长 {StandingTerms.DaysMax} 天。",
        $"Please give weekdays, a first and a last day: from today, at most {StandingTerms.DaysMax} days.");

    public sealed record StandingExists() : KitchenRejection(RejectionKind.Conflict, "standing_exists",
        "在这个助餐点已经有一份长期订餐，请先停止它再重新订。",
        "There is a standing order at this kitchen already. Please end it first.");

    public sealed record TooManyStanding() : KitchenRejection(RejectionKind.Conflict, "kitchen_full",
        "这个助餐点的长期订餐已满，请按天订餐或选择别的助餐点。",
        "This kitchen takes no more standing orders. Please order day by day, or choose another kitchen.");
}

public static class KitchenDecider
{
    public const int StandingMax = 5_000;

    /// <summary>People that one fact names.</summary>
    internal const int PeopleMax = 200;

    public static Decider<KitchenCommand, KitchenFact, Kitchen> Value { get; } =
        new("kitchen", new Kitchen.Unknown(), Decide, Kitchen.Evolve);

    public static Decision Decide(KitchenCommand command, Kitchen state, Context context) => (command, state) switch
    {
        (KitchenCommand.Open open, Kitchen.Unknown) => IsSound(open.Details)
            ? Decision.Accept(new KitchenFact.Opened(open.Kitchen, open.Community, open.Details))
            : Decision.Reject(new KitchenRejection.KitchenInvalid()),
        (KitchenCommand.Open, _) => Decision.Already(),
        (KitchenCommand.NoteMenu or KitchenCommand.ForgetMenu, Kitchen.Unknown) => Decision.Already(),
        (_, Kitchen.Known kitchen) => Decide(command, kitchen, context.At),
        _ => Decision.Reject(new KitchenRejection.NoSuchKitchen()),
    };

    private static Decision Decide(KitchenCommand command, Kitchen.Known kitchen, DateTimeOffset now) => command switch
    {
        KitchenCommand.Change(var details) => Change(details, kitchen),
        KitchenCommand.Close => kitchen.IsClosed ? Decision.Already() : Close(kitchen),
        KitchenCommand.Reopen => kitchen.IsClosed
            ? Decision.Accept(new KitchenFact.Reopened(kitchen.Id))
            : Decision.Already(),
        KitchenCommand.NoteMenu(var day, var cutOff) => NoteMenu(day, cutOff, kitchen),
        KitchenCommand.ForgetMenu(var day) => kitchen.DaysOut.ContainsKey(day)
            ? Decision.Accept(new KitchenFact.MenuForgotten(kitchen.Id, day))
            : Decision.Already(),
        KitchenCommand.BeginStanding begin => Begin(begin, kitchen, now),
        KitchenCommand.SetPause(var id, var pause) => SetPause(id, pause, kitchen, now),
        KitchenCommand.EndStanding(var id) => kitchen.Find(id) is { } order
            ? Decision.Accept(new KitchenFact.StandingEnded(
                kitchen.Id, order.Due, [.. kitchen.OpenDays(now).Where(order.IsFor)]))
            : Decision.Already(),
        _ => throw new InvalidOperationException(command.ToString()),
    };

    private static bool IsSound(KitchenDetails details) => details.QuotaPerDay is >= 1 and <= Menu.QuotaMax
        && GeoPoint.TryCreate(details.Latitude, details.Longitude, out _);

    private static Decision Change(KitchenDetails details, Kitchen.Known kitchen)
    {
        if (!IsSound(details))
            return Decision.Reject(new KitchenRejection.KitchenInvalid());
        return details == kitchen.Details
            ? Decision.Already()
            : Decision.Accept(new KitchenFact.Changed(kitchen.Id, details));
    }

    private static Decision Close(Kitchen.Known kitchen) => Decision.Accept(
    [
        new KitchenFact.Closed(kitchen.Id),
        .. Ordered(kitchen).Select(order => order.Due).Chunk(PeopleMax)
            .Select(some => new KitchenFact.StandingCalledOff(kitchen.Id, some)),
    ]);

    private static Decision NoteMenu(DateOnly day, DateTimeOffset cutOff, Kitchen.Known kitchen)
    {
        if (kitchen.DaysOut.ContainsKey(day))
            return Decision.Already();
        return Decision.Accept(
        [
            new KitchenFact.MenuNoted(kitchen.Id, day, cutOff),
            .. Ordered(kitchen).Where(order => order.IsFor(day)).Select(order => order.Due).Chunk(PeopleMax)
                .Select(due => new KitchenFact.StandingTold(kitchen.Id, day, due)),
        ]);
    }

    /// <summary>In an order that a state read from a snapshot has too.</summary>
    private static IEnumerable<StandingOrder> Ordered(Kitchen.Known kitchen) =>
        kitchen.Standing.Values.OrderBy(order => order.Due.Standing.Value, StringComparer.Ordinal);

    private static Decision Begin(KitchenCommand.BeginStanding begin, Kitchen.Known kitchen, DateTimeOffset now)
    {
        var (due, terms, slip) = begin;
        var today = Calendar.DayOf(now);
        if (kitchen.IsClosed)
            return Decision.Reject(new KitchenRejection.KitchenClosed());
        if (!terms.IsSound(today))
            return Decision.Reject(new KitchenRejection.DatesInvalid());
        if (kitchen.Standing.TryGetValue(due.Resident, out var known) && known.Terms.To >= today)
        {
            return known.Due.Standing == due.Standing
                ? Decision.Already()
                : Decision.Reject(new KitchenRejection.StandingExists());
        }

        return kitchen.Standing.Values.Count(order => order.Terms.To >= today) >= StandingMax
            ? Decision.Reject(new KitchenRejection.TooManyStanding())
            : Decision.Accept(new KitchenFact.StandingBegun(
                kitchen.Id, due, terms, slip, [.. kitchen.OpenDays(now).Where(terms.IsFor)]));
    }

    /// <summary>Days whose time for cancelling is over stay as they were.</summary>
    private static Decision SetPause(StandingId id, Pause? pause, Kitchen.Known kitchen, DateTimeOffset now)
    {
        if (kitchen.Find(id) is not { } order)
            return Decision.Reject(new KitchenRejection.NoSuchStanding());
        if (pause == order.Pause)
            return Decision.Already();
        if (pause is not null && !pause.IsSound(order.Pause, Calendar.DayOf(now)))
            return Decision.Reject(new KitchenRejection.DatesInvalid());
        var after = order with { Pause = pause };
        var days = kitchen.OpenDays(now).ToList();
        return Decision.Accept(new KitchenFact.PauseSet(
            kitchen.Id, order.Due, pause,
            [.. days.Where(day => order.IsFor(day) && !after.IsFor(day))],
            [.. days.Where(day => !order.IsFor(day) && after.IsFor(day))]));
    }
}
