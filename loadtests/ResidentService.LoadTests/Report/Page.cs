using System.Globalization;
using System.Net;
using System.Text;
using ResidentService.LoadTests.Load;

namespace ResidentService.LoadTests.Report;

/// <summary>One page that needs nothing else: a table, latency percentiles and throughput over time as charts.</summary>
public static class Page
{
    private const int Width = 860;
    private const int Height = 220;
    private const int Margin = 56;

    private static readonly double[] Percents = [50, 75, 90, 95, 99, 99.9, 100];

    public static string Of(Outcome outcome)
    {
        var measured = outcome.Measured;
        return $$"""
            <!doctype html>
            <html lang="en"><meta charset="utf-8"><title>{{Text(outcome.Title)}}</title>
            <style>
              body { font: 15px/1.5 system-ui, sans-serif; max-width: {{Width}}px; margin: 2em auto; color: #222 }
              table { border-collapse: collapse } td, th { padding: .2em 1em .2em 0; text-align: left }
              svg { width: 100%; height: auto; margin: .5em 0 1.5em } text { font-size: 12px; fill: #555 }
              .wrong { color: #b00020 }
            </style>
            <h1>{{Text(outcome.Title)}}</h1>
            <p>{{Text(Machine.Now)}}</p>
            <p><code>{{Text(outcome.Command)}}</code></p>
            <table>{{Rows(outcome)}}</table>
            <h2>Answers a second</h2>
            {{Chart(measured.Seconds, second => second.Answered, "#1a6fb0")}}
            <h2>p99 in milliseconds, by the second in which the answer came</h2>
            {{Chart(measured.Seconds, second => second.P99.TotalMilliseconds, "#b0571a")}}
            <h2>Latency from the moment a request was due</h2>
            {{Bars(measured)}}
            </html>
            """;
    }

    private static string Rows(Outcome outcome) => string.Concat(outcome.Table.Select(row =>
        $"<tr><th>{Text(row.What)}</th><td{(row.IsWrong ? " class=\"wrong\"" : "")}>{Text(row.Value)}</td></tr>"));

    private static string Chart(IReadOnlyList<Second> seconds, Func<Second, double> value, string colour)
    {
        var top = Math.Max(1, seconds.Max(value));
        var points = string.Join(' ', seconds.Select(second =>
            $"{X(second.At, seconds.Count)},{Y(value(second), top)}"));
        return Frame($"""
            <polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>
            <text x="4" y="16">{Number(top)}</text><text x="4" y="{Height - 24}">0</text>
            <text x="{Width - 60}" y="{Height - 4}">{seconds.Count} s</text>
            """);
    }

    private static string Bars(Measured measured)
    {
        var top = Math.Max(1, measured.P(100).TotalMilliseconds);
        var step = (Width - Margin) / Percents.Length;
        var bars = new StringBuilder();
        for (var i = 0; i < Percents.Length; i++)
        {
            var milliseconds = measured.P(Percents[i]).TotalMilliseconds;
            var (x, y) = (Margin + (i * step), Y(milliseconds, top));
            bars.Append(CultureInfo.InvariantCulture, $"""
                <rect x="{x}" y="{y}" width="{step - 24}" height="{Height - 20 - y}" fill="#1a6fb0"/>
                <text x="{x}" y="{y - 4}">{Number(milliseconds)} ms</text>
                <text x="{x}" y="{Height - 4}">{(Percents[i] == 100 ? "max" : $"p{Percents[i]}")}</text>
                """);
        }

        return Frame(bars.ToString());
    }

    private static string Frame(string content) =>
        $"""<svg viewBox="0 0 {Width} {Height}" role="img">{content}</svg>""";

    private static int X(int at, int count) => Margin + (at * (Width - Margin) / Math.Max(1, count - 1));

    private static int Y(double value, double top) => (int)(Height - 20 - (value / top * (Height - 44)));

    private static string Number(double value) => value.ToString(value < 10 ? "0.0" : "#,0", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
