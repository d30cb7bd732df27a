using System.Diagnostics.Metrics;

namespace ResidentService.Runtime;

/// <summary>
/// What the runtime measures of itself, on the meter <c>ResidentService</c> of this process. Measuring costs next to
/// nothing while nobody listens. A host adds gauges of what it puts together to a meter of the same name.
/// </summary>
public static class RuntimeMetrics
{
    /// <summary>The name to listen to.</summary>
    public const string MeterName = "ResidentService";

    private static readonly Meter Meter = new(MeterName);

    private static readonly InstrumentAdvice<int> Numbers = new()
    {
        HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096],
    };

    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    };

    /// <summary>How busy a single actor is.</summary>
    internal static readonly Histogram<int> MailboxDepth = Meter.CreateHistogram(
        "resident_service.mailbox.depth", "{command}", "Commands that waited for an actor when its turn came.",
        tags: null, Numbers);

    /// <summary>The busier an actor, the larger its batch.</summary>
    internal static readonly Histogram<int> TurnCommands = Meter.CreateHistogram(
        "resident_service.turn.commands", "{command}", "Commands that an actor decided in one turn.",
        tags: null, Numbers);

    /// <summary>What one transaction of the journal holds.</summary>
    internal static readonly Histogram<int> CommitEntries = Meter.CreateHistogram(
        "resident_service.commit.entries", "{entry}", "Entries of one commit of the journal.", tags: null, Numbers);

    /// <summary>Until the entries are on disk.</summary>
    internal static readonly Histogram<double> CommitDuration = Meter.CreateHistogram(
        "resident_service.commit.duration", "s", "Time that one commit of the journal took.", tags: null, Seconds);

    private static readonly Counter<long> ShedCommands = Meter.CreateCounter<long>(
        "resident_service.commands.shed", "{command}", "Commands that were answered with try again, by reason.");

    private static long _waiting;
    private static long _conflicts;

    static RuntimeMetrics()
    {
        Meter.CreateObservableGauge(
            "resident_service.mailbox.waiting", () => Volatile.Read(ref _waiting), "{command}",
            "Commands that wait in all mailboxes together.");
        Meter.CreateObservableCounter(
            "resident_service.append.conflicts", () => Volatile.Read(ref _conflicts), "{append}",
            "Appends that found their stream further on than expected.");
    }

    internal static void Waiting(int change) => Interlocked.Add(ref _waiting, change);

    internal static void Conflict() => Interlocked.Increment(ref _conflicts);

    /// <summary>Counts what was answered with try again.</summary>
    /// <param name="commands">How many; none counts nothing.</param>
    /// <param name="reason">One of a few words.</param>
    public static void Shed(int commands, string reason)
    {
        if (commands > 0)
            ShedCommands.Add(commands, new KeyValuePair<string, object?>("reason", reason));
    }
}
