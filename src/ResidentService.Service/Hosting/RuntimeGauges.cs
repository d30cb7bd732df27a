using System.Diagnostics.Metrics;
using ResidentService.Runtime;
using ResidentService.Runtime.Followers;
using ResidentService.Runtime.Journal;

namespace ResidentService.Service.Hosting;

/// <summary>How one running runtime stands, read when somebody asks.</summary>
internal sealed class RuntimeGauges : IDisposable
{
    private static readonly KeyValuePair<string, object?> OfTables = new("follower", "tables");
    private static readonly KeyValuePair<string, object?> OfReactions = new("follower", "reactions");

    private readonly Meter _meter = new(RuntimeMetrics.MeterName);

    public RuntimeGauges(Tail tail, StandaloneRuntime runtime)
    {
        Gauge("resident_service.actors", "{actor}", "Actors in memory.", () => runtime.Actors.Count);
        Gauge("resident_service.journal.position", "{entry}", "The last committed entry.", () => tail.LastPosition);
        Gauge("resident_service.reactions.undelivered", "{entry}", "Entries whose deliveries have not ended.",
            () => Leading(runtime)?.Undelivered ?? 0);
        Gauge("resident_service.parked", "{delivery}", "Deliveries that are parked until somebody has mended them.",
            () => (Leading(runtime)?.Parked ?? 0) + runtime.Deadlines.Parked);
        _meter.CreateObservableGauge<long>(
            "resident_service.follower.lag",
            () =>
            [
                new(runtime.Tables.Lag, OfTables),
                new(Math.Max(0, Leading(runtime)?.Lag ?? 0), OfReactions),
            ],
            "{entry}", "Entries that a follower has still to do.");
    }

    public void Dispose() => _meter.Dispose();

    /// <summary>Only who leads knows how reactions stand.</summary>
    private static ReactionFollower? Leading(StandaloneRuntime runtime) => runtime.Leads ? runtime.Reactions : null;

    private void Gauge(string name, string unit, string description, Func<long> read) =>
        _meter.CreateObservableGauge(name, read, unit, description);
}
