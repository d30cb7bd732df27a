using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Followers;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Scheduling;
using ResidentService.Runtime.Snapshots;
using ResidentService.Service.Sandbox;

namespace ResidentService.Service.Hosting;

/// <summary>
/// The runtime of one process, put together: writer, actors, followers, deadlines. It knows no HTTP and no SQL; a test
/// gives it a memory journal and a scheduler of its own.
/// </summary>
public sealed class StandaloneRuntime(StandaloneRuntime.Parts parts, SliceSet slices) : IQuiesce, IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>Ticks between two looks at which actors may be let go.</summary>
    private const int SweepTicks = 30;

    /// <summary>How long somebody who waits for quiet waits for the read tables before looking again.</summary>
    private static readonly TimeSpan TablesPatience = TimeSpan.FromSeconds(1);

    /// <summary>How long a stop waits for what is under way.</summary>
    public static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _systemTime = parts.SystemTime;
    private readonly List<ProjectionFollower> _others = [];
    private readonly Lock _electing = new();
    private readonly List<ProjectionFollower> _ofLeader = [];
    private Running? _running;
    private volatile ReactionFollower? _reactions;
    private volatile bool _leads;
    private ITimer? _ticks;
    private RuntimeGauges? _gauges;
    private int _tick;

    /// <summary>What a runtime is made of.</summary>
    public sealed record Parts(
        IJournal Journal,
        ISnapshots Snapshots,
        Codec Codec,
        IProjectionStore Tables,
        IDeadlineTable Deadlines,
        IReactionStore Reactions,
        Scheduler Scheduler,
        TimeProvider DomainTime,
        TimeProvider SystemTime,
        Action<Exception> OnCommitFailure,
        Action<string, Exception> OnFault)
    {
        /// <summary>Told of what each commit has added; must not block and must not throw.</summary>
        public Action<IReadOnlyList<Entry>> OnCommitted { get; init; } = _ => { };

        /// <summary>Where commits run.</summary>
        public Scheduler CommitScheduler { get; init; } = Scheduler;

        /// <summary>Where the read tables are written.</summary>
        public Scheduler TablesScheduler { get; init; } = Scheduler;

        public ActorLimits ActorLimits { get; init; } = ActorLimits.Default;

        /// <summary>
        /// Whether nodes that share the store elect one that leads: reactions, deadlines and read tables are its work
        /// alone. Where there is one process, it leads from the start.
        /// </summary>
        public bool IsElected { get; init; }

        /// <summary>The way from this process to every actor, wherever it lives: to its own, where there is one.</summary>
        public Func<LocalActors, IActors> Reach { get; init; } = own => own;
    }

    private sealed record Running(
        Tail Tail,
        Writer Writer,
        SnapshotQueue Snapshots,
        LocalActors Actors,
        IActors Everywhere,
        Pump Pump,
        ProjectionFollower Tables,
        DeadlinePump Deadlines);

    public Writer Writer => Started.Writer;

    /// <summary>Those that live in this process.</summary>
    public LocalActors Actors => Started.Actors;

    /// <summary>All, wherever they live.</summary>
    public IActors Everywhere => Started.Everywhere;

    public Pump Pump => Started.Pump;

    public ProjectionFollower Tables => Started.Tables;

    /// <summary>Those of the last time that this process has led.</summary>
    public ReactionFollower Reactions =>
        _reactions ?? throw new InvalidOperationException("Another process leads.");

    public DeadlinePump Deadlines => Started.Deadlines;

    /// <summary>Whether reactions, deadlines and read tables are this process's work.</summary>
    public bool Leads => _leads;

    /// <summary>The position of the last committed entry.</summary>
    public long LastPosition => Started.Tail.LastPosition;

    private Running Started => _running ?? throw new InvalidOperationException("The runtime has not been started.");

    /// <summary>Starts where the store stands: followers go on from their checkpoints.</summary>
    public async Task Start()
    {
        var scheduler = parts.Scheduler;
        var tail = new Tail(await parts.Journal.LastPosition());
        var (tablesAt, (reactionsAt, _)) = (await parts.Tables.ReadCheckpoint(), await parts.Reactions.Read());
        if (!parts.IsElected && Math.Max(tablesAt, reactionsAt) > tail.LastPosition)
            throw new JournalIsOlderException(tail.LastPosition, Math.Max(tablesAt, reactionsAt));
        var writer = new Writer(parts.Journal, tail, parts.CommitScheduler, _systemTime, parts.OnCommitFailure);
        var snapshots = new SnapshotQueue(
            parts.Snapshots, scheduler, (actor, e) => parts.OnFault($"the snapshot of {actor}", e));
        var host = new ActorHost(
            parts.Journal, writer, snapshots, parts.Codec, scheduler, parts.DomainTime, _systemTime,
            (actor, e) => parts.OnFault(actor.ToString(), e));
        var actors = new LocalActors(slices, host, parts.ActorLimits);
        var everywhere = parts.Reach(actors);
        _running = new(
            tail,
            writer,
            snapshots,
            actors,
            everywhere,
            new Pump(everywhere, slices, parts.Codec, _systemTime),
            new ProjectionFollower(
                new JournalReader(parts.Journal, tail), parts.Tables, tablesAt, parts.TablesScheduler, _systemTime,
                e => parts.OnFault("Applying to the read tables, which is tried again,", e)),
            new DeadlinePump(
                parts.Deadlines, parts.Journal, slices, parts.Codec, everywhere, scheduler, parts.DomainTime,
                _systemTime, parts.OnFault));
        writer.Committed += parts.OnCommitted;
        tail.Grown += WakeFollowers;
        if (parts.IsElected)
            Tables.Leads = false;
        else
            await Lead();
        WakeFollowers();
        _gauges = new RuntimeGauges(tail, this);
        _ticks = _systemTime.CreateTimer(_ => OnTick(), null, Tick, Tick);
    }

    /// <summary>
    /// From now on reactions, deadlines and read tables are this process's work: it goes on where the store says that
    /// who led before has come.
    /// </summary>
    public async Task Lead()
    {
        _reactions = new ReactionFollower(
            new JournalReader(parts.Journal, Started.Tail), slices, parts.Codec, Everywhere, parts.Reactions,
            await parts.Reactions.Read(), parts.Scheduler, _systemTime, parts.OnFault);
        Elect(leads: true);
        WakeFollowers();
        Deadlines.Wake();
    }

    /// <summary>Another process may lead now. What is under way ends; the store refuses to move on for it.</summary>
    public void Yield()
    {
        Elect(leads: false);
        _reactions?.Stop();
    }

    /// <summary>A position that somebody has been told, or the last one where it is none of this journal's.</summary>
    public async ValueTask<long> Reached(long position)
    {
        if (position > LastPosition && parts.Journal.IsShared)
            Advance(await parts.Journal.LastPosition()); // They were told by another node, just now.
        return Math.Min(position, LastPosition);
    }

    /// <summary>Another node has committed up to there.</summary>
    public void Advance(long position) => Started.Tail.Advance(position);

    /// <summary>Lets something outside the domain follow the journal, from its own checkpoint on.</summary>
    /// <param name="isOfLeader">Whether only the process does that leads; else each does.</param>
    public async Task<ProjectionFollower> Follow(string name, IProjectionStore store, bool isOfLeader = false)
    {
        var follower = new ProjectionFollower(
            new JournalReader(parts.Journal, Started.Tail), store, await store.ReadCheckpoint(), parts.Scheduler,
            _systemTime, e => parts.OnFault(name, e));
        _others.Add(follower);
        if (isOfLeader)
        {
            lock (_electing)
            {
                _ofLeader.Add(follower);
                follower.Leads = _leads;
            }
        }

        Started.Tail.Grown += () =>
        {
            if (follower.Leads)
                follower.Wake();
        };
        follower.Wake();
        return follower;
    }

    /// <summary>
    /// Waits until nothing is under way: all reactions delivered, all deadlines that are due fired, all tables caught
    /// up. What is parked is not under way.
    /// </summary>
    public async Task Settled(CancellationToken cancellation)
    {
        while (!await IsQuiet())
        {
            await Tables.WaitFor(LastPosition, TablesPatience);
            if (_leads)
                Deadlines.Wake();
            await Task.Delay(TimeSpan.FromMilliseconds(5), _systemTime, cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_running is null)
            return;
        await _ticks!.DisposeAsync();
        _gauges!.Dispose();
        Started.Deadlines.Stop();
        _reactions?.Stop();
        Started.Tables.Stop();
        _others.ForEach(follower => follower.Stop());
        var start = _systemTime.GetTimestamp();
        while (!IsDrained() && _systemTime.GetElapsedTime(start) < DrainPatience)
            await Task.Delay(TimeSpan.FromMilliseconds(5), _systemTime);
    }

    private bool IsDrained() => Started.Deadlines.IsResting && _reactions is null or { IsResting: true }
        && Started.Tables.IsResting && _others.TrueForAll(follower => follower.IsResting)
        && Started.Actors.IsResting && Started.Writer.IsResting && Started.Snapshots.IsResting;

    private async Task<bool> IsQuiet()
    {
        var position = LastPosition;
        return await DeliveredTo() == position
            && _reactions is null or { IsResting: true }
            && Started.Tables.Checkpoint == position
            && !await Started.Deadlines.AnyDue()
            && Started.Deadlines.IsResting
            && Started.Actors.IsResting
            && LastPosition == position;
    }

    private async ValueTask<long> DeliveredTo() =>
        _leads ? _reactions!.DeliveredTo : (await parts.Reactions.Read()).Position;

    private void Elect(bool leads)
    {
        lock (_electing)
        {
            _leads = leads;
            Tables.Leads = leads;
            _ofLeader.ForEach(follower => follower.Leads = leads);
        }
    }

    /// <summary>Those who only watch are woken by whoever moves on.</summary>
    private void WakeFollowers()
    {
        if (!_leads)
            return;
        Started.Tables.Wake();
        _reactions!.Wake();
    }

    private void OnTick()
    {
        if (_leads)
            Deadlines.Wake();
        if (Interlocked.Increment(ref _tick) % SweepTicks == 0)
            Started.Actors.Sweep();
    }
}

/// <summary>The followers have been further than the journal reaches: it is not the one that they followed.</summary>
public sealed class JournalIsOlderException(long last, long followed) : Exception(
    $"the journal ends at {last}, but the read tables have been at {followed}. If an older journal.db was restored, "
    + "take views.db of the same backup, or remove views.db: it is made anew from the journal.");
