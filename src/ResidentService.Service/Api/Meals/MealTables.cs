using ResidentService.Domain.Kernel;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Residents;
using ResidentService.Domain.ServiceOrders;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Views;

namespace ResidentService.Service.Api.Meals;

/// <summary>
/// Kitchens and their days, meals by day, person and community, standing orders, runs, who waits for an answer that only
/// sealed data gives, and whose diet was changed.
/// </summary>
public sealed class MealTables : Projection
{
    private static readonly Table<StoredKitchen> Kitchens = new(
        "kitchens", key: 1, "kitchens_by_community on kitchens (community, position)");

    private static readonly Table<StoredDay> Days = new(
        "meal_days", key: 1, "meal_days_by_kitchen on meal_days (kitchen, day_at)");

    private static readonly Table<StoredMeal> Meals = new(
        "meals", key: 2, "meals_by_resident on meals (resident, position)",
        "meals_by_community on meals (community, position)");

    private static readonly Table<StoredStanding> Standing = new(
        "standing_meals", key: 1, "standing_meals_by_resident on standing_meals (resident, position)",
        "standing_meals_by_kitchen on standing_meals (kitchen, position)");

    private static readonly Table<StoredRun> Runs = new(
        "meal_runs", key: 1, "meal_runs_by_courier on meal_runs (courier, position)");

    private static readonly Table<Waiting> WaitingPeople = new("meal_waiting", key: 2);

    private static readonly Table<ChangedDiet> ChangedDiets = new(
        "changed_diets", key: 1, "changed_diets_by_age on changed_diets (since_at)");

    public override IReadOnlyList<Table> Tables => [Kitchens, Days, Meals, Standing, Runs, WaitingPeople, ChangedDiets];

    public override void Apply(Entry entry, IEvent fact, TableWriter tables)
    {
        if (fact is KitchenFact ofKitchen)
            Apply(entry, ofKitchen, tables);
        else if (fact is MealDayFact ofDay && tables.Find(Days, entry.Stream.Key) is { } day)
            Apply(entry, ofDay, day, tables);
        else if (fact is MealDayFact.Published published)
            Apply(entry, published, Of(published), tables);
        else if (fact is ResidentFact.DietGiven)
            tables.Put(ChangedDiets, new(entry.Stream.Key, entry.At));
        else if (fact is ResidentFact.DietHeld or ResidentFact.Erased)
            tables.Delete(ChangedDiets, entry.Stream.Key);
    }

    private static void Apply(Entry entry, KitchenFact fact, TableWriter tables)
    {
        switch (fact)
        {
            case KitchenFact.Opened(var id, var community, var details):
                tables.Put(Kitchens, new(
                    id.Value, community.Value, details.Name, details.Address, details.Latitude, details.Longitude,
                    IsClosed: false, entry.Position));
                break;
            case KitchenFact.Changed(_, var details):
                tables.Change(Kitchens, entry.Stream.Key, row => row with
                {
                    Name = details.Name,
                    Address = details.Address,
                    Latitude = details.Latitude,
                    Longitude = details.Longitude,
                });
                break;
            case KitchenFact.Closed:
                tables.Change(Kitchens, entry.Stream.Key, row => row with { IsClosed = true });
                break;
            case KitchenFact.Reopened:
                tables.Change(Kitchens, entry.Stream.Key, row => row with { IsClosed = false });
                break;
            case KitchenFact.StandingBegun(var kitchen, var due, var terms, _, _):
                tables.Put(Standing, new(
                    due.Standing.Value, kitchen.Value, due.Resident.Value, due.SetBy.Value,
                    string.Concat(terms.Weekdays.Order()), Calendar.StartOf(terms.From), Calendar.StartOf(terms.To),
                    null, null, HasEnded: false, entry.Position));
                break;
            case KitchenFact.PauseSet(_, var due, var pause, _, _):
                tables.Change(Standing, due.Standing.Value, row => row with
                {
                    PauseFrom = pause is null ? null : Calendar.StartOf(pause.From),
                    PauseTo = pause is null ? null : Calendar.StartOf(pause.To),
                });
                break;
            case KitchenFact.StandingEnded ended:
                tables.Change(Standing, ended.Standing.Standing.Value, row => row with { HasEnded = true });
                break;
            case KitchenFact.StandingCalledOff off:
                foreach (var due in off.Standing)
                    tables.Change(Standing, due.Standing.Value, row => row with { HasEnded = true });
                break;
        }
    }

    private static StoredDay Of(MealDayFact.Published published) => new(
        published.Day.Value, published.Day.Kitchen.Value, published.Community.Value,
        Calendar.StartOf(published.Day.Day), IsOut: true);

