using ResidentService.Domain.Kernel;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using MealRun = ResidentService.Domain.Meals.Run;

namespace ResidentService.Tests.Simulation.Users;

/// <summary>What users of the town's one kitchen have in common.</summary>
internal abstract class KitchenUser(World world, Town town, string name) : User(world, town, name)
{
    protected static readonly Sealed Text = new("c2VhbGVk");

    /// <summary>Mostly one of the last.</summary>
    protected MealDayId RecentDay() => Town.MealDays[Math.Max(0, Town.MealDays.Count - 1 - Chance.Below(3))];

    protected Task<Outcome?> On(ActorId actor, ICommand command) => Ask(Town.Worker, async request =>
    {
        var outcome = await request.Of(actor, command);
        await request.Follow(outcome);
        return outcome;
    });

    /// <summary>What is asked follows from the day as it is.</summary>
    protected Task<Outcome?> On(MealDayId id, Func<MealDay.Out, MealDayCommand?> command) =>
        Ask(Town.Worker, async request =>
        {
            if (await request.Read(id.Actor, new GetMealDay()) is not { } day || command(day) is not { } asked)
                return new Outcome.Accepted(Done.It, []);
            var outcome = await request.Of(id.Actor, asked);
            await request.Follow(outcome);
            return outcome;
        });
}

/// <summary>
/// The kitchen's staff: menus of few meals come out, change and go; who waits is answered, as the edge does.
/// </summary>
internal sealed class Cook(World world, Town town) : KitchenUser(world, town, "cook")
{
    private static readonly Dish Fish = new("红烧鱼", [Allergen.Fish], []);
    private static readonly Dish Greens = new("清炒时蔬", [], []);
    private static readonly Dish Noodles = new("素面", [Allergen.Gluten], []);
    private static readonly IReadOnlyList<Dish>[] Dishes = [[Fish, Greens], [Greens], [Noodles], [Greens, Noodles]];

    protected override Task Act() => Chance.Below(12) switch
    {
        < 4 => Publish(),
        _ when Town.MealDays.Count == 0 => Publish(),
        < 11 => AnswerWaiting(RecentDay()),
        _ => On(RecentDay().Actor, new MealDayCommand.WithdrawMenu("停水")),
    };

    private async Task Publish()
    {
        var day = MealDayId.Of(Town.Kitchen, Calendar.DayOf(Now).AddDays(1 + Chance.Below(2)));
        var set = new MealDayCommand.SetMenu(
            day, Town.Community, new(Chance.Of(Dishes), 1 + Chance.Below(3)), Town.Policy.Meal);
        if (await On(day.Actor, set) is Outcome.Accepted && !Town.MealDays.Contains(day))
            Town.MealDays.Add(day);
    }

    private Task AnswerWaiting(MealDayId id) => Ask(Town.Worker, async request =>
    {
        Outcome outcome = new Outcome.Accepted(Done.It, []);
        if (await request.Read(id.Actor, new GetMealDay()) is not { } day)
            return outcome;
        foreach (var resident in day.Waiting())
        {
            var diet = resident == Town.Residents[0] ? new Diet([Allergen.Fish, Allergen.Gluten], []) : Diet.None;
            Fitting fitting = diet.FirstIn(day.Menu) is { } dish
                ? new Fitting.Fits(dish, Text)
                : new Fitting.FitsNot(NotServedReason.DietConflict);
            outcome = await request.Of(
                id.Actor, new MealDayCommand.AnswerWaiting(resident, day.Revision, fitting), resident.Value);
        }

        return outcome;
    });

}

/// <summary>Who has runs planned, walks them, and hands them on now and then.</summary>
internal sealed class Rider(World world, Town town) : KitchenUser(world, town, "rider")
{
    protected override Task Act()
    {
        var closed = Town.MealDays.FindAll(day => Calendar.StartOf(day.Day).AddHours(-4) <= Now);
        return closed.Count == 0 ? Task.CompletedTask : On(closed[Math.Max(0, closed.Count - 1 - Chance.Below(2))], Next);
    }

