using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Followers;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Scheduling;

namespace ResidentService.Service.Hosting;

/// <summary>
/// The runtime of one process, put together: writer, actors, followers, deadlines. It knows no HTTP and no SQL; a test
/// gives it a memory journal and a scheduler of its own.
/// </summary>
public sealed class StandaloneRuntime : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>Ticks between two looks at which actors may be let go.</summary>
    private const int SweepTicks = 30;

    /// <summary>How long a stop waits for what is under way.</summary>
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(10);

    private readonly ITimer _ticks;
    private readonly Writer _writer;
    private readonly TimeProvider _systemTime;
    private int _tick;

    private StandaloneRuntime(Parts parts, SliceSet slices, long lastPosition, long tablesAt, long reactionsAt)
    {
        _systemTime = parts.SystemTime;
        var scheduler = parts.Scheduler;
        var tail = new Tail(lastPosition);
        _writer = new Writer(parts.Journal, tail, scheduler, parts.OnCommitFailure);
        var host = new ActorHost(
            parts.Journal, _writer, parts.Codec, scheduler, parts.DomainTime, _systemTime,
            (actor, e) => parts.OnFault(actor.ToString(), e));
        Actors = new LocalActors(slices, host);
        Pump = new Pump(Actors, slices, parts.Codec, _systemTime);
        var reader = new JournalReader(parts.Journal, tail);
        Tables = new ProjectionFollower(
            reader, parts.Tables, tablesAt, scheduler, _systemTime, e => parts.OnFault("read tables", e));
        Reactions = new ReactionFollower(
            reader, slices, parts.Codec, Actors, parts.ReactionsCheckpoint, reactionsAt, scheduler, _systemTime,
            parts.OnFault);
        Deadlines = new DeadlinePump(
            parts.Deadlines, parts.Journal, slices, parts.Codec, Actors, scheduler, parts.DomainTime, parts.OnFault);
        LastPosition = () => tail.LastPosition;
        tail.Grown += Tables.Wake;
        tail.Grown += Reactions.Wake;
        Tables.Wake();
        Reactions.Wake();
        _ticks = _systemTime.CreateTimer(_ => OnTick(), null, Tick, Tick);
    }

    /// <summary>What a runtime is made of.</summary>
    public sealed record Parts(
        IJournal Journal,
        Codec Codec,
        IProjectionStore Tables,
        IDeadlineTable Deadlines,
        ICheckpoint ReactionsCheckpoint,
        Scheduler Scheduler,
        TimeProvider DomainTime,
        TimeProvider SystemTime,
        Action<Exception> OnCommitFailure,
        Action<string, Exception> OnFault);

    public LocalActors Actors { get; }

    public Pump Pump { get; }

    public ProjectionFollower Tables { get; }

    public ReactionFollower Reactions { get; }

    public DeadlinePump Deadlines { get; }

    /// <summary>The position of the last committed entry.</summary>
    public Func<long> LastPosition { get; }

    public static async Task<StandaloneRuntime> Start(Parts parts, SliceSet slices) => new(
        parts,
        slices,
        await parts.Journal.LastPosition(),
        await parts.Tables.ReadCheckpoint(),
        await parts.ReactionsCheckpoint.Read());

    /// <summary>
    /// Waits until nothing is under way: all reactions delivered, all deadlines that are due fired, all tables caught
    /// up.
    /// </summary>
    public async Task Quiesce(CancellationToken cancel)
    {
        while (!await IsQuiet())
        {
            Deadlines.Wake();
            Reactions.Wake();
            await Task.Delay(TimeSpan.FromMilliseconds(5), _systemTime, cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ticks.DisposeAsync();
        var start = _systemTime.GetTimestamp();
        while (!(_writer.IsResting && Actors.IsResting) && _systemTime.GetElapsedTime(start) < DrainPatience)
            await Task.Delay(TimeSpan.FromMilliseconds(5), _systemTime);
    }

    private async Task<bool> IsQuiet()
    {
        var position = LastPosition();
        return Reactions.DeliveredTo == position
            && Tables.Checkpoint == position
            && !await Deadlines.AnyDue()
            && Deadlines.IsResting
            && Actors.IsResting
            && LastPosition() == position;
    }

    private void OnTick()
    {
        Deadlines.Wake();
        if (Interlocked.Increment(ref _tick) % SweepTicks == 0)
            Actors.Sweep();
    }
}
