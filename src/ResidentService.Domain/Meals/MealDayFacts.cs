using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Residents;
using ResidentService.Domain.ServiceOrders;

namespace ResidentService.Domain.Meals;

/// <summary>Facts on disk: change with care.</summary>
public abstract record MealDayFact : IEvent
{
    private MealDayFact() { }

    /// <summary>Next: the kitchen says whose standing orders are for this day.</summary>
    [Named("meal-day.published.v1")]
    public sealed record Published(
        MealDayId Day, CommunityId Community, Menu Menu, MealRules Rules, DateTimeOffset CutOff, int Revision)
        : MealDayFact;

    /// <summary>Whose dish is no longer as it was waits to be told whether another one fits.</summary>
    [Named("meal-day.menu-changed.v1")]
    public sealed record MenuChanged(MealDayId Day, Menu Menu, int Revision) : MealDayFact;

    /// <param name="Residents">Whose dish was changed or taken away.</param>
    [Named("meal-day.change-told.v1")]
    public sealed record ChangeTold(MealDayId Day, IReadOnlyList<ResidentId> Residents) : MealDayFact;

    /// <param name="Reason">As everybody may read it.</param>
    [Named("meal-day.withdrawn.v1")]
    public sealed record MenuWithdrawn(MealDayId Day, string Reason) : MealDayFact;

    /// <param name="Residents">Who had ordered, or had a standing order for the day.</param>
    [Named("meal-day.called-off.v1")]
    public sealed record CalledOff(MealDayId Day, IReadOnlyList<ResidentId> Residents) : MealDayFact;

    /// <summary>No more orders; the kitchen can cook and the runs can be planned.</summary>
    [Named("meal-day.closed.v1")]
    public sealed record Closed(MealDayId Day, int Meals) : MealDayFact;

    /// <param name="PlacedBy">The resident, or who ordered for them: both names stand on it.</param>
    /// <param name="Standing">From which it was placed; null: for this day only.</param>
    /// <param name="Slip">Where to, what it costs, what to mind; sealed with the resident's key.</param>
    [Named("meal.ordered.v1")]
    public sealed record Ordered(
        MealDayId Day, CommunityId Community, ResidentId Resident, ResidentId PlacedBy, StandingId? Standing, int Dish,
        string DishName, Sealed Slip) : MealDayFact;

    /// <summary>The menu was changed, or the person's diet, and another dish fits.</summary>
    [Named("meal.moved.v1")]
    public sealed record Moved(MealDayId Day, ResidentId Resident, int Dish, string DishName, Sealed Slip)
        : MealDayFact;

    /// <summary>The person's diet has changed, and the dish still is for them.</summary>
    [Named("meal.slip-renewed.v1")]
    public sealed record SlipRenewed(MealDayId Day, ResidentId Resident, Sealed Slip) : MealDayFact;

    /// <summary>The person's diet has changed too late, and the dish is not for them: they and staff are told.</summary>
    [Named("meal.diet-clashed.v1")]
    public sealed record DietClashed(MealDayId Day, CommunityId Community, ResidentId Resident) : MealDayFact;

    [Named("meal.cancelled.v1")]
    public sealed record Cancelled(MealDayId Day, ResidentId Resident, bool ByStaff, Sealed? Reason) : MealDayFact;

    [Named("meal.standing-asked.v1")]
    public sealed record StandingAsked(MealDayId Day, IReadOnlyList<StandingDue> Due) : MealDayFact;

    /// <summary>A standing order is not for this day any more, and neither is what was placed from it.</summary>
    [Named("meal.standing-let-go.v1")]
    public sealed record StandingLetGo(MealDayId Day, StandingDue Standing) : MealDayFact;

    /// <summary>These get no meal that day though they wanted one: they and the grid worker are told.</summary>
    [Named("meal.not-served.v1")]
    public sealed record NotServed(
        MealDayId Day, CommunityId Community, IReadOnlyList<ResidentId> Residents, NotServedReason Reason)
        : MealDayFact;

