using System.Diagnostics;

namespace ResidentService.CatchUp;

/// <summary>Sign-ups at a fixed rate, each timed from when it should have begun.</summary>
/// <param name="CaughtUp">Entries that the follower came on in a second; 0 where it had nothing to do.</param>
internal sealed record Measurement(double P50, double P99, double Max, double CaughtUp, long Left)
{
    private static int _round;

    public static async Task<Measurement> Run(string folder, Behind behind, Options options)
    {
        await using var store = await Store.Open(folder, behind);
        var town = new Town(store);
        if (behind == Behind.Nobody)
            await store.Runtime.Settled(CancellationToken.None);
        var @event = await town.Publish($"measured{Guid.NewGuid():N}");
        var people = Interlocked.Increment(ref _round) * options.PerSecond * (options.Seconds + Warmup);
        await SignUps(town, @event, people, options.PerSecond, Warmup);
        var (before, start) = (Lag(store, behind), Stopwatch.GetTimestamp());
        var taken = await SignUps(town, @event, people + (options.PerSecond * Warmup), options.PerSecond, options.Seconds);
        var (left, took) = (Lag(store, behind), Stopwatch.GetElapsedTime(start));
        Array.Sort(taken);
        return new(
            taken[taken.Length / 2], taken[taken.Length * 99 / 100], taken[^1],
            Math.Max(0, before - left) / took.TotalSeconds, left);
    }

    /// <summary>Seconds before what is measured, for the code to be compiled and the first files read.</summary>
    private const int Warmup = 3;

    private static long Lag(Store store, Behind behind) => behind switch
    {
        Behind.Tables => store.Runtime.Tables.Lag,
        Behind.Reactions => store.Runtime.Reactions.Lag,
        _ => 0,
    };

    private static async Task<double[]> SignUps(
        Town town, (Domain.CommunityEvents.EventId, Domain.Residents.Session) @event, int firstPerson, int perSecond,
        int seconds)
    {
        var running = new Task<double>[perSecond * seconds];
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < running.Length;)
        {
            var due = Stopwatch.GetElapsedTime(start).TotalSeconds * perSecond;
            for (; i < running.Length && i <= due; i++)
            {
                var (person, since) = (firstPerson + i, start + (long)(i * (double)Stopwatch.Frequency / perSecond));
                running[i] = Task.Run(async () =>
                {
                    await town.SignUp(Town.Person(person), @event);
                    return Stopwatch.GetElapsedTime(since).TotalMilliseconds;
                });
            }

            await Task.Delay(1);
        }

        return await Task.WhenAll(running);
    }
}
