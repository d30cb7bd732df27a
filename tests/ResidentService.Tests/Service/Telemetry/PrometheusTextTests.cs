using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using ResidentService.Service.Telemetry;

namespace ResidentService.Tests.Service.Telemetry;

/// <summary>Real instruments, read as Prometheus would.</summary>
public sealed class PrometheusTextTests : IDisposable
{
    private readonly Meter _meter = new($"test.{Guid.NewGuid()}");
    private readonly Meter _other = new($"test.{Guid.NewGuid()}");
    private readonly PrometheusExporter _exporter = new();
    private readonly MeterProvider _provider;

    public PrometheusTextTests() => _provider = Sdk.CreateMeterProviderBuilder()
        .AddMeter(_meter.Name, _other.Name)
        .AddReader(new BaseExportingMetricReader(_exporter))
        .Build();

    [Fact]
    public void A_counter_ends_in_total_and_counts_since_the_start()
    {
        var counter = _meter.CreateCounter<long>("sign_ups", "{sign_up}", "Sign-ups.");
        counter.Add(2, new KeyValuePair<string, object?>("outcome", "confirmed"));
        AssertText("""
            # HELP sign_ups_total Sign-ups.
            # TYPE sign_ups_total counter
            sign_ups_total{outcome="confirmed"} 2
            """);
        counter.Add(1, new KeyValuePair<string, object?>("outcome", "confirmed"));
        Assert.Contains("sign_ups_total{outcome=\"confirmed\"} 3\n", _exporter.Scrape()!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_histogram_s_buckets_each_hold_all_below()
    {
        var histogram = _meter.CreateHistogram<double>(
            "commit.duration", "s", "Time.", tags: null, new() { HistogramBucketBoundaries = [0.005, 1] });
        foreach (var seconds in (double[])[0.001, 0.005, 0.25, 30])
            histogram.Record(seconds, new KeyValuePair<string, object?>("kind", "event"));
        AssertText("""
            # HELP commit_duration_seconds Time.
            # TYPE commit_duration_seconds histogram
            commit_duration_seconds_bucket{kind="event",le="0.005"} 2
            commit_duration_seconds_bucket{kind="event",le="1"} 3
            commit_duration_seconds_bucket{kind="event",le="+Inf"} 4
            commit_duration_seconds_sum{kind="event"} 30.256
            commit_duration_seconds_count{kind="event"} 4
            """);
    }

    [Fact]
    public void What_goes_up_and_down_is_a_gauge()
    {
        _meter.CreateObservableGauge("memory.used", () => 1.5, "By");
        _meter.CreateUpDownCounter<long>("connections").Add(-3);
        AssertText("""
            # TYPE memory_used_bytes gauge
            memory_used_bytes 1.5
            # TYPE connections gauge
            connections -3
            """);
    }

    [Fact]
    public void What_would_break_a_line_is_escaped()
    {
        _meter.CreateObservableGauge(
            "odd", () => new Measurement<int>(1, new("what is it?", "a \"b\"\\\nc"), new("yes", true), new("none", null)),
            description: "Two\nlines \\ and \"quotes\".");
        AssertText("""
            # HELP odd Two\nlines \\ and "quotes".
            # TYPE odd gauge
            odd{none="",what_is_it_="a \"b\"\\\nc",yes="true"} 1
            """);
    }

    [Theory]
    [InlineData("cpu.utilization", "1", "cpu_utilization_ratio")]
    [InlineData("speed", "By/s", "speed_bytes_per_second")]
    [InlineData("wait.seconds", "s", "wait_seconds")]
    [InlineData("queue", "{item}", "queue")]
    [InlineData("page.-views", null, "page_views")]
    public void Names_and_units_follow_the_rules_of_both_worlds(string name, string? unit, string expected)
    {
        _meter.CreateObservableGauge(name, () => 1, unit);
        Assert.EndsWith($"\n{expected} 1\n", _exporter.Scrape()!, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_without_end_have_their_own_words()
    {
        var values = new[] { double.PositiveInfinity, double.NegativeInfinity, double.NaN, 1e300 };
        _meter.CreateObservableGauge("number", () => values.Select(
            (value, i) => new Measurement<double>(value, new KeyValuePair<string, object?>("i", i))));
        AssertText("""
            # TYPE number gauge
            number{i="0"} +Inf
            number{i="1"} -Inf
            number{i="2"} NaN
            number{i="3"} 1E+300
            """);
    }

    [Fact]
    public void An_instrument_that_two_meters_share_stands_in_one_place()
    {
        _meter.CreateObservableGauge("shared", () => new Measurement<int>(1, new KeyValuePair<string, object?>("of", "one")));
        _meter.CreateObservableGauge("between", () => 5);
        _other.CreateObservableGauge("shared", () => new Measurement<int>(2, new KeyValuePair<string, object?>("of", "other")));
        AssertText("""
            # TYPE shared gauge
            shared{of="one"} 1
            shared{of="other"} 2
            # TYPE between gauge
            between 5
            """);
    }

    public void Dispose()
    {
        _provider.Dispose();
        _meter.Dispose();
        _other.Dispose();
    }

    private void AssertText(string expected) => Assert.Equal(expected + "\n", _exporter.Scrape());
}
