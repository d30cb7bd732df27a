using ResidentService.Tests.Simulation.Bugs;

namespace ResidentService.Tests.Simulation;

/// <summary>Bugs put in on purpose are found; the output lists which seed found which.</summary>
public sealed class BugTests(ITestOutputHelper output)
{
    private const int SeedsMax = 1_000;

    public static TheoryData<string> Names => [.. AllBugs.ByName.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_bug_is_found(string name)
    {
        var seeds = new Seeds(1, SeedsMax, SimulationTests.Steps, AllBugs.ByName[name]);
        seeds.Run();
        var (seed, failure) = seeds.Failures[0];
        output.WriteLine($"{name}: found by seed {seed}: {failure.Message}");
    }
}
