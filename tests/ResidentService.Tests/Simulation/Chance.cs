namespace ResidentService.Tests.Simulation;

/// <summary>All that is left to chance in one run; the same seed chooses the same.</summary>
internal sealed class Chance(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>From 0 to below a number.</summary>
    public int Below(int number) => _random.Next(number);

    /// <summary>True once in so many times; never for 0.</summary>
    public bool OnceIn(int times) => times > 0 && _random.Next(times) == 0;

    public T Of<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];
}
