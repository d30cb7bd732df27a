using FsCheck;
using FsCheck.Fluent;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Residents;
using static ResidentService.Tests.Domain.Meals.AKitchen;

namespace ResidentService.Tests.Domain.Meals;

/// <summary>Whatever many people, the kitchen and its standing orders do in whatever order.</summary>
public sealed class MealProperties
{
    private static readonly Gen<string> Names = Gen.Elements("wang", "li", "zhao", "qian", "sun");

    private static readonly Gen<MealDayCommand> Commands = Gen.Frequency<MealDayCommand>(
        (6, Names.Zip(Gen.Choose(1, 3)).Zip(Gen.Choose(1, 2)).Select(one => (MealDayCommand)(
            Order(Person(one.Item1.Item1), one.Item1.Item2) with { Revision = one.Item2 }))),
        (3, Names.Zip(Gen.Elements(true, false)).Select(one =>
            (MealDayCommand)new MealDayCommand.Cancel(Person(one.Item1), one.Item2, null))),
        (4, Names.Select(name => (MealDayCommand)new MealDayCommand.AskStanding([Due(name)]))),
        (2, Names.Select(name => (MealDayCommand)new MealDayCommand.LetStandingGo(Due(name)))),
        (6, Names.Zip(Gen.Choose(1, 2)).Zip(Gen.Choose(1, 3)).Select(one =>
            (MealDayCommand)Answer(Person(one.Item1.Item1), one.Item1.Item2, one.Item2))),
        (1, Gen.Elements(
                TwoDishes, TwoDishes with { Quota = 4 }, new Menu([Greens, Noodles], 2), new Menu([Noodles], 3))
            .Select(menu => (MealDayCommand)(SetMenu with { Menu = menu }))),
        (1, Gen.Constant((MealDayCommand)new MealDayCommand.Close())),
        (1, Gen.Constant((MealDayCommand)new MealDayCommand.WithdrawMenu("停水"))));

    [Fact]
    public void A_quota_is_never_exceeded_and_a_standing_order_is_placed_once() => Prop
        .ForAll(Commands.Zip(Gen.Choose(0, 90)).ListOf().Select(list => list.ToList()).ToArbitrary(), steps =>
        {
            var (state, now) = (Out().State, Monday);
            foreach (var (command, minutes) in steps)
            {
                now = now.AddMinutes(minutes);
                var (before, facts) = (state, Decided(command, state, now));
                foreach (var fact in facts)
                {
                    state = ThroughASnapshot.Of(MealDay.Evolve(state, fact, now));
                    if (state is MealDay.Out day)
                        Check(day);
                }

                CheckNobodyIsForgotten(before, state, facts);
                Assert.DoesNotContain(Decided(command, state, now), fact => fact is MealDayFact.Ordered);
            }
        }).QuickCheckThrowOnFailure();

    private static IReadOnlyList<MealDayFact> Decided(MealDayCommand command, MealDay state, DateTimeOffset now) =>
        MealDayDecider.Decide(command, state, new Context(CommandId.OfRequest("test"), Caller.System, now))
            is Decision.Accepted accepted ? [.. accepted.Events.Cast<MealDayFact>()] : [];

    private static void Check(MealDay.Out day)
    {
        var cooked = day.Meals.Values.Where(meal => meal.IsCooked).ToList();
        Assert.Equal(cooked.Count, day.Taken);
        Assert.InRange(day.Taken, 0, day.Menu.Quota);
        Assert.All(cooked, meal => Assert.DoesNotContain(meal.Terms.Resident, day.Asked.Keys));
        var standing = cooked.Where(meal => meal.Terms.Standing is not null).ToList();
        Assert.Equal(standing.Count, standing.DistinctBy(meal => meal.Terms.Standing).Count());
        Assert.All(day.Meals.Values.OfType<Meal.Ordered>(), meal => Assert.NotNull(day.Menu.Find(meal.Terms.Dish)));
        Assert.False(day.IsClosed && day.Waiting().Any());
    }

    /// <summary>Who had a meal or waited for one has it still, has let it go, or is told.</summary>
    private static void CheckNobodyIsForgotten(MealDay before, MealDay after, IReadOnlyList<MealDayFact> facts)
    {
        var told = facts.SelectMany(fact => fact switch
        {
            MealDayFact.Cancelled one => [one.Resident],
            MealDayFact.StandingLetGo one => [one.Standing.Resident],
            MealDayFact.NotServed some => some.Residents,
            MealDayFact.CalledOff some => some.Residents,
            _ => [],
        }).ToHashSet();
        Assert.All(Hoping(before).Except(Hoping(after)), one => Assert.Contains(one, told));
    }

    private static IEnumerable<ResidentId> Hoping(MealDay state) => state is MealDay.Out day
        ? day.Asked.Keys.Concat(day.Meals.Values.Where(meal => meal.IsCooked).Select(meal => meal.Terms.Resident))
        : [];
}
