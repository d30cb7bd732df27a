using System.Diagnostics;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Meals;
using ResidentService.Runtime.Actors;
using ResidentService.Service.Security;

namespace ResidentService.Micro;

/// <summary>
/// A kitchen of 2,000 meals a day: what planning its delivery runs takes, from sealed addresses to runs on disk.
/// </summary>
internal static class MealPlanning
{
    private const int Meals = 2_000;
    private const int Rounds = 5;

    private static readonly GeoPoint Kitchen = GeoPoint.Of(34.27, 109.05);
    private static readonly MealDayId Day = MealDayId.Of(Id.Parse<KitchenId>("kit_large"), new(2026, 5, 6));

    public static async Task Measure()
    {
        using var store = new Store();
        var folder = Directory.CreateTempSubdirectory("resident-service-keys-");
        var keys = KeysDatabase.Open(folder.FullName);
        var vault = new KeyVault(keys);
        var actors = await store.Start();
        var start = Stopwatch.GetTimestamp();
        await Order(actors, vault);
        Console.WriteLine($"{Meals:N0} meals ordered in {Stopwatch.GetElapsedTime(start).TotalSeconds:N1} s");
        store.Now = Calendar.StartOf(Day.Day).AddHours(-4); // Orders have closed.
        for (var round = 1; round <= Rounds; round++)
            await Plan(actors, vault, round);
        await keys.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static async Task Order(LocalActors actors, KeyVault vault)
    {
        var menu = new Menu([new("红烧鱼、青菜、米饭", [Allergen.Fish], [])], Meals);
        await Ask(actors, new MealDayCommand.SetMenu(Day, Id.Parse<CommunityId>("com_tangdu"), menu, new()));
        foreach (var some in Enumerable.Range(0, Meals).Chunk(200))
        {
            await Task.WhenAll(some.Select(async number =>
            {
                var (who, random) = (Store.Person(number), new Random(number));
                var place = $"{34.25 + (random.NextDouble() * 0.04)} {109.03 + (random.NextDouble() * 0.04)}";
                await Ask(actors, new MealDayCommand.Order(
                    who, who, 1, await vault.Seal(who, "mealSlip", $"{place} 3 号楼 2 单元 501"), 1, null));
            }));
        }
    }

    private static async Task Plan(LocalActors actors, KeyVault vault, int round)
    {
        var start = Stopwatch.GetTimestamp();
        var day = (await actors.Read(Day.Actor, new GetMealDay()))!;
        var stops = new List<Stop>(Meals);
        foreach (var meal in day.Meals.Values)
        {
            var slip = (await vault.Open(meal.Terms.Resident, "mealSlip", meal.Terms.Slip))!.Split(' ');
            stops.Add(new(meal.Terms.Resident, GeoPoint.Of(double.Parse(slip[0]), double.Parse(slip[1])), slip[2]));
        }

        var opened = Stopwatch.GetElapsedTime(start);
        var plans = RunPlanning.Plan(Kitchen, stops);
        var planned = Stopwatch.GetElapsedTime(start);
        await Ask(actors, new MealDayCommand.PlanRuns([.. plans.Select((plan, index) =>
            new PlannedRun(Id.Parse<RunId>($"run_{round}-{index}"), plan.Stops, plan.Metres))]));
        var all = Stopwatch.GetElapsedTime(start);
        var naive = stops.Chunk(RunPlanning.StopsMax).Sum(some =>
            RunPlanning.MetresOf(Kitchen, some.Select(stop => stop.Place!.Value)));
        Console.WriteLine(
            $"{plans.Count} runs, {plans.Sum(plan => plan.Metres) / naive:P0} of the way in the order given: "
            + $"opened {opened.TotalMilliseconds:N0} ms, planned {(planned - opened).TotalMilliseconds:N0} ms, "
            + $"on disk {(all - planned).TotalMilliseconds:N0} ms, in all {all.TotalMilliseconds:N0} ms");
    }

    private static async Task Ask(LocalActors actors, MealDayCommand command)
    {
        var id = CommandId.OfRequest(Guid.NewGuid().ToString("N"));
        if (await actors.Ask(Day.Actor, new Asked(command, id, default, Caller.System)) is not Outcome.Accepted)
            throw new InvalidOperationException($"{command} was refused");
    }
}
