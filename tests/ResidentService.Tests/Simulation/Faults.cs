namespace ResidentService.Tests.Simulation;

/// <summary>How often the world misbehaves: once in so many times, each; 0 is never.</summary>
internal sealed record Faults(
    int CrashOnceIn, int CommitFailsOnceIn, int ReadFailsOnceIn, int ViewsFailOnceIn, int AnswerIsLostOnceIn)
{
    public static Faults None { get; } = new(0, 0, 0, 0, 0);

    public static Faults Usual { get; } = new(500, 150, 400, 150, 12);

    /// <summary>A seed has a world of its own: some are calm, some are terrible.</summary>
    public static Faults Of(Chance chance) => chance.Below(4) switch
    {
        0 => Usual with { CrashOnceIn = 0, CommitFailsOnceIn = 0 },
        1 => new(200, 40, 100, 40, 5),
        _ => Usual,
    };
}

/// <summary>The run has shown something that must not be.</summary>
internal sealed class SimulationException(string message, Exception? inner = null) : Exception(message, inner);
