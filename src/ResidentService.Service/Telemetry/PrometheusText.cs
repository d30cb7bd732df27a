using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace ResidentService.Service.Telemetry;

/// <summary>
/// Metrics in Prometheus' text format, version 0.0.4. Names and units follow OpenTelemetry's rules for Prometheus:
/// <c>http.server.request.duration</c> in <c>s</c> is <c>http_server_request_duration_seconds</c>, a counter ends in
/// <c>_total</c>.
/// </summary>
public sealed class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    private PrometheusText() { }

    public static string Of(in Batch<Metric> metrics)
    {
        var all = new List<Metric>();
        foreach (var metric in metrics)
            all.Add(metric);
        var text = new PrometheusText();
        // Two meters may have an instrument of the same name: its lines have to stand together.
        foreach (var family in all.GroupBy(NameOf))
            text.Write(family.Key, family.First(), family);
        return text._text.ToString();
    }

    private void Write(string name, Metric first, IEnumerable<Metric> family)
    {
        if (TypeOf(first) is not { } type)
            return;
        if (first.Description is { Length: > 0 } description)
            Line("# HELP ", name, " ", Escape(description, quotes: false));
        Line("# TYPE ", name, " ", type);
        foreach (var metric in family.Where(metric => TypeOf(metric) == type))
        {
            foreach (ref readonly var point in metric.GetMetricPoints())
                Write(name, metric.MetricType, point);
        }
    }

    private void Write(string name, MetricType type, in MetricPoint point)
    {
        var labels = Labels(point.Tags);
        switch (type)
        {
            case MetricType.LongSum or MetricType.LongSumNonMonotonic:
                Sample(name, labels, point.GetSumLong());
                break;
            case MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic:
                Sample(name, labels, point.GetSumDouble());
                break;
            case MetricType.LongGauge:
                Sample(name, labels, point.GetGaugeLastValueLong());
                break;
            case MetricType.DoubleGauge:
                Sample(name, labels, point.GetGaugeLastValueDouble());
                break;
            case MetricType.Histogram:
                Histogram(name, labels, point);
                break;
        }
    }

    /// <summary>Each bucket counts what is in it and in all below.</summary>
    private void Histogram(string name, string labels, in MetricPoint point)
    {
        var below = 0L;
        var before = labels.Length > 0 ? labels + "," : "";
        foreach (var bucket in point.GetHistogramBuckets())
        {
            below += bucket.BucketCount;
            Sample(name + "_bucket", $"{before}le=\"{Number(bucket.ExplicitBound)}\"", below);
        }

        Sample(name + "_sum", labels, point.GetHistogramSum());
        Sample(name + "_count", labels, point.GetHistogramCount());
    }

    private void Sample(string name, string labels, double value) =>
        Line(name, labels.Length > 0 ? "{" + labels + "}" : "", " ", Number(value));

    private void Line(params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
            _text.Append(part);
        _text.Append('\n');
    }

    private static string Labels(ReadOnlyTagCollection tags)
    {
        var labels = new StringBuilder();
        foreach (var (key, value) in tags)
        {
            var text = value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture);
            labels.Append(labels.Length > 0 ? "," : "").Append(Word(key))
                .Append("=\"").Append(Escape(text ?? "", quotes: true)).Append('"');
        }

        return labels.ToString();
    }

    private static string? TypeOf(Metric metric) => metric.MetricType switch
    {
        MetricType.LongSum or MetricType.DoubleSum => "counter",
        MetricType.LongGauge or MetricType.DoubleGauge => "gauge",
        MetricType.LongSumNonMonotonic or MetricType.DoubleSumNonMonotonic => "gauge",
        MetricType.Histogram => "histogram",
        _ => null, // exponential histograms, which nothing here makes, have no text
    };

    private static string NameOf(Metric metric)
    {
        var type = TypeOf(metric);
        var name = Word(metric.Name);
        if (type == "counter" && name.EndsWith("_total", StringComparison.Ordinal))
            name = name[..^"_total".Length];
        var unit = UnitOf(metric.Unit, type);
        if (unit.Length > 0 && !name.EndsWith(unit, StringComparison.Ordinal))
            name = $"{name}_{unit}";
        return type == "counter" ? name + "_total" : name;
    }

    /// <summary>Of the units of UCUM those that instruments of .NET use; what stands in braces is only a note.</summary>
    private static string UnitOf(string? unit, string? type) => unit switch
    {
        null or "" or ['{', ..] => "",
        "1" => type == "gauge" ? "ratio" : "",
        "s" => "seconds",
        "ms" => "milliseconds",
        "By" => "bytes",
        "%" => "percent",
        _ when unit.Split('/') is [var of, var per] => $"{UnitOf(of, type)}_per_{UnitOf(per, type).TrimEnd('s')}".TrimStart('_'),
        _ => Word(unit),
    };

    /// <summary>Letters, digits and single underscores; instruments and tags begin with a letter.</summary>
    private static string Word(string text)
    {
        var word = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (char.IsAsciiLetterOrDigit(letter))
                word.Append(letter);
            else if (word.Length == 0 || word[^1] != '_')
                word.Append('_');
        }

        return word.ToString();
    }

    private static string Escape(string text, bool quotes)
    {
        var escaped = text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);
        return quotes ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
