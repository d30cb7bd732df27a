using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Meals;

/// <summary>Facts on disk: change with care.</summary>
public abstract record KitchenFact : IEvent
{
    private KitchenFact() { }

    [Named("kitchen.opened.v1")]
    public sealed record Opened(KitchenId Kitchen, CommunityId Community, KitchenDetails Details) : KitchenFact;

    [Named("kitchen.changed.v1")]
    public sealed record Changed(KitchenId Kitchen, KitchenDetails Details) : KitchenFact;

    /// <summary>It cooks no more; who has a standing order is told by what follows.</summary>
    [Named("kitchen.closed.v1")]
    public sealed record Closed(KitchenId Kitchen) : KitchenFact;

    [Named("kitchen.reopened.v1")]
    public sealed record Reopened(KitchenId Kitchen) : KitchenFact;

    /// <summary>A day's menu is out.</summary>
    [Named("kitchen.menu-noted.v1")]
    public sealed record MenuNoted(KitchenId Kitchen, DateOnly Day, DateTimeOffset CutOff) : KitchenFact;

    [Named("kitchen.menu-forgotten.v1")]
    public sealed record MenuForgotten(KitchenId Kitchen, DateOnly Day) : KitchenFact;

    /// <summary>The day is told whose standing orders are for it.</summary>
    [Named("kitchen.standing-told.v1")]
    public sealed record StandingTold(KitchenId Kitchen, DateOnly Day, IReadOnlyList<StandingDue> Due) : KitchenFact;

    /// <param name="Slip">Address and wishes; sealed with the resident's key.</param>
    /// <param name="Days">Whose menus are out: they are asked at once.</param>
    [Named("standing.begun.v1")]
    public sealed record StandingBegun(
        KitchenId Kitchen, StandingDue Standing, StandingTerms Terms, Sealed Slip, IReadOnlyList<DateOnly> Days)
        : KitchenFact;

    /// <param name="Pause">Null: there is none any more.</param>
    /// <param name="LetGo">Days out that it is not for any more.</param>
    /// <param name="Days">Days out that it is for now.</param>
    [Named("standing.pause-set.v1")]
    public sealed record PauseSet(
        KitchenId Kitchen, StandingDue Standing, Pause? Pause, IReadOnlyList<DateOnly> LetGo,
        IReadOnlyList<DateOnly> Days) : KitchenFact;

    [Named("standing.ended.v1")]
    public sealed record StandingEnded(KitchenId Kitchen, StandingDue Standing, IReadOnlyList<DateOnly> LetGo)
        : KitchenFact;

    /// <summary>The kitchen has closed; orders that were placed stay.</summary>
    [Named("kitchen.standing-called-off.v1")]
    public sealed record StandingCalledOff(KitchenId Kitchen, IReadOnlyList<StandingDue> Standing) : KitchenFact;
}

/// <param name="Address">Where it is, in words.</param>
/// <param name="Latitude">GCJ-02; delivery runs begin there.</param>
/// <param name="QuotaPerDay">Meals of a day, unless its menu says otherwise.</param>
public sealed record KitchenDetails(string Name, string Address, double Latitude, double Longitude, int QuotaPerDay);

/// <param name="SetBy">The resident, or who set it for them: both names stand on each order.</param>
public sealed record StandingDue(StandingId Standing, ResidentId Resident, ResidentId SetBy);

/// <param name="Weekdays">1 is Monday, 7 is Sunday (ISO 8601).</param>
/// <param name="To">The last day.</param>
public sealed record StandingTerms(IReadOnlyList<int> Weekdays, DateOnly From, DateOnly To)
{
    public const int DaysMax = 366;

    public bool IsSound(DateOnly today) => Weekdays.Count is >= 1 and <= 7
        && Weekdays.Distinct().Count() == Weekdays.Count && Weekdays.All(weekday => weekday is >= 1 and <= 7)
        && From >= today && From <= To
        && To <= today.AddDays(DaysMax);

    public bool IsFor(DateOnly day) => From <= day && day <= To
        && Weekdays.Contains(day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek);
}

/// <summary>Both days belong to it.</summary>
public sealed record Pause(DateOnly From, DateOnly To)
{
    /// <param name="before">The one that it replaces: what has begun may go on.</param>
    public bool IsSound(Pause? before, DateOnly today) => (From >= today || From == before?.From) && From <= To
        && To >= today && To <= today.AddDays(StandingTerms.DaysMax);

    public bool Holds(DateOnly day) => From <= day && day <= To;
}
