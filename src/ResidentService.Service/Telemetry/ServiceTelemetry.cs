using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using ResidentService.Runtime;
using ResidentService.Service.Settings;

namespace ResidentService.Service.Telemetry;

/// <summary>
/// Listens to what the framework and we measure, and hands it on: metrics to <c>/metrics</c> and, where one is named, a
/// collector; traces to the collector only, so that without one no span is made.
/// </summary>
public sealed class ServiceTelemetry : IDisposable
{
    private const string Requests = "Microsoft.AspNetCore";

    private static readonly string[] Meters =
    [
        RuntimeMetrics.MeterName,
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.RateLimiting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "System.Runtime",
    ];

    private readonly PrometheusExporter _prometheus = new();
    private readonly MeterProvider _metrics;
    private readonly TracerProvider? _traces;

    public ServiceTelemetry(TelemetrySettings settings)
    {
        var metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(Describe)
            .AddMeter(Meters)
            .AddReader(new BaseExportingMetricReader(_prometheus));
        if (settings.Otlp is { } collector)
        {
            metrics.AddOtlpExporter(options => SendTo(options, collector, "metrics"));
            _traces = Sdk.CreateTracerProviderBuilder()
                .ConfigureResource(Describe)
                .AddSource(Requests, RuntimeTraces.SourceName)
                .SetSampler(SamplerOf(settings.TraceRatio))
                .AddOtlpExporter(options => SendTo(options, collector, "traces"))
                .Build();
        }

        _metrics = metrics.Build();
    }

    /// <summary>Whether request spans are kept, so that they need a name.</summary>
    public bool Traces => _traces is not null;

    /// <summary>For Prometheus; null when it could not be collected.</summary>
    public string? Scrape() => _prometheus.Scrape();

    /// <summary>Sends what is left.</summary>
    public void Dispose()
    {
        _traces?.Dispose();
        _metrics.Dispose();
    }

    private static void Describe(ResourceBuilder resource) =>
        resource.AddService("resident-service").AddEnvironmentVariableDetector();

    /// <summary>A caller from outside does not decide what we keep: its wish to be traced counts as any request.</summary>
    private static ParentBasedSampler SamplerOf(double ratio)
    {
        var some = new TraceIdRatioBasedSampler(ratio);
        return new(some, remoteParentSampled: some, remoteParentNotSampled: some);
    }

    private static void SendTo(OtlpExporterOptions options, Uri collector, string signal) =>
        options.Endpoint = options.Protocol == OtlpExportProtocol.HttpProtobuf
            ? new Uri(collector.AbsoluteUri.TrimEnd('/') + "/v1/" + signal)
            : collector;
}