    private MealDayCommand? Next(MealDay.Out day)
    {
        if (day.Runs.IsEmpty || Chance.OnceIn(10))
            return Plan(day);
        var run = day.Runs.Values.First();
        return run.Courier is null || Chance.OnceIn(10) ? Hand(run) : AtDoor(day, run, run.Courier.Who);
    }

    private MealDayCommand? Plan(MealDay.Out day)
    {
        var stops = day.Meals.Values.OfType<Meal.Ordered>().Select(meal => meal.Terms.Resident)
            .OrderBy(one => one.Value, StringComparer.Ordinal).ToList();
        return stops.Count == 0
            ? null
            : new MealDayCommand.PlanRuns([new(Id.Parse<RunId>("run_" + NewKey()), stops, 100)]);
    }

    private MealDayCommand Hand(MealRun run) => run.Courier is { } courier && Chance.OnceIn(3)
        ? new MealDayCommand.ReleaseRun(run.Id, courier.Who)
        : new MealDayCommand.AssignRun(run.Id, Chance.Of(Town.Residents), Town.Worker, Town.Policy.Earning);

    private MealDayCommand AtDoor(MealDay.Out day, MealRun run, ResidentId courier)
    {
        var stop = Chance.Of(run.Stops);
        return day.Meals[stop] is Meal.Absent && Chance.OnceIn(2)
            ? new MealDayCommand.NoteReached(stop, courier, Text)
            : new MealDayCommand.NoteDoor(
                run.Id, stop, courier, (DoorOutcome)Chance.Below(3), WithCard: Chance.OnceIn(2));
    }
}

/// <summary>Who eats: orders and cancels, changes their diet, and has standing orders that pause and end.</summary>
internal sealed class Diner(World world, Town town) : KitchenUser(world, town, "diner")
{
    protected override Task Act()
    {
        var who = Chance.Of(Town.Residents);
        return Chance.Below(14) switch
        {
            < 5 when Town.MealDays.Count > 0 => On(RecentDay(), day => new MealDayCommand.Order(
                who, who, 1 + Chance.Below(2), Text, day.Revision, null)),
            < 7 when Town.MealDays.Count > 0 => On(
                RecentDay().Actor, new MealDayCommand.Cancel(who, ByStaff: Chance.OnceIn(3), null)),
            7 or 8 when Town.MealDays.Count > 0 => On(RecentDay(), day => new MealDayCommand.HoldToDiet(
                who, day.Revision,
                Chance.OnceIn(3)
                    ? new Fitting.FitsNot(NotServedReason.DietConflict)
                    : new Fitting.Fits(1 + Chance.Below(2), Text))),
            < 12 => Begin(who),
            _ => Keep(who),
        };
    }

    private Task Begin(ResidentId who)
    {
        var today = Calendar.DayOf(Now);
        var due = new StandingDue(Id.Parse<StandingId>("std_" + NewKey()), who, who);
        var terms = new StandingTerms([1, 2, 3, 4, 5, 6, 7], today, today.AddDays(Chance.Below(12)));
        return On(Town.Kitchen.Actor, new KitchenCommand.BeginStanding(due, terms, Text));
    }

    private Task Keep(ResidentId who) => Ask(who, async request =>
    {
        if (await request.Read(Town.Kitchen.Actor, new GetKitchen()) is not { } kitchen
            || !kitchen.Standing.TryGetValue(who, out var order))
            return new Outcome.Accepted(Done.It, []);
        var today = Calendar.DayOf(Now);
        KitchenCommand command = Chance.Below(3) switch
        {
            0 => new KitchenCommand.SetPause(order.Due.Standing, new(today, today.AddDays(Chance.Below(3)))),
            1 => new KitchenCommand.SetPause(order.Due.Standing, null),
            _ => new KitchenCommand.EndStanding(order.Due.Standing),
        };
        var outcome = await request.Of(Town.Kitchen.Actor, command);
        await request.Follow(outcome);
        return outcome;
    });
}