    private static void Apply(Entry entry, MealDayFact fact, StoredDay day, TableWriter tables)
    {
        switch (fact)
        {
            case MealDayFact.Published published:
                tables.Put(Days, Of(published));
                break;
            case MealDayFact.MenuWithdrawn:
                tables.Change(Days, day.Id, row => row with { IsOut = false });
                break;
            case MealDayFact.Ordered ordered:
                tables.Delete(WaitingPeople, (day.Id, ordered.Resident.Value));
                tables.Put(Meals, new(
                    day.Id, ordered.Resident.Value, day.Kitchen, day.Community, ordered.PlacedBy.Value, day.DayAt,
                    ordered.DishName, MealStatus.Ordered, null, entry.Position));
                break;
            case MealDayFact.StandingAsked asked:
                foreach (var due in asked.Due)
                    tables.Put(WaitingPeople, new(day.Id, due.Resident.Value));
                break;
            case MealDayFact.ChangeTold(_, var residents):
                foreach (var resident in residents)
                {
                    tables.Put(WaitingPeople, new(day.Id, resident.Value));
                    Change(resident, row => row with { Status = MealStatus.Unfit });
                }

                break;
            case MealDayFact.Moved(_, var resident, _, var dish, _):
                tables.Delete(WaitingPeople, (day.Id, resident.Value));
                Change(resident, row => row with { Status = MealStatus.Ordered, Dish = dish });
                break;
            case MealDayFact.SlipRenewed renewed:
                Change(renewed.Resident, row => row with { Status = MealStatus.Ordered });
                break;
            case MealDayFact.DietClashed clash:
                Change(clash.Resident, row => row with { Status = MealStatus.Clashed });
                break;
            case MealDayFact.StandingLetGo(_, var due):
                tables.Delete(WaitingPeople, (day.Id, due.Resident.Value));
                tables.Delete(Meals, (day.Id, due.Resident.Value));
                break;
            case MealDayFact.NotServed(_, _, var residents, _):
                foreach (var resident in residents)
                    Without(resident, MealStatus.NotServed);
                break;
            case MealDayFact.CalledOff(_, var residents):
                foreach (var resident in residents)
                    Without(resident, MealStatus.CalledOff);
                break;
            case MealDayFact.Cancelled cancelled:
                tables.Delete(WaitingPeople, (day.Id, cancelled.Resident.Value));
                Change(cancelled.Resident, row => row with { Status = MealStatus.Cancelled });
                break;
            case MealDayFact.HandedOver door:
                Change(door.Resident, row => row with { Status = MealStatus.HandedOver, Alerted = null });
                break;
            case MealDayFact.Refused door:
                Change(door.Resident, row => row with { Status = MealStatus.Refused, Alerted = null });
                break;
            case MealDayFact.NobodyHome door:
                Change(door.Resident, row => row with { Status = MealStatus.NobodyHome });
                break;
            case MealDayFact.AbsenceTold told:
                Change(told.Resident, row => row with { Alerted = told.Alert });
                break;
            case MealDayFact.Reached reached:
                Change(reached.Resident, row => row with { Status = MealStatus.Reached, Alerted = null });
                break;
            default:
                ApplyToRun(entry, fact, day, tables);
                break;
        }

        void Change(ResidentId resident, Func<StoredMeal, StoredMeal> change) =>
            tables.Change(Meals, (day.Id, resident.Value), change);

        // Who had only a standing order gets a line as well, so that it is not silently missed.
        void Without(ResidentId resident, MealStatus status)
        {
            tables.Delete(WaitingPeople, (day.Id, resident.Value));
            var row = tables.Find(Meals, (day.Id, resident.Value)) ?? new(
                day.Id, resident.Value, day.Kitchen, day.Community, resident.Value, day.DayAt, "", status, null,
                entry.Position);
            tables.Put(Meals, row with { Status = status });
        }
    }

    private static void ApplyToRun(Entry entry, MealDayFact fact, StoredDay day, TableWriter tables)
    {
        switch (fact)
        {
            case MealDayFact.RunPlanned planned:
                tables.Put(Runs, new(
                    planned.Run.Value, day.Id, day.Kitchen, day.DayAt, planned.Number, planned.Stops.Count,
                    planned.Metres, null, IsFinished: false, entry.Position));
                break;
            case MealDayFact.RunsDiscarded discarded:
                foreach (var run in discarded.Runs)
                    tables.Delete(Runs, run.Value);
                break;
            case MealDayFact.RunAssigned(_, var run, var courier, _, _, _):
                tables.Change(Runs, run.Value, row => row with { Courier = courier.Value });
                break;
            case MealDayFact.RunReleased released:
                tables.Change(Runs, released.Run.Value, row => row with { Courier = null });
                break;
            case MealDayFact.RunFinished finished:
                tables.Change(Runs, finished.Run.Value, row => row with { IsFinished = true });
                break;
        }
    }

    private sealed record StoredKitchen(
        string Id, string Community, string Name, string Address, double Latitude, double Longitude, bool IsClosed,
        long Position);

    private sealed record StoredDay(string Id, string Kitchen, string Community, DateTimeOffset DayAt, bool IsOut);

    private sealed record StoredMeal(
        string Day, string Resident, string Kitchen, string Community, string PlacedBy, DateTimeOffset DayAt,
        string Dish, MealStatus Status, OrderAlert? Alerted, long Position);

    private sealed record StoredStanding(
        string Id, string Kitchen, string Resident, string SetBy, string Weekdays, DateTimeOffset FromAt,
        DateTimeOffset ToAt, DateTimeOffset? PauseFrom, DateTimeOffset? PauseTo, bool HasEnded, long Position);

    private sealed record StoredRun(
        string Id, string Day, string Kitchen, DateTimeOffset DayAt, int Number, int Stops, int Metres, string? Courier,
        bool IsFinished, long Position);

    private sealed record Waiting(string Day, string Resident);

    private sealed record ChangedDiet(string Resident, DateTimeOffset SinceAt);
}

public enum MealStatus
{
    Ordered,

    /// <summary>The menu was changed; whether another dish fits is being found out.</summary>
    Unfit,

    /// <summary>The person's diet has changed since orders closed, and the dish is not for them; staff see to it.</summary>
    Clashed,
    NobodyHome,
    HandedOver,
    Refused,

    /// <summary>Not handed over, but somebody knows that the person is well.</summary>
    Reached,
    Cancelled,

    /// <summary>A standing order that could not be placed, or a meal whose dish was taken away.</summary>
    NotServed,

    /// <summary>The kitchen does not cook that day after all.</summary>
    CalledOff,
}
