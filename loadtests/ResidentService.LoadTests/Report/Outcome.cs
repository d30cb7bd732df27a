using System.Globalization;
using System.Text.Json;
using ResidentService.LoadTests.Load;

namespace ResidentService.LoadTests.Report;

/// <summary>What a scenario has shown, as it is reported.</summary>
/// <param name="Faults">What was not exact; empty when all was.</param>
public sealed record Outcome(
    string Title, string Command, Measured Measured, long ServerBytes, TimeSpan ServerTime, IReadOnlyList<string> Faults)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public sealed record Row(string What, string Value, bool IsWrong = false);

    public IReadOnlyList<Row> Table =>
    [
        new("answers", Number(Measured.Latency.Count)),
        new("answers a second", Number(Measured.PerSecond)),
        .. Measured.Statuses.OrderBy(pair => pair.Key).Select(pair =>
            new Row(pair.Key == 0 ? "no answer" : $"status {pair.Key}", Number(pair.Value), pair.Key is 0 or >= 500)),
        .. ((double[])[50, 90, 99, 99.9]).Select(percent => new Row($"p{percent}", Milliseconds(Measured.P(percent)))),
        new("slowest", Milliseconds(Measured.P(100))),
        new("server's memory", $"{ServerBytes >> 20} MB"),
        new("server's processor time", $"{ServerTime.TotalSeconds:0.0} s"),
        .. Faults.Select(fault => new Row("not exact", fault, IsWrong: true)),
        .. Faults.Count == 0 ? [new Row("exact", "seats, order, balances; verify is clean")] : Array.Empty<Row>(),
    ];

    public string Json() => JsonSerializer.Serialize(
        new
        {
            Title,
            Command,
            Machine = Machine.Now,
            Answers = Measured.Latency.Count,
            Measured.PerSecond,
            Measured.Statuses,
            Milliseconds = ((double[])[50, 90, 99, 99.9, 100]).ToDictionary(
                percent => $"p{percent}", percent => Measured.P(percent).TotalMilliseconds),
            ServerBytes,
            ServerSeconds = ServerTime.TotalSeconds,
            Faults,
            Seconds = Measured.Seconds.Select(second => new
            {
                second.At,
                second.Answered,
                MedianMilliseconds = second.Median.TotalMilliseconds,
                P99Milliseconds = second.P99.TotalMilliseconds,
            }),
        },
        Indented);

    public string Markdown() => string.Join('\n', [
        $"# {Title}", "", Machine.Now, "", $"`{Command}`", "", "| | |", "|---|---|",
        .. Table.Select(row => $"| {row.What} | {row.Value} |"), "",
    ]);

    private static string Milliseconds(TimeSpan time) => $"{time.TotalMilliseconds:#,0.0} ms";

    private static string Number(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
