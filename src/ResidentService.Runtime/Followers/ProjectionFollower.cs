using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Scheduling;

namespace ResidentService.Runtime.Followers;

/// <summary>The tables that a projection keeps; its checkpoint moves in the transaction of its writes.</summary>
public interface IProjectionStore
{
    /// <summary>The position of the last entry applied.</summary>
    ValueTask<long> ReadCheckpoint();

    /// <summary>Applies entries and moves the checkpoint to the last of them, in one transaction.</summary>
    ValueTask Apply(IReadOnlyList<Entry> entries);
}

/// <summary>
/// Keeps read tables and the table of deadlines up with the journal. It never skips: where an entry cannot be applied
/// it stops there, says so, and tries again until somebody has mended it.
/// </summary>
public sealed class ProjectionFollower
{
    /// <summary>
    /// Entries in one transaction. Of a crowd's rows many then lie on the same pages, each written once; and what has
    /// come meanwhile is still in memory.
    /// </summary>
    private const int EntriesMax = Tail.EntriesMax / 2;

    /// <summary>Where one write was of so many entries, the next one waits for more to gather: it is a rush.</summary>
    private const int EntriesOfRushMin = 16;

    /// <summary>A piece of work of a follower that gives way to people; see <see cref="Pace"/>.</summary>
    private const int EntriesGivingWayMax = 100;

    private readonly JournalReader _reader;
    private readonly IProjectionStore _store;
    private readonly Scheduler _scheduler;
    private readonly TimeProvider _systemTime;
    private readonly Action<Exception> _onFault;
    private readonly StepLoop _loop;
    private readonly Pace _pace;
    private readonly Cadence _cadence;
    private readonly Lock _gate = new();
    private readonly PriorityQueue<TaskCompletionSource, long> _waiting = new();
    private long _checkpoint;
    private int _lastEntries;
    private int _failures;
    private volatile bool _stopped;
    private volatile bool _leads = true;
    private volatile bool _knowsCheckpoint = true;

    /// <param name="reader">The journal.</param>
    /// <param name="store">The tables.</param>
    /// <param name="checkpoint">Where the store stands.</param>
    /// <param name="scheduler">Where its steps run.</param>
    /// <param name="systemTime">For the pause after a failure.</param>
    /// <param name="onFault">Told of every failure.</param>
    public ProjectionFollower(
        JournalReader reader,
        IProjectionStore store,
        long checkpoint,
        Scheduler scheduler,
        TimeProvider systemTime,
        Action<Exception> onFault)
    {
        (_reader, _store, _checkpoint) = (reader, store, checkpoint);
        (_scheduler, _systemTime, _onFault) = (scheduler, systemTime, onFault);
        _loop = new StepLoop(scheduler, Step);
        _pace = new Pace(reader, scheduler, systemTime, Wake);
        _cadence = new Cadence(scheduler, systemTime, Wake);
    }

    /// <summary>The position of the last entry applied.</summary>
    public long Checkpoint => Volatile.Read(ref _checkpoint);

    /// <summary>The position of the last committed entry.</summary>
    public long LastPosition => _reader.LastPosition;

    /// <summary>Entries that wait to be applied.</summary>
    public long Lag => LastPosition - Checkpoint;

    /// <summary>Whether it has stopped at an entry that it cannot apply.</summary>
    public bool IsFaulted => Volatile.Read(ref _failures) > 0;

    /// <summary>Whether it is not at work.</summary>
    public bool IsResting => _loop.IsResting;

    /// <summary>
    /// Whether it applies what is new. Where another node does, it watches how far that one has come: each wake is a
    /// look at the store's checkpoint.
    /// </summary>
    public bool Leads
    {
        get => _leads;
        set
        {
            _knowsCheckpoint = false;
            _leads = value;
            Wake();
        }
    }

    /// <summary>There may be new entries.</summary>
    public void Wake() => _loop.Wake();

    /// <summary>Finishes what is under way and starts nothing more.</summary>
    public void Stop() => _stopped = true;

    /// <summary>Waits until a position has been applied, at most so long.</summary>
    /// <returns>Whether it was.</returns>
    public async ValueTask<bool> WaitFor(long position, TimeSpan patience)
    {
        if (Checkpoint >= position)
            return true;
        if (IsFaulted)
            return false;
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_checkpoint >= position)
                return true;
            _waiting.Enqueue(reached, position);
        }

        Wake();

        try
        {
            await reached.Task.WaitAsync(patience, _systemTime);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async ValueTask<bool> Step()
    {
        if (_stopped)
            return false;
        try
        {
            if (!_leads || !_knowsCheckpoint)
                await LookAtCheckpoint();
            if (!_leads)
                return false;
            var givesWay = _pace.GivesWay(_checkpoint);
            if (givesWay && !_pace.TryBegin())
                return false; // A rest is due, which wakes it again.
            if (Lag == 0 || (!givesWay && MayGather() && !_cadence.TryBegin()))
                return false; // The next beat wakes it again.
            var entries = await _reader.ReadAfter(_checkpoint, givesWay ? EntriesGivingWayMax : EntriesMax);
            if (entries.Count == 0)
                return false;
            _lastEntries = entries.Count;
            await _store.Apply(entries);
            Reached(entries[^1].Position);
            Volatile.Write(ref _failures, 0);
            return true;
        }
#pragma warning disable CA1031 // Whatever it is, the projection stops here and says so.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _onFault(e);
            _knowsCheckpoint = false; // Another node may have moved it.
            var pause = Backoff.After(Interlocked.Increment(ref _failures));
            _scheduler.PostAfter(pause, _systemTime, Wake);
            return false;
        }
    }

    private async ValueTask LookAtCheckpoint()
    {
        Reached(await _store.ReadCheckpoint());
        _knowsCheckpoint = true;
        if (!_leads)
            Volatile.Write(ref _failures, 0);
    }

    /// <summary>Whether it is a rush, nobody waits for what is there, and it is less than goes into one transaction.</summary>
    private bool MayGather()
    {
        if (_lastEntries < EntriesOfRushMin || Lag >= EntriesMax)
            return false;
        lock (_gate)
        {
            return _waiting.Count == 0;
        }
    }

    private void Reached(long position)
    {
        lock (_gate)
        {
            Volatile.Write(ref _checkpoint, position);
            while (_waiting.TryPeek(out var waiter, out var wanted) && wanted <= position)
            {
                _waiting.Dequeue();
                waiter.TrySetResult();
            }
        }
    }
}
