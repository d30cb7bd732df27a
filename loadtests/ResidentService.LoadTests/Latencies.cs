using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using ResidentService.LoadTests.Load;
using ResidentService.LoadTests.Stage;

namespace ResidentService.LoadTests;

/// <summary>How long people wait, the service and the baseline by turns at the same rate.</summary>
/// <param name="rounds">Pairs of turns; each figure is the median of its rounds.</param>
/// <param name="turn">How long each turn lasts.</param>
public sealed class Latencies(Town town, ServerProcess baseline, int rounds, TimeSpan turn)
{
    private const int PageConnections = 16;
    private const int PagesPerSecond = 200;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);

    private string _token = "";

    public static string[] Names { get; } = ["latency", "page"];

    public static string[] Columns { get; } =
        ["what", "at", "service p99, ms", "longest, ms", "baseline p99, ms", "longest, ms", "p99 ratio"];

    /// <summary>Measures one of <see cref="Names"/>.</summary>
    public Task<string[]> Of(string what, int connections) => what switch
    {
        "latency" => AtHalfThePace(connections),
        "page" => PageDuringTheRush(connections),
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, "nothing to measure"),
    };

    /// <summary>Sign-ups at half of the most that the service can do, and as many requests to the baseline.</summary>
    private async Task<string[]> AtHalfThePace(int connections)
    {
        using var ours = town.NewPhone(connections);
        using var theirs = new Phone(baseline.Addresses, connections);
        await Loads.Closed(await SignUps(ours), connections, WarmUp, town.People.Count);
        var rate = (await Loads.Closed(await SignUps(ours), connections, WarmUp, town.People.Count)).PerSecond / 2;
        var requests = (int)Math.Min(rate * turn.TotalSeconds, town.People.Count);
        return await ByTurns(
            "sign-up at half its pace", $"{rate:#,0} a second",
            async () => await Loads.Open(await SignUps(ours), _ => rate, requests),
            async () => await Loads.Open(await Nothing(theirs), _ => rate, requests));
    }

    /// <summary>The event's page while everybody signs up, and the baseline's while everybody posts to it.</summary>
    private async Task<string[]> PageDuringTheRush(int connections)
    {
        using var ours = town.NewPhone(connections);
        using var theirs = new Phone(baseline.Addresses, connections);
        using var reader = town.NewPhone(PageConnections);
        using var theirReader = new Phone(baseline.Addresses, PageConnections);
        var pages = (int)(PagesPerSecond * turn.TotalSeconds);
        await Loads.Closed(await SignUps(ours), connections, WarmUp, town.People.Count);
        return await ByTurns(
            $"an event's page during a rush at {connections} connections", $"{PagesPerSecond} a second",
            async () =>
            {
                var id = await town.NewEvent(capacity: 1_000_000);
                var rush = Rush();
                var measured = await Loads.Open(
                    n => reader.Get($"/api/v1/events/{id}", town.People.TokenOf(n)), _ => PagesPerSecond, pages);
                await rush;
                return measured;

                async Task Rush()
                {
                    var start = Stopwatch.GetTimestamp();
                    for (var left = turn; left > TimeSpan.Zero; left = turn - Stopwatch.GetElapsedTime(start))
                    {
                        await Loads.Closed(
                            n => ours.Post($"/api/v1/events/{id}/sign-ups", town.People.TokenOf(n), $"{id}-{n}"),
                            connections, left, town.People.Count);
                        id = await town.NewEvent(capacity: 1_000_000); // a small town has soon signed up
                    }
                }
            },
            async () =>
            {
                var rush = Loads.Closed(await Nothing(theirs), connections, turn);
                var measured = await Loads.Open(
                    _ => theirReader.Get("/api/v1/events/e"), _ => PagesPerSecond, pages);
                await rush;
                return measured;
            });
    }

    private async Task<string[]> ByTurns(
        string what, string at, Func<Task<Measured>> service, Func<Task<Measured>> nothing)
    {
        var (ours, theirs) = (new List<Measured>(), new List<Measured>());
        for (var round = 0; round < rounds; round++)
        {
            theirs.Add(await nothing());
            ours.Add(await service());
        }

        var ratio = ours.Zip(theirs, (s, b) => s.P(99) / b.P(99)).Order().ElementAt(rounds / 2);
        return [
            what, at, Ms(Median(ours)), Ms(ours.Max(one => one.Latency.Max)), Ms(Median(theirs)),
            Ms(theirs.Max(one => one.Latency.Max)), ratio.ToString("0.0", CultureInfo.InvariantCulture),
        ];
    }

    private async Task<Request> SignUps(Phone phone)
    {
        var id = await town.NewEvent(capacity: 1_000_000);
        return n => phone.Post($"/api/v1/events/{id}/sign-ups", town.People.TokenOf(n), $"{id}-{n}");
    }

    private async Task<Request> Nothing(Phone phone)
    {
        if (_token.Length == 0)
        {
            var tokens = await phone.Ask(
                HttpMethod.Post, "/api/v1/auth/wechat", body: new JsonObject { ["code"] = "somebody" });
            _token = (string)tokens["accessToken"]!;
        }

        return n => phone.Post("/api/v1/events/e/sign-ups", _token, $"k{n}");
    }

    private static TimeSpan Median(List<Measured> measured) =>
        measured.Select(one => one.P(99)).Order().ElementAt(measured.Count / 2);

    private static string Ms(TimeSpan time) => time.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture);
}
