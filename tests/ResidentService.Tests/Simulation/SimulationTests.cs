namespace ResidentService.Tests.Simulation;

public sealed class SimulationTests
{
    public const int Steps = 2_000;

    private const int SeedsInTests = 200;

    [Fact]
    public void The_same_seed_gives_the_same_journal() => Assert.Equal(Run.Of(seed: 7, Steps), Run.Of(seed: 7, Steps));

    [Fact]
    public void Everything_holds_whatever_happens()
    {
        var seeds = new Seeds(1, SeedsInTests, Steps);
        seeds.Run();
        Assert.Empty(seeds.Failures.Select(failed => failed.Failure.Message));
        Assert.True(seeds.Crashes > SeedsInTests);
    }
}
