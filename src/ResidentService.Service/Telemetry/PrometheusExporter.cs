using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace ResidentService.Service.Telemetry;

/// <summary>Holds metrics ready for whoever comes to fetch them; counts are since the start.</summary>
[ExportModes(ExportModes.Pull)]
public sealed class PrometheusExporter : BaseExporter<Metric>, IPullMetricExporter
{
    private const int PatienceMilliseconds = 5_000;

    private readonly Lock _gate = new();
    private string _text = "";

    /// <summary>Given by the reader that this is handed to.</summary>
    public Func<int, bool>? Collect { get; set; }

    /// <summary>All metrics as they are now; null when they could not be collected.</summary>
    public string? Scrape()
    {
        lock (_gate)
        {
            return Collect!(PatienceMilliseconds) ? _text : null;
        }
    }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        _text = PrometheusText.Of(batch);
        return ExportResult.Success;
    }
}
