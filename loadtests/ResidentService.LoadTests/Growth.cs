using ResidentService.LoadTests.Load;
using ResidentService.LoadTests.Stage;

namespace ResidentService.LoadTests;

/// <summary>Everybody signs up for one event, tenth by tenth: whether a sign-up costs more where many are there.</summary>
public sealed class Growth(Town town)
{
    private const int Connections = 256;
    private const int Parts = 10;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan PartMax = TimeSpan.FromHours(1);

    public static string[] Columns { get; } =
        ["signed up before", "sign-ups a second", "ms of processor each", "longest, ms", "heap, MB", "process, MB"];

    /// <summary>One tenth.</summary>
    /// <param name="Heap">Bytes that the collector has counted when it last ran.</param>
    /// <param name="Process">Bytes that the process holds.</param>
    private sealed record Part(int Before, double PerSecond, TimeSpan Processor, TimeSpan Longest, long Heap, long Process)
    {
        public string[] Row() =>
        [
            $"{Before:#,0}", $"{PerSecond:#,0}", $"{Processor.TotalMilliseconds:0.000}",
            $"{Longest.TotalMilliseconds:#,0}", $"{Heap >> 20:#,0}", $"{Process >> 20:#,0}",
        ];
    }

    /// <summary>The table, and what was wrong.</summary>
    public sealed record Result(List<string[]> Rows, IReadOnlyList<string> Faults);

    public async Task<Result> Run(Action<int> progress)
    {
        using var phone = town.NewPhone(Connections);
        var size = town.People.Count / Parts;

        // Another event has the first, slow round; by those who come last here.
        await SignUp(phone, await town.NewEvent(capacity: 1_000_000), (Parts - 1) * size, size, WarmUp, _ => { });

        var id = await town.NewEvent(capacity: 1_000_000);
        var parts = new List<Part>();
        List<string> faults = [];
        var told = 0L;
        for (var part = 0; part < Parts; part++)
        {
            var before = town.Server.ProcessorTime;
            var measured = await SignUp(phone, id, part * size, size, PartMax, progress);
            parts.Add(new(
                part * size, measured.PerSecond, (town.Server.ProcessorTime - before) / size, measured.Latency.Max,
                await town.HeapBytes(), town.Server.Bytes));
            if (measured.With(201) != size)
                faults.Add($"of {size:#,0} after {part * size:#,0}: {measured.Without(201)}");
            told += measured.With(201);
        }

        var confirmed = (int)(await town.Event(id))["confirmed"]!;
        if (confirmed != told)
            faults.Add($"{told} were told that they are signed up, {confirmed} are");
        var (first, last) = (parts[0], parts[^1]);
        return new(
            [
                .. parts.Select(part => part.Row()),
                [
                    "last / first", $"{last.PerSecond / first.PerSecond:0.00}", $"{last.Processor / first.Processor:0.00}", "",
                    $"{(last.Heap - first.Heap) / ((Parts - 1) * size)} bytes each",
                    $"{(last.Process - first.Process) / ((Parts - 1) * size)} bytes each",
                ],
            ],
            faults);
    }

    private Task<Measured> SignUp(Phone phone, string id, int from, int count, TimeSpan time, Action<int> progress) =>
        Loads.Closed(
            async n =>
            {
                var status = await phone.Post(
                    $"/api/v1/events/{id}/sign-ups", town.People.TokenOf(from + n), $"{id}-{from + n}");
                progress(1);
                return status;
            },
            Connections, time, count);
}
