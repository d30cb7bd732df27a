using System.Collections.Immutable;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Meals;

/// <summary>One day of one kitchen: its menu, who eats, and who brings it; the one decider of its quota.</summary>
public abstract record MealDay
{
    private MealDay() { }

    /// <summary>What it consists of; grows with its orders.</summary>
    public int Items => this is Out day ? day.Meals.Count + day.Asked.Count : 0;

    public sealed record Unknown : MealDay;

    /// <summary>Nothing is cooked; a menu may still come.</summary>
    public sealed record Withdrawn(MealDayId Id, int Revision) : MealDay
    {
        /// <summary>As in <see cref="Out"/>.</summary>
        public ImmutableDictionary<ResidentId, StandingId> Declined { get; init; } =
            ImmutableDictionary<ResidentId, StandingId>.Empty;
    }

    /// <param name="Revision">Grows with each change of the menu.</param>
    public sealed record Out(
        MealDayId Id, CommunityId Community, Menu Menu, MealRules Rules, DateTimeOffset CutOff, int Revision) : MealDay
    {
        public bool IsClosed { get; init; }

        /// <summary>The last meal of each person.</summary>
        public ImmutableDictionary<ResidentId, Meal> Meals { get; init; } = ImmutableDictionary<ResidentId, Meal>.Empty;

        /// <summary>Standing orders that have not been placed yet.</summary>
        public ImmutableDictionary<ResidentId, StandingDue> Asked { get; init; } =
            ImmutableDictionary<ResidentId, StandingDue>.Empty;

        public ImmutableDictionary<RunId, Run> Runs { get; init; } = ImmutableDictionary<RunId, Run>.Empty;

        /// <summary>Standing orders whose meal somebody has cancelled by hand, also before the menu was withdrawn.</summary>
        public ImmutableDictionary<ResidentId, StandingId> Declined { get; init; } =
            ImmutableDictionary<ResidentId, StandingId>.Empty;

        /// <summary>Meals that are cooked, or will be.</summary>
        public int Taken { get; init; }

        /// <summary>Who waits for an answer that only sealed data gives: which dish is for them.</summary>
        public IEnumerable<ResidentId> Waiting() => Asked.Keys
            .Concat(Meals.Values.OfType<Meal.Unfit>().Select(meal => meal.Terms.Resident))
            .OrderBy(resident => resident.Value, StringComparer.Ordinal);

        public Run? RunTo(ResidentId resident)
        {
            foreach (var run in Runs.Values)
            {
                if (run.Stops.Contains(resident))
                    return run;
            }

            return null;
        }

        internal Out Cancelled(Meal meal, Sealed? reason)
        {
            var after = With(meal.Ends(MealEnd.Cancelled, reason));
            return meal.Terms.Standing is { } standing
                ? after with { Declined = Declined.SetItem(meal.Terms.Resident, standing) }
                : after;
        }

        internal Out With(Meal meal) => this with
        {
            Meals = Meals.SetItem(meal.Terms.Resident, meal),
            Taken = Taken - Count(meal.Terms.Resident) + (meal.IsCooked ? 1 : 0),
            Asked = Asked.Remove(meal.Terms.Resident),
        };

        internal Out Without(ResidentId resident) => this with
        {
            Meals = Meals.Remove(resident),
            Taken = Taken - Count(resident),
            Asked = Asked.Remove(resident),
        };

        private int Count(ResidentId resident) => Meals.GetValueOrDefault(resident)?.IsCooked == true ? 1 : 0;
    }

    public static MealDay Evolve(MealDay state, MealDayFact fact, DateTimeOffset at) => (state, fact) switch
    {
        (Unknown or Withdrawn, MealDayFact.Published(var id, var community, var menu, var rules, var cutOff, var no)) =>
            new Out(id, community, menu, rules, cutOff, no)
            {
                Declined = (state as Withdrawn)?.Declined ?? ImmutableDictionary<ResidentId, StandingId>.Empty,
            },
        (Out day, MealDayFact.MenuWithdrawn) => new Withdrawn(day.Id, day.Revision) { Declined = day.Declined },
        (Out day, _) => Evolve(day, fact, at),
        _ => state,
    };

