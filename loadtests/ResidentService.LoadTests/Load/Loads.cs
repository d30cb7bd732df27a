using System.Diagnostics;

namespace ResidentService.LoadTests.Load;

/// <summary>The n-th request of a load; its answer is the HTTP status, or 0 when there was none.</summary>
public delegate Task<int> Request(int number);

/// <summary>The two ways to put load on a server.</summary>
public static class Loads
{
    /// <summary>
    /// A closed model: so many connections, each asking again as soon as it has its answer. Shows the most that the
    /// server can do; its latencies hide stalls, since nobody asks while the server stands still.
    /// </summary>
    /// <param name="requests">At most so many; fewer when the time is over.</param>
    public static async Task<Measured> Closed(
        Request request, int connections, TimeSpan duration, int requests = int.MaxValue)
    {
        var next = -1;
        var clock = Stopwatch.StartNew();
        var tallies = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(Worker)));
        return Tally.Sum(tallies, clock.Elapsed);

        async Task<Tally> Worker()
        {
            var tally = new Tally();
            while (clock.Elapsed is var asked && asked < duration
                && Interlocked.Increment(ref next) is var number && number < requests)
            {
                var status = await request(number);
                var answered = clock.Elapsed;
                tally.Add(status, answered - asked, answered);
            }

            return tally;
        }
    }

    /// <summary>
    /// An open model: requests are due by a schedule, whether or not earlier ones were answered, as people come. The
    /// latency counts from the moment a request was due, so that a stall is not hidden.
    /// </summary>
    /// <param name="rate">Requests a second that are due, at a time since the start in seconds.</param>
    /// <param name="requests">How many come; the schedule ends with the last one.</param>
    public static async Task<Measured> Open(Request request, Func<double, double> rate, int requests)
    {
        var open = new List<Task>();
        var tallies = Enumerable.Range(0, Environment.ProcessorCount * 4).Select(_ => new Tally()).ToList();
        var clock = Stopwatch.StartNew();
        var (due, number) = (0.0, 0);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (number < requests)
        {
            while (number < requests && due <= clock.Elapsed.TotalSeconds)
            {
                open.Add(Ask(number++, TimeSpan.FromSeconds(due)));
                due += 1 / rate(due);
            }

            await tick.WaitForNextTickAsync();
        }

        await Task.WhenAll(open);
        return Tally.Sum(tallies, clock.Elapsed);

        async Task Ask(int number, TimeSpan due)
        {
            var status = await request(number);
            var answered = clock.Elapsed;
            var tally = tallies[number % tallies.Count];
            lock (tally)
            {
                tally.Add(status, answered - due, answered);
            }
        }
    }
}
