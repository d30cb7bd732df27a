namespace ResidentService.LoadTests.Load;

/// <summary>What a load has shown.</summary>
/// <param name="Statuses">How many requests ended with which status; 0 stands for a request that got no answer.</param>
/// <param name="Seconds">Second by second, for the charts.</param>
public sealed record Measured(
    TimeSpan Took, Histogram Latency, IReadOnlyDictionary<int, long> Statuses, IReadOnlyList<Second> Seconds)
{
    public double PerSecond => Latency.Count / Took.TotalSeconds;

    public long With(int status) => Statuses.GetValueOrDefault(status);

    /// <summary>How many ended with which other status than these: "3 times 503, 1 times 429", or "" for none.</summary>
    public string Without(params int[] statuses) => string.Join(", ", Statuses
        .Where(pair => !statuses.Contains(pair.Key)).OrderBy(pair => pair.Key)
        .Select(pair => $"{pair.Value:#,0} times {pair.Key}"));

    public TimeSpan P(double percent) => Latency.Percentile(percent / 100);
}

/// <summary>One second of a load: how many were answered in it, and how long they took.</summary>
public sealed record Second(int At, long Answered, TimeSpan Median, TimeSpan P99);

/// <summary>Gathers answers from one worker after another; each worker has its own, so that none waits for a lock.</summary>
internal sealed class Tally
{
    private readonly Dictionary<int, long> _statuses = [];
    private readonly List<Histogram> _seconds = [];

    public void Add(int status, TimeSpan latency, TimeSpan sinceStart)
    {
        _statuses[status] = _statuses.GetValueOrDefault(status) + 1;
        var second = (int)sinceStart.TotalSeconds;
        while (_seconds.Count <= second)
            _seconds.Add(new());
        _seconds[second].Add(latency);
    }

    public static Measured Sum(IReadOnlyList<Tally> tallies, TimeSpan took)
    {
        var statuses = new Dictionary<int, long>();
        var seconds = new List<Histogram>();
        foreach (var tally in tallies)
        {
            foreach (var (status, count) in tally._statuses)
                statuses[status] = statuses.GetValueOrDefault(status) + count;
            for (var i = 0; i < tally._seconds.Count; i++)
            {
                if (seconds.Count <= i)
                    seconds.Add(new());
                seconds[i].Add(tally._seconds[i]);
            }
        }

        var all = new Histogram();
        seconds.ForEach(all.Add);
        return new(took, all, statuses,
            [.. seconds.Select((second, i) => new Second(i, second.Count, second.Percentile(0.5), second.Percentile(0.99)))]);
    }
}