    /// <summary>What was planned is planned anew by what follows, or not delivered.</summary>
    /// <param name="Couriers">Who need not go.</param>
    [Named("meal-day.runs-discarded.v1")]
    public sealed record RunsDiscarded(MealDayId Day, IReadOnlyList<RunId> Runs, IReadOnlyList<ResidentId> Couriers)
        : MealDayFact;

    /// <param name="Stops">In the order in which they are called at.</param>
    /// <param name="Metres">As the crow flies, from the kitchen to the last stop whose place is known.</param>
    [Named("run.planned.v1")]
    public sealed record RunPlanned(
        MealDayId Day, CommunityId Community, RunId Run, int Number, IReadOnlyList<ResidentId> Stops, int Metres)
        : MealDayFact;

    /// <param name="Before">Who was to go until now.</param>
    [Named("run.assigned.v1")]
    public sealed record RunAssigned(
        MealDayId Day, RunId Run, ResidentId Courier, ResidentId? Before, ResidentId By, EarningRules Earning)
        : MealDayFact;

    /// <summary>Who was to go cannot; somebody else has to be found.</summary>
    [Named("run.released.v1")]
    public sealed record RunReleased(MealDayId Day, CommunityId Community, RunId Run, ResidentId Courier) : MealDayFact;

    /// <param name="WithCard">The courier was shown the person's own card.</param>
    [Named("meal.handed-over.v1")]
    public sealed record HandedOver(MealDayId Day, RunId Run, ResidentId Resident, ResidentId Courier, bool WithCard)
        : MealDayFact;

    /// <summary>The person did not want it.</summary>
    [Named("meal.refused.v1")]
    public sealed record Refused(MealDayId Day, RunId Run, ResidentId Resident, ResidentId Courier, bool WithCard)
        : MealDayFact;

    /// <summary>Nobody has opened. Next: the courier phones; by then the grid worker is told.</summary>
    [Named("meal.nobody-home.v1")]
    public sealed record NobodyHome(
        MealDayId Day, RunId Run, ResidentId Resident, ResidentId Courier, DateTimeOffset TellAt) : MealDayFact;

    /// <summary>Nobody knows yet how the person is: staff are told at once.</summary>
    [Named("meal.absence-told.v1")]
    public sealed record AbsenceTold(
        MealDayId Day, CommunityId Community, ResidentId Resident, DateTimeOffset Since, OrderAlert Alert,
        DateTimeOffset AgainAt) : MealDayFact;

    /// <summary>The person was reached, and the meal not handed over.</summary>
    /// <param name="Words">How they are; sealed with the resident's key.</param>
    [Named("meal.reached.v1")]
    public sealed record Reached(MealDayId Day, ResidentId Resident, ResidentId By, Sealed Words) : MealDayFact;

    /// <summary>Who was at the door has found the person changed: staff are told at once.</summary>
    [Named("meal.condition-reported.v1")]
    public sealed record ConditionReported(
        MealDayId Day, CommunityId Community, RunId Run, ResidentId Resident, ResidentId Courier, Sealed Words)
        : MealDayFact;

    /// <summary>One for each courier who has gone a part of it.</summary>
    /// <param name="Minutes">Signed: from the first card that the courier was shown to the last one.</param>
    [Named("run.finished.v1")]
    public sealed record RunFinished(
        MealDayId Day, CommunityId Community, RunId Run, ResidentId Courier, int Minutes, SignedPresence? Signed)
        : MealDayFact;
}

public enum NotServedReason
{
    /// <summary>No dish fits the person's diet.</summary>
    DietConflict,
    QuotaReached,

    /// <summary>The standing order ended, or the person's data was erased, before it was placed.</summary>
    Ended,

    /// <summary>Orders had closed before it could be placed.</summary>
    TooLate,
}