    private static Out Evolve(Out day, MealDayFact fact, DateTimeOffset at) => fact switch
    {
        MealDayFact.MenuChanged(_, var menu, var revision) =>
            day with { Menu = menu, Revision = revision, Meals = Fitted(day, menu) },
        MealDayFact.Closed => day with { IsClosed = true },
        MealDayFact.Ordered ordered => day.With(new Meal.Ordered(
            new(ordered.Resident, ordered.PlacedBy, ordered.Standing, ordered.Dish, ordered.Slip))),
        MealDayFact.StandingAsked asked => day with
        {
            Asked = day.Asked.SetItems(asked.Due.Select(due => KeyValuePair.Create(due.Resident, due))),
        },
        MealDayFact.StandingLetGo gone => day.Without(gone.Standing.Resident),
        MealDayFact.NotServed none => none.Residents.Aggregate(day, NotServed),
        MealDayFact.RunsDiscarded => day with { Runs = day.Runs.Clear() },
        MealDayFact.RunPlanned(_, _, var id, var number, var stops, var metres) =>
            day with { Runs = day.Runs.SetItem(id, new(id, number, [.. stops], metres, null)) },
        MealDayFact.RunAssigned(_, var id, var who, _, _, var earning) when day.Runs.TryGetValue(id, out var run) =>
            day with { Runs = day.Runs.SetItem(id, run.HandedTo(who, earning)) },
        MealDayFact.RunReleased(_, _, var id, _) when day.Runs.TryGetValue(id, out var run) =>
            day with { Runs = day.Runs.SetItem(id, run.Released()) },
        MealDayFact.HandedOver door => AtDoor(day, door.Run, door.Resident, door.WithCard, MealEnd.HandedOver, at),
        MealDayFact.Refused door => AtDoor(day, door.Run, door.Resident, door.WithCard, MealEnd.Refused, at),
        _ => OfOne(day, fact, at),
    };

    private static Out OfOne(Out day, MealDayFact fact, DateTimeOffset at) => fact switch
    {
        MealDayFact.Moved(_, var who, var dish, _, var slip) when day.Meals.TryGetValue(who, out var meal) =>
            day.With(Reordered(meal, meal.Terms with { Dish = dish, Slip = slip })),
        MealDayFact.SlipRenewed(_, var who, var slip) when day.Meals.TryGetValue(who, out var meal) =>
            day.With(Reordered(meal, meal.Terms with { Slip = slip })),
        MealDayFact.DietClashed(_, _, var who) when day.Meals.TryGetValue(who, out var meal) =>
            day.With(meal with { HasClashed = true }),
        MealDayFact.Cancelled(_, var who, _, var reason) when day.Meals.TryGetValue(who, out var meal) =>
            day.Cancelled(meal, reason),
        MealDayFact.NobodyHome(_, _, var who, _, _) when day.Meals.TryGetValue(who, out var meal) =>
            day.With(new Meal.Absent(meal.Terms, at, null)
            {
                Conditions = meal.Conditions,
                HasClashed = meal.HasClashed,
            }),
        MealDayFact.AbsenceTold(_, _, var who, _, var alert, _)
            when day.Meals.GetValueOrDefault(who) is Meal.Absent absent => day.With(absent with { Alerted = alert }),
        MealDayFact.Reached(_, var who, _, var words) when day.Meals.TryGetValue(who, out var meal) =>
            day.With(meal.Ends(MealEnd.Reached, words)),
        MealDayFact.ConditionReported(_, _, _, var who, _, var words) when day.Meals.TryGetValue(who, out var meal) =>
            day.With(meal with { Conditions = meal.Conditions.Add(words) }),
        _ => day,
    };

    private static Meal.Ordered Reordered(Meal meal, MealTerms terms) => new(terms) { Conditions = meal.Conditions };

    private static Out NotServed(Out day, ResidentId resident) => day.Meals.TryGetValue(resident, out var meal)
        ? day.With(meal.Ends(MealEnd.NotServed, null))
        : day.Without(resident);

    /// <summary>A dish is the same where its content is; who had another one waits for an answer.</summary>
    private static ImmutableDictionary<ResidentId, Meal> Fitted(Out day, Menu menu) =>
        day.Meals.SetItems(day.Meals.Values.OfType<Meal.Ordered>().Select(meal => KeyValuePair.Create(
            meal.Terms.Resident,
            menu.NumberOf(day.Menu.Dishes[meal.Terms.Dish - 1]) is { } number
                ? meal with { Terms = meal.Terms with { Dish = number } }
                : (Meal)new Meal.Unfit(meal.Terms))));

    private static Out AtDoor(Out day, RunId id, ResidentId who, bool withCard, MealEnd end, DateTimeOffset at)
    {
        if (!day.Meals.TryGetValue(who, out var meal) || !day.Runs.TryGetValue(id, out var run))
            return day;
        var after = day.With(meal.Ends(end, null));
        return withCard && run.Courier is { } courier
            ? after with
            {
                Runs = after.Runs.SetItem(id, run with { Courier = courier.Shown(at) }),
            }
            : after;
    }
}

/// <summary>Null where there was never a menu, or where it was withdrawn.</summary>
public sealed record GetMealDay : IQuery<MealDay, MealDay.Out?>
{
    public MealDay.Out? Answer(MealDay state) => state as MealDay.Out;
}
