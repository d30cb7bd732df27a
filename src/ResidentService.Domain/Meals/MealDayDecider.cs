using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Domain.ServiceOrders;

namespace ResidentService.Domain.Meals;

public abstract record MealDayCommand : ICommand
{
    private MealDayCommand() { }

    /// <summary>Publishes the menu, or changes it.</summary>
    /// <param name="Rules">In force for a menu that comes out now; one that is out keeps its own.</param>
    public sealed record SetMenu(MealDayId Day, CommunityId Community, Menu Menu, MealRules Rules) : MealDayCommand;

    public sealed record WithdrawMenu(string Reason) : MealDayCommand;

    /// <param name="Revision">Of the menu that the person has seen and that was compared with their diet.</param>
    /// <param name="Conflict">The edge's answer to whether the dish is for this person; null: it is.</param>
    public sealed record Order(
        ResidentId Resident, ResidentId PlacedBy, int Dish, Sealed Slip, int Revision, DietConflict? Conflict)
        : MealDayCommand;

    public sealed record Cancel(ResidentId Resident, bool ByStaff, Sealed? Reason) : MealDayCommand;

    /// <summary>A reaction of the kitchen: these have standing orders for the day.</summary>
    public sealed record AskStanding(IReadOnlyList<StandingDue> Due) : MealDayCommand;

    /// <summary>A reaction of the kitchen: paused, or ended.</summary>
    public sealed record LetStandingGo(StandingDue Standing) : MealDayCommand;

    /// <summary>
    /// What the edge has found out for somebody who waits; never rejected, since nobody is there to be told. It does
    /// nothing where the menu has been changed since: then it is found out anew.
    /// </summary>
    public sealed record AnswerWaiting(ResidentId Resident, int Revision, Fitting Answer) : MealDayCommand;

    /// <summary>
    /// The person's diet has changed since they ordered. Until orders close another dish is found, or none; after that
    /// staff have to see to it.
    /// </summary>
    /// <param name="Answer">The dish that is for them, the same one where it still is.</param>
    public sealed record HoldToDiet(ResidentId Resident, int Revision, Fitting Answer) : MealDayCommand;

    /// <summary>A deadline: orders have closed.</summary>
    public sealed record Close : MealDayCommand;

    public sealed record PlanRuns(IReadOnlyList<PlannedRun> Runs) : MealDayCommand;

    public sealed record AssignRun(RunId Run, ResidentId Courier, ResidentId By, EarningRules Earning) : MealDayCommand;

    /// <summary>The courier cannot go.</summary>
    public sealed record ReleaseRun(RunId Run, ResidentId Courier) : MealDayCommand;

    /// <param name="WithCard">The courier was shown the person's own card.</param>
    public sealed record NoteDoor(
        RunId Run, ResidentId Resident, ResidentId Courier, DoorOutcome Outcome, bool WithCard) : MealDayCommand;

    /// <summary>A deadline: nobody has been reached.</summary>
    public sealed record NoteAbsence(
        ResidentId Resident, DateTimeOffset Since, OrderAlert Alert, DateTimeOffset At) : MealDayCommand;

    /// <summary>By the courier's phone call, or by staff.</summary>
    public sealed record NoteReached(ResidentId Resident, ResidentId By, Sealed Words) : MealDayCommand;

    public sealed record ReportCondition(RunId Run, ResidentId Resident, ResidentId Courier, Sealed Words)
        : MealDayCommand;
}

/// <summary>Which dish is for somebody who waits, or why none is.</summary>
public abstract record Fitting
{
    private Fitting() { }

    public sealed record Fits(int Dish, Sealed Slip) : Fitting;

    public sealed record FitsNot(NotServedReason Reason) : Fitting;
}

public enum DoorOutcome
{
    HandedOver,
    Refused,
    NobodyHome,
}

public sealed record PlannedRun(RunId Run, IReadOnlyList<ResidentId> Stops, int Metres);

[Named("meal.menu.reply.v1")]
public sealed record MenuReply(int Revision, DateTimeOffset CutOff) : IReply;

public static class MealDayDecider
{
    public const int AheadDaysMax = 31;

    public static Decider<MealDayCommand, MealDayFact, MealDay> Value { get; } =
        new("meal-day", new MealDay.Unknown(), Decide, MealDay.Evolve);

