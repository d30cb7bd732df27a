using ResidentService.LoadTests.Load;
using ResidentService.LoadTests.Stage;

namespace ResidentService.LoadTests.Scenarios;

/// <summary>
/// Something that many people do at once. Plain classes, so that another tool can drive the same ones: prepare, then
/// any number of requests at once, then check that the outcome is exact.
/// </summary>
/// <param name="town">Where it happens.</param>
/// <param name="phone">Over which it is asked.</param>
public abstract class Scenario(Town town, Phone phone)
{
    /// <summary>As the command line calls it.</summary>
    public abstract string Name { get; }

    /// <summary>How arrivals are spread over the time.</summary>
    public virtual Shape Shape => Shape.Ramp;

    protected Town Town { get; } = town;

    protected Phone Phone { get; } = phone;

    /// <summary>Makes what the requests are about.</summary>
    /// <param name="arrivals">How many requests will come.</param>
    public abstract Task Prepare(int arrivals);

    /// <summary>What the n-th arrival does; the answer is the status that counts for it.</summary>
    public abstract Task<int> Arrive(int number);

    /// <summary>What is wrong with the outcome, one line each; none when it is exact.</summary>
    public abstract Task<IReadOnlyList<string>> Check(Measured measured);

    protected static IEnumerable<string> Expect(string what, long expected, long actual) =>
        expected == actual ? [] : [$"{what}: {actual} instead of {expected}"];
}

/// <summary>How arrivals are spread over the time of a scenario.</summary>
public enum Shape
{
    /// <summary>As many in each second.</summary>
    Steady,

    /// <summary>From none to the full rate.</summary>
    Ramp,

    /// <summary>The full rate in the first second, ebbing away: what happens when a popular event opens.</summary>
    Burst,
}

public static class Shapes
{
    /// <summary>Arrivals a second at a time.</summary>
    /// <param name="peak">The most.</param>
    /// <param name="at">Seconds since the start.</param>
    /// <param name="length">Seconds that it lasts.</param>
    public static double Rate(this Shape shape, double peak, double at, double length) => shape switch
    {
        Shape.Ramp => peak * Math.Max(0.02, at / length),
        Shape.Burst => peak * Math.Max(0.02, at < 1 ? 1 : Math.Exp(-3 * (at - 1) / length)),
        _ => peak,
    };

    /// <summary>How many will arrive: the integral of the rate.</summary>
    public static int Arrivals(this Shape shape, double peak, double length) =>
        (int)Enumerable.Range(0, (int)(length * 100)).Sum(i => shape.Rate(peak, i / 100.0, length) / 100);
}
