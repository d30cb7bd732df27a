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
        catch
        {
            lock (_gate)
            {
                _parked.PutBack(changes);
                _unkept.AddRange(waiting);
            }

            throw;
        }

        waiting.ForEach(kept => kept.SetResult());
    }

    private void Take(Entry entry)
    {
        var sends = _deliveries.AnyOf(entry);
        lock (_gate)
        {
            _readTo = entry.Position;
            if (!sends || _parked.HoldsBack(entry))
                return;
            _undelivered.Add(entry.Position);
            if (_lanes.TryGetValue(entry.Stream, out var lane))
            {
                lane.Enqueue(entry);
                return;
            }

            _lanes[entry.Stream] = new([entry]);
        }

        _scheduler.Post(() => DeliverLane(entry.Stream));
    }

    private async ValueTask DeliverLane(ActorId stream)
    {
        while (true)
        {
            Entry? entry;
            lock (_gate)
            {
                if (_stopped.Task.IsCompleted || !_lanes[stream].TryPeek(out entry))
                {
                    _lanes.Remove(stream);
                    break;
                }
            }

            var failure = await Deliver(entry, ParkedDelivery.TriesMax);
            if (_stopped.Task.IsCompleted)
                continue;
            lock (_gate)
            {
                if (failure is not null)
                {
                    Park(_lanes[stream], failure);
                    continue;
                }

                _lanes[stream].Dequeue();
                _undelivered.Remove(entry.Position);
            }
        }

        Wake();
    }

    /// <summary>The first one of a lane is parked, and the rest waits behind it.</summary>
    private void Park(Queue<Entry> lane, string reason)
    {
        var first = lane.Dequeue();
        _undelivered.Remove(first.Position);
        _parked.Park(new(
            first.Stream, "", first.Version, first.Position, _systemTime.GetUtcNow(), ParkedDelivery.TriesMax, reason));
        while (lane.TryDequeue(out var next))
        {
            _undelivered.Remove(next.Position);
            _parked.HoldsBack(next);
        }
    }

    /// <summary>Delivers all that an entry sends; after a failure all of it again, which is done once.</summary>
    /// <returns>Why it failed so many times; null when it is delivered, or when it was told to stop.</returns>
    private async ValueTask<string?> Deliver(Entry entry, int triesMax)
    {
        var failed = 0;
        for (var tries = 1; ; tries++)
        {
            try
            {
                if (await _deliveries.Try(entry))
                    return null;
            }
#pragma warning disable CA1031 // Whatever it is, the delivery is owed: say so, and try again.
            catch (Exception e)
#pragma warning restore CA1031
            {
                failed++;
                _onFault($"What {entry.Stream}@{entry.Version} sends (try {failed} of {triesMax}, then parked)", e);
                if (failed == triesMax)
                    return UndeliverableException.ReasonOf(e);
            }

            await Pause(tries);
            if (_stopped.Task.IsCompleted)
                return null;
        }
    }

    private async ValueTask Pause(int tries)
    {
        Interlocked.Increment(ref _pausing);
        Wake();
        await Task.WhenAny(_stopped.Task, Task.Delay(Backoff.After(tries), _systemTime));
        Interlocked.Decrement(ref _pausing);
    }
}
