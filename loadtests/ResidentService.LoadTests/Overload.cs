using ResidentService.LoadTests.Load;
using ResidentService.LoadTests.Stage;

namespace ResidentService.LoadTests;

/// <summary>
/// Three times as many sign-ups as the store can take, and at once afterwards half as many. The store is slowed down in
/// the sandbox, so that one machine can ask for that much.
/// </summary>
public sealed class Overload(Town town, TimeSpan burst)
{
    private const int BestConnections = 256;

    /// <summary>People do not wait in line to press a button: everybody has a connection.</summary>
    private const int ConnectionsMax = 16_384;

    private const int RepeatedMax = 1_000;

    private static readonly TimeSpan BestTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AfterTime = TimeSpan.FromSeconds(15);

    /// <summary>What was seen.</summary>
    /// <param name="Best">Sign-ups a second when as many ask as it can take.</param>
    /// <param name="Goodput">Sign-ups a second that were answered while three times as many asked.</param>
    /// <param name="Recovered">
    /// Seconds from the end of the burst until everybody who came from then on was signed up, of half as many as it can
    /// take; null where that was not within the run.
    /// </param>
    public sealed record Result(
        double Best, double Goodput, Measured Burst, double? Recovered, long BytesBefore, long BytesMost, long BytesAfter,
        IReadOnlyList<string> Faults)
    {
        public IEnumerable<(string What, string Value)> Rows() =>
        [
            ("best, sign-ups a second", $"{Best:#,0}"),
            ("asked for, a second", $"{3 * Best:#,0}"),
            ("goodput, sign-ups a second", $"{Goodput:#,0}"),
            ("goodput / best", $"{Goodput / Best:0.00}"),
            ("answers", Burst.Without()),
            ("p50, p99, longest answer", $"{Burst.P(50).TotalSeconds:0.00} s, {Burst.P(99).TotalSeconds:0.00} s, "
                + $"{Burst.Latency.Max.TotalSeconds:0.00} s"),
            ("whole strength again after", Recovered is { } seconds ? $"{seconds:0.0} s" : "not within the run"),
            ("memory before, at most, after", $"{BytesBefore >> 20}, {BytesMost >> 20}, {BytesAfter >> 20} MB"),
        ];
    }

    public async Task<Result> Run()
    {
        using var phone = town.NewPhone(ConnectionsMax);
        var events = new List<string>();
        for (var i = 0; i < 4; i++)
            events.Add(await town.NewEvent(capacity: 1_000_000));
        var best = (await Loads.Closed(n => SignUp(phone, events[0], n, "best"), BestConnections, BestTime)).PerSecond;
        var before = town.Server.Bytes;

        // More arrivals than people: who has had a turn goes to the next event.
        var statuses = new int[(int)(3 * best * burst.TotalSeconds)];
        var most = before;
        using var watching = new Timer(_ => most = Math.Max(most, town.Server.Bytes), null, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        var flood = Loads.Open(
            async n => statuses[n] = await SignUp(phone, EventOf(n), n, "burst"), _ => 3 * best, statuses.Length);
        await Task.Delay(burst);
        var goodput = statuses.Count(status => status == 201) / burst.TotalSeconds;
        var after = new int[(int)(best / 2 * AfterTime.TotalSeconds)];
        await Loads.Open(async n => after[n] = await SignUp(phone, events[3], n, "after"), _ => best / 2, after.Length);
        var lastRefused = Array.FindLastIndex(after, status => status != 201);
        var measured = await flood;
        var bytes = town.Server.Bytes;

        List<string> faults = [];
        if (phone.WithoutPause > 0)
            faults.Add($"{phone.WithoutPause} refusals did not say when to come again");
        if (measured.Statuses.Keys.Except([201, 503]).Any())
            faults.Add("answers other than 201 and 503");
        faults.AddRange(await Repeat(phone, statuses, n => EventOf(n)));
        foreach (var id in events.Take(3))
            faults.AddRange(await Recount(id, statuses.Where((_, n) => EventOf(n) == id).ToList()));
        return new(
            best, goodput, measured, lastRefused == after.Length - 1 ? null : (lastRefused + 1) / (best / 2), before, most,
            bytes, faults);

        string EventOf(int n) => events[1 + (n / town.People.Count % 2)];
    }

    private Task<int> SignUp(Phone phone, string id, int n, string key) =>
        phone.Post($"/api/v1/events/{id}/sign-ups", town.People.TokenOf(n), $"{key}-{n}");

    /// <summary>Who was told to come again comes again with the same key, and is signed up.</summary>
    private async Task<IEnumerable<string>> Repeat(Phone phone, int[] statuses, Func<int, string> eventOf)
    {
        var refused = Enumerable.Range(0, statuses.Length).Where(n => statuses[n] != 201).Take(RepeatedMax).ToList();
        await Parallel.ForEachAsync(refused, async (n, _) => statuses[n] = await SignUp(phone, eventOf(n), n, "burst"));
        return refused.Where(n => statuses[n] != 201).Take(1).Select(n => $"the repeated request {n} got {statuses[n]}");
    }

    /// <summary>
    /// Everybody who was told so is signed up. A few more may be: who was told to come again while it went on.
    /// </summary>
    private async Task<IEnumerable<string>> Recount(string id, List<int> statuses)
    {
        var confirmed = (int)(await town.Event(id))["confirmed"]!;
        var told = statuses.Count(status => status == 201);
        return confirmed >= told && confirmed <= statuses.Count || statuses.Count == 0
            ? []
            : [$"{id}: {told} were told that they are signed up, {confirmed} are"];
    }
}
