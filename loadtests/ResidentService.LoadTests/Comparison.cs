using System.Diagnostics;
using System.Text.Json.Nodes;
using ResidentService.LoadTests.Load;
using ResidentService.LoadTests.Stage;

namespace ResidentService.LoadTests;

/// <summary>
/// The service against the do-nothing baseline, by turns in one run: what the machine does besides hits both, so their
/// ratio means something where the figures alone do not.
/// </summary>
/// <param name="rounds">Pairs of turns; the ratio is the median of the pairs'.</param>
/// <param name="turn">How long each turn lasts.</param>
public sealed class Comparison(Town town, ServerProcess baseline, int rounds, TimeSpan turn)
{
    private static readonly Dictionary<string, string> Quiet = new()
    {
        ["Logging__LogLevel__Default"] = "Warning",
        ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information",
    };

    /// <summary>Long enough for the compiler to have made its second, fast code of the hot path.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(12);

    private readonly List<string> _baselineTokens = [];

    /// <summary>Median rates and processor times, and the median of the rates' ratios.</summary>
    public sealed record Result(string Name, int Connections, Pace Service, Pace Baseline, double Ratio, string Note)
    {
        public string[] Row() => [
            Name, $"{Connections}", $"{Service.PerSecond:#,0}", $"{Baseline.PerSecond:#,0}", $"{Ratio:0.00}",
            $"{Service.Processor.TotalMilliseconds:0.000}", $"{Baseline.Processor.TotalMilliseconds:0.000}", Note,
        ];
    }

    /// <summary>How one server fared in one turn.</summary>
    /// <param name="Processor">
    /// What one request took of the server's processor, which scatters less than the rate on a machine that others use.
    /// </param>
    public sealed record Pace(double PerSecond, TimeSpan Processor);

    public static string[] Columns { get; } = [
        "what", "connections", "service, a second", "baseline, a second", "ratio", "service, ms of processor each",
        "baseline, ms of processor each", "other answers",
    ];

    public static Task<ServerProcess> StartBaseline() => ServerProcess.Start("loadtests/Baseline", Quiet);

    /// <summary>What can be compared.</summary>
    public static string[] Names { get; } = ["sign-ups", "path", "sketch-seat", "sketch", "refusals", "many-events"];

