using ResidentService.Domain.Kernel;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;

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
/// The kitchen's staff: menus of few meals come out, change and go; who waits is answered, as the edge does; runs are
/// planned and walked.
/// </summary>
internal sealed class Cook(World world, Town town) : KitchenUser(world, town, "cook")
{
    private static readonly Dish Fish = new("红烧鱼", [Allergen.Fish], []);
    private static readonly Dish Greens = new("清炒时蔬", [], []);
    private static readonly Dish Noodles = new("素面", [Allergen.Gluten], []);
    private static readonly IReadOnlyList<Dish>[] Dishes = [[Fish, Greens], [Greens], [Noodles], [Greens, Noodles]];

    protected override Task Act()
    {
        var closed = Town.MealDays.FindLast(day => Calendar.StartOf(day.Day).AddHours(-4) <= Now);
        return Chance.Below(closed == default ? 12 : 20) switch // What can be brought mostly is.
        {
            < 4 => Publish(),
            _ when Town.MealDays.Count == 0 => Publish(),
            < 11 => AnswerWaiting(RecentDay()),
            11 => On(RecentDay().Actor, new MealDayCommand.WithdrawMenu("停水")),
            12 or 13 => On(closed, Plan),
            14 or 15 => On(closed, Assign),
            _ => On(closed, AtDoor),
        };
    }

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

    private MealDayCommand? Plan(MealDay.Out day)
    {
        var stops = day.Meals.Values.OfType<Meal.Ordered>().Select(meal => meal.Terms.Resident)
            .OrderBy(one => one.Value, StringComparer.Ordinal).ToList();
        return stops.Count == 0
            ? null
            : new MealDayCommand.PlanRuns([new(Id.Parse<RunId>("run_" + NewKey()), stops, 100)]);
    }

    private MealDayCommand? Assign(MealDay.Out day) => day.Runs.Values.FirstOrDefault() is { } run
        ? new MealDayCommand.AssignRun(run.Id, Chance.Of(Town.Residents), Town.Worker, Town.Policy.Earning)
        : null;

    private MealDayCommand? AtDoor(MealDay.Out day)
    {
        if (day.Runs.Values.FirstOrDefault() is not { Courier: { } courier } run)
            return null;
        var stop = Chance.Of(run.Stops);
        return day.Meals[stop] is Meal.Absent && Chance.OnceIn(2)
            ? new MealDayCommand.NoteReached(stop, courier.Who, Text)
            : new MealDayCommand.NoteDoor(
                run.Id, stop, courier.Who, (DoorOutcome)Chance.Below(3), WithCard: Chance.OnceIn(2));
    }
}

/// <summary>Who eats: orders and cancels, and has standing orders that pause and end.</summary>
internal sealed class Diner(World world, Town town) : KitchenUser(world, town, "diner")
{
    protected override Task Act()
    {
        var who = Chance.Of(Town.Residents);
        return Chance.Below(12) switch
        {
            < 5 when Town.MealDays.Count > 0 => On(RecentDay(), day => new MealDayCommand.Order(
                who, who, 1 + Chance.Below(2), Text, day.Revision, null)),
            < 7 when Town.MealDays.Count > 0 => On(
                RecentDay().Actor, new MealDayCommand.Cancel(who, ByStaff: Chance.OnceIn(3), null)),
            < 10 => Begin(who),
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
