using ResidentService.Tests.Simulation.Bugs;

namespace ResidentService.Tests.Simulation;

/// <summary>Bugs put in on purpose are found; the output lists which seed found which.</summary>
public sealed class BugTests(ITestOutputHelper output)
{
    public const int SeedsMax = 1_000;

    private const int ControlSeeds = 50;

    public static TheoryData<string> Names => [.. AllBugs.ByName.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_bug_is_found(string name)
    {
        var found = AllBugs.Find(name, SeedsMax, SimulationTests.Steps);
        Assert.NotNull(found);
        output.WriteLine($"{name}: {found.Value.Saw}");
    }

    /// <summary>So what finds a journal that does not look at versions is not the second activation alone.</summary>
    [Fact]
    public void Versions_keep_the_entries_right_though_actors_live_twice()
    {
        var seeds = new Seeds(1, ControlSeeds, SimulationTests.Steps, () => new LivingTwice());
        seeds.Run();
        Assert.Empty(seeds.Failures.Select(failed => failed.Failure.Message));
    }
}