    /// <summary>Measures one of <see cref="Names"/>.</summary>
    public Task<Result> Of(string what, int connections) => what switch
    {
        "sign-ups" => SignUps(connections),
        "path" => BehindNothing("an event's path alone", "seats", connections),
        "sketch-seat" => BehindNothing("a sketch of a seat alone", "sketch/Seat", connections),
        "sketch" => BehindNothing("a sketch of a whole sign-up", "sketch/Whole", connections),
        "refusals" => Refusals(connections),
        "many-events" => ManyEvents(connections),
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, "nothing to compare"),
    };

    /// <summary>Everybody after one event with room for all.</summary>
    private Task<Result> SignUps(int connections) => Compare("sign-ups on one event", connections, 201, async phone =>
    {
        var id = await town.NewEvent(capacity: 1_000_000);
        return n => phone.Post($"/api/v1/events/{id}/sign-ups", town.People.TokenOf(n), $"{id}-{n}");
    });

    /// <summary>A part of a sign-up, or a sketch of one, behind the endpoint that does nothing.</summary>
    private async Task<Result> BehindNothing(string name, string part, int connections)
    {
        using var phone = new Phone(baseline.Addresses, connections);
        return await Compare(name, connections, 201, baseline, int.MaxValue, () =>
        {
            var id = $"evt_{Guid.NewGuid():N}";
            return Task.FromResult<Request>(n => phone.Post(
                $"/api/v1/events/{id}/{part}", _baselineTokens[n % _baselineTokens.Count], $"{id}-{n}"));
        });
    }

    /// <summary>Everybody after an event that is full.</summary>
    private async Task<Result> Refusals(int connections)
    {
        var id = await town.NewEvent(capacity: 1);
        using var first = town.NewPhone(1);
        await first.Post($"/api/v1/events/{id}/sign-ups", town.People.TokenOf(0), "first");
        return await Compare("refusals of a full event", connections, 409, phone => Task.FromResult<Request>(
            n => phone.Post($"/api/v1/events/{id}/sign-ups", town.People.TokenOf(n + 1), $"{id}-{n}")));
    }

    /// <summary>A thousand events at once, one of them at random each time.</summary>
    private async Task<Result> ManyEvents(int connections)
    {
        var ids = new string[1_000];
        return await Compare("sign-ups on 1,000 events", connections, 201, async phone =>
        {
            await Parallel.ForAsync(0, ids.Length, async (i, _) => ids[i] = await town.NewEvent(capacity: 1_000_000));
            return n => phone.Post(
                $"/api/v1/events/{ids[(n * 7_919L) % ids.Length]}/sign-ups", town.People.TokenOf(n), $"{ids[0]}-{n}");
        });
    }

    private async Task<Result> Compare(
        string name, int connections, int expected, Func<Phone, Task<Request>> prepare)
    {
        using var phone = town.NewPhone(connections);
        return await Compare(
            name, connections, expected, town.Server, town.People.Count, () => prepare(phone), TablesStand);

        // Read tables are part of the way: who was among the last to sign up is shown it only when they have come so far.
        Task TablesStand(long requests) =>
            phone.Ask(HttpMethod.Get, "/api/v1/me/sign-ups", town.People.TokenOf((int)requests - 1));
    }

    private async Task<Result> Compare(
        string name, int connections, int expected, ServerProcess server, int requests, Func<Task<Request>> prepare,
        Func<long, Task>? finish = null)
    {
        using var theirs = new Phone(baseline.Addresses, connections);
        while (_baselineTokens.Count < connections)
        {
            var tokens = await theirs.Ask(
                HttpMethod.Post, "/api/v1/auth/wechat", body: new JsonObject { ["code"] = $"{_baselineTokens.Count}" });
            _baselineTokens.Add((string)tokens["accessToken"]!);
        }

        var (service, nothing) = (new List<Pace>(), new List<Pace>());
        var others = new SortedDictionary<int, long>();
        for (var round = -1; round < rounds; round++)
        {
            // The round before the first warms up: it is driven and not counted.
            var time = round < 0 ? WarmUp : turn;
            var (b, theirPace) = await Drive(
                baseline, n => theirs.Post("/api/v1/events/e/sign-ups", _baselineTokens[n % _baselineTokens.Count], $"k{n}"),
                connections, time);
            var start = Stopwatch.GetTimestamp();
            Measured s;
            Pace ourPace;
            do
                (s, ourPace) = await Drive(server, await prepare(), connections, time, requests, finish);
            while (round < 0 && Stopwatch.GetElapsedTime(start) < time); // a small town has soon signed up
            if (round < 0)
                continue;
            nothing.Add(theirPace);
            service.Add(ourPace);
            foreach (var (status, count) in s.Statuses.Where(pair => pair.Key != expected))
                others[status] = others.GetValueOrDefault(status) + count;
        }

        var ratio = Median(service.Zip(nothing, (s, b) => s.PerSecond / b.PerSecond));
        return new(name, connections, Median(service), Median(nothing), ratio,
            string.Join(", ", others.Select(pair => $"{pair.Value} times {pair.Key}")));
    }

    /// <param name="finish">Waits for what the answers have left to do, told how many there were; it counts too.</param>
    private static async Task<(Measured Measured, Pace Pace)> Drive(
        ServerProcess server, Request request, int connections, TimeSpan time, int requests = int.MaxValue,
        Func<long, Task>? finish = null)
    {
        var (before, start) = (server.ProcessorTime, Stopwatch.GetTimestamp());
        var measured = await Loads.Closed(request, connections, time, requests);
        var answers = measured.Latency.Count;
        if (finish is not null)
            await finish(answers);
        var took = Stopwatch.GetElapsedTime(start);
        return (measured, new(answers / took.TotalSeconds, (server.ProcessorTime - before) / answers));
    }

    private static Pace Median(List<Pace> paces) => new(
        Median(paces.Select(pace => pace.PerSecond)),
        TimeSpan.FromMicroseconds(Median(paces.Select(pace => pace.Processor.TotalMicroseconds))));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1
            ? sorted[sorted.Count / 2]
            : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