    public static Decision Decide(MealDayCommand command, MealDay state, Context context) => (command, state) switch
    {
        (MealDayCommand.SetMenu set, MealDay.Out day) => Change(set.Menu, day, context.At),
        (MealDayCommand.SetMenu set, _) => Publish(set, state, context.At),
        (MealDayCommand.WithdrawMenu, MealDay.Withdrawn) => Decision.Already(),
        (MealDayCommand.WithdrawMenu(var reason), MealDay.Out day) => Withdraw(reason, day),
        (MealDayCommand.Close, MealDay.Out day) => Close(day, context.At),
        (_, MealDay.Out day) => OrderingDecisions.Decide(command, day, context.At)
            ?? DoorDecisions.Decide(command, day, context.At),
        // Reactions, deadlines and late answers find nothing to do where there is no menu any more.
        (MealDayCommand.AskStanding or MealDayCommand.LetStandingGo or MealDayCommand.AnswerWaiting
            or MealDayCommand.Close or MealDayCommand.NoteAbsence, _) => Decision.Already(),
        _ => Decision.Reject(new MealRejection.NoSuchDay()),
    };

    private static Decision Publish(MealDayCommand.SetMenu set, MealDay state, DateTimeOffset now)
    {
        var (id, community, menu, rules) = set;
        if (!menu.IsSound())
            return Decision.Reject(new MealRejection.MenuInvalid());
        if (id.Day > Calendar.DayOf(now).AddDays(AheadDaysMax))
            return Decision.Reject(new MealRejection.TooFarAhead());
        if (id.Day <= Calendar.DayOf(now))
            return Decision.Reject(new MealRejection.TooLate());
        var cutOff = Calendar.StartOf(id.Day.AddDays(-1)).AddMinutes(rules.CutOffMinute);
        if (now >= cutOff)
            return Decision.Reject(new MealRejection.TooLate());
        var revision = state is MealDay.Withdrawn before ? before.Revision + 1 : 1;
        return Decision.Accept(
            new MenuReply(revision, cutOff), new MealDayFact.Published(id, community, menu, rules, cutOff, revision));
    }

    private static Decision Change(Menu menu, MealDay.Out day, DateTimeOffset now)
    {
        if (!menu.IsSound())
            return Decision.Reject(new MealRejection.MenuInvalid());
        if (menu.IsSameAs(day.Menu))
            return Decision.Already(new MenuReply(day.Revision, day.CutOff));
        if (now >= day.CutOff)
            return Decision.Reject(new MealRejection.TooLate());
        if (menu.Quota < day.Taken)
            return Decision.Reject(new MealRejection.QuotaBelowOrders(day.Taken));
        var changed = new MealDayFact.MenuChanged(day.Id, menu, day.Revision + 1);
        var concerned = day.Meals.Values.OfType<Meal.Ordered>()
            .Where(meal => menu.NumberOf(day.Menu.Dishes[meal.Terms.Dish - 1]) is null)
            .Select(meal => meal.Terms.Resident);
        return Decision.Accept(
            new MenuReply(changed.Revision, day.CutOff),
            [changed, .. Chunks(concerned).Select(some => new MealDayFact.ChangeTold(day.Id, some))]);
    }

    /// <summary>Not any more when somebody has been at a door.</summary>
    private static Decision Withdraw(string reason, MealDay.Out day)
    {
        var cooked = day.Meals.Values.Where(meal => meal.IsCooked).ToList();
        if (cooked.Exists(meal => meal is not (Meal.Ordered or Meal.Unfit)))
            return Decision.Reject(new MealRejection.HasEnded());
        var concerned = cooked.Select(meal => meal.Terms.Resident).Concat(day.Asked.Keys);
        return Decision.Accept(
        [
            .. DoorDecisions.Discarded(day),
            new MealDayFact.MenuWithdrawn(day.Id, reason),
            .. Chunks(concerned).Select(some => new MealDayFact.CalledOff(day.Id, some)),
        ]);
    }

    private static Decision Close(MealDay.Out day, DateTimeOffset now) => day.IsClosed || now < day.CutOff
        ? Decision.Already()
        : Decision.Accept(
        [
            .. Chunks(day.Waiting()).Select(some =>
                new MealDayFact.NotServed(day.Id, day.Community, some, NotServedReason.TooLate)),
            new MealDayFact.Closed(
                day.Id, day.Meals.Values.Count(meal => meal is { IsCooked: true } and not Meal.Unfit)),
        ]);

    private static IEnumerable<ResidentId[]> Chunks(IEnumerable<ResidentId> residents) =>
        residents.OrderBy(one => one.Value, StringComparer.Ordinal).Chunk(KitchenDecider.PeopleMax);
}
