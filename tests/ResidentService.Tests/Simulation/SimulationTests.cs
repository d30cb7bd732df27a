namespace ResidentService.Tests.Simulation;

public sealed class SimulationTests
{
    [Fact]
    public void The_same_seed_gives_the_same_journal() =>
        Assert.Equal(Run.Of(seed: 7, steps: 2_000), Run.Of(seed: 7, steps: 2_000));
}
