using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Scheduling;

namespace ResidentService.Runtime.Followers;

/// <summary>
/// Delivers what entries send to other actors: at least once, in order per source stream, many streams side by side.
/// Where a target asks for another try it gets one, without end. Where a delivery fails in ten tries it is parked, and
/// what its stream sends later waits behind it; other streams go on, and so does the checkpoint: it is the lowest
/// position that is neither delivered nor parked. Nothing is dropped.
/// </summary>
public sealed partial class ReactionFollower
{
    /// <summary>Entries whose deliveries may be under way at once.</summary>
    public const int WindowMax = 8_192;

    private const int EntriesMax = 1_000;

    /// <summary>A piece of work of a follower that gives way to people; see <see cref="Pace"/>.</summary>
    private const int EntriesGivingWayMax = 64;

    private readonly JournalReader _reader;
    private readonly Deliveries _deliveries;
    private readonly IReactionStore _store;
    private readonly Scheduler _scheduler;
    private readonly TimeProvider _systemTime;
    private readonly Action<string, Exception> _onFault;
    private readonly StepLoop _loop;
    private readonly Pace _pace;
    private readonly Cadence _saving;
    private readonly Lock _gate = new();
    private readonly Dictionary<ActorId, Queue<Entry>> _lanes = [];
    private readonly SortedSet<long> _undelivered = [];
    private readonly ParkedStreams _parked;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _pausing;
    private long _readTo;
    private long _saved;

    /// <param name="reader">The journal.</param>
    /// <param name="slices">What each entry sends.</param>
    /// <param name="codec">Decodes entries.</param>
    /// <param name="actors">To whom it is sent.</param>
    /// <param name="store">Where its progress is kept.</param>
    /// <param name="start">The progress read from there.</param>
    /// <param name="scheduler">Where its steps run.</param>
    /// <param name="systemTime">For the pauses between tries.</param>
    /// <param name="onFault">Told of every delivery that failed.</param>
    public ReactionFollower(
        JournalReader reader,
        SliceSet slices,
        Codec codec,
        IActors actors,
        IReactionStore store,
        (long Position, IReadOnlyList<ParkedDelivery> Parked) start,
        Scheduler scheduler,
        TimeProvider systemTime,
        Action<string, Exception> onFault)
    {
        (_reader, _store, _deliveries) = (reader, store, new(slices, codec, actors));
        (_scheduler, _systemTime, _onFault) = (scheduler, systemTime, onFault);
        (_readTo, _saved, _parked) = (start.Position, start.Position, new(start.Parked));
        _loop = new StepLoop(scheduler, Step);
        _pace = new Pace(reader, scheduler, systemTime, Wake);
        _saving = new Cadence(scheduler, systemTime, Wake);
    }

    /// <summary>Everything up to here is delivered, or parked.</summary>
    public long DeliveredTo
    {
        get
        {
            lock (_gate)
            {
                return _undelivered.Count > 0 ? _undelivered.Min - 1 : _readTo;
            }
        }
    }

    /// <summary>Entries that it has not come to yet.</summary>
    public long Lag => _reader.LastPosition - DeliveredTo;

    /// <summary>Entries read whose deliveries have not ended.</summary>
    public int Undelivered
    {
        get
        {
            lock (_gate)
            {
                return _undelivered.Count;
            }
        }
    }

    /// <summary>Streams that are parked.</summary>
    public int Parked
    {
        get
        {
            lock (_gate)
            {
                return _parked.Count;
            }
        }
    }

    /// <summary>Whether no step and no delivery is under way. What is parked is not under way.</summary>
    public bool IsResting
    {
        get
        {
            lock (_gate)
            {
                return _loop.IsResting && _lanes.Count == 0 && _runningAgain.Count == 0;
            }
        }
    }

    /// <summary>There may be new entries.</summary>
    public void Wake() => _loop.Wake();

    /// <summary>Ends deliveries after the one at hand; what is owed is delivered after the next start.</summary>
    public void Stop()
    {
        _stopped.TrySetResult();
        Wake(); // to save how far it has come
    }

    private async ValueTask<bool> Step()
    {
        try
        {
            var isStopped = _stopped.Task.IsCompleted;
            var givesWay = !isStopped && _pace.GivesWay(_readTo);
            if (givesWay && (IsDelivering() || !_pace.TryBegin()))
                return false; // A delivery that ends, or a rest, wakes it again.
            await SaveProgress();
            if (isStopped || Undelivered >= WindowMax)
                return false; // A delivery that ends wakes it again.
            var entries = await _reader.ReadAfter(_readTo, givesWay ? EntriesGivingWayMax : EntriesMax);
            foreach (var entry in entries)
                Take(entry);
            if (entries.Count == 0)
                await SaveProgress();
            return entries.Count > 0;
        }
#pragma warning disable CA1031 // Whatever it is: say so, and go on after a pause.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _onFault("Reading on, which is tried again,", e);
            if (!_stopped.Task.IsCompleted)
                _scheduler.PostAfter(Backoff.After(6), _systemTime, Wake);
            return false;
        }
    }

    private bool IsDelivering()
    {
        lock (_gate)
        {
            return _lanes.Count > _pausing;
        }
    }

    private async ValueTask SaveProgress()
    {
        long delivered;
        ParkedChanges changes;
        List<TaskCompletionSource> waiting;
        lock (_gate)
        {
            delivered = DeliveredTo;
            waiting = [.. _unkept];
            _unkept.Clear();
            if (!_parked.HasChanged && (delivered == _saved || (!_stopped.Task.IsCompleted && !_saving.TryBegin())))
            {
                // Nothing to save, or the next beat wakes it again; an earlier step has kept what somebody waits for.
                waiting.ForEach(kept => kept.SetResult());
                return;
            }

            changes = _parked.TakeChanges();
        }

        try
        {
            await _store.Write(delivered, changes);
            _saved = delivered;
        }
        catch (Exception e)
        {
            var isLast = _stopped.Task.IsCompleted; // Then there may be no step any more that would keep it.
            lock (_gate)
            {
                _parked.PutBack(changes);
                if (!isLast)
                    _unkept.AddRange(waiting);
            }

            if (isLast)
                waiting.ForEach(kept => kept.SetException(e));
            throw;
        }

        waiting.ForEach(kept => kept.SetResult());
    }
}
