using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Scheduling;

namespace ResidentService.Runtime.Followers;

/// <summary>Where a follower keeps how far it has come.</summary>
public interface ICheckpoint
{
    /// <summary>The position up to which everything is done.</summary>
    ValueTask<long> Read();

    /// <summary>Moves it on. May be lost in a crash: what follows is delivered again, and done once.</summary>
    ValueTask Write(long position);
}

/// <summary>
/// Delivers what entries send to other actors: at least once, in order per source stream, many streams side by side.
/// The checkpoint is the lowest position that is not delivered yet. A delivery that fails is tried again without end,
/// and what its stream sends later waits behind it; other streams go on; nothing is dropped.
/// </summary>
public sealed class ReactionFollower
{
    /// <summary>Entries whose deliveries may be under way at once.</summary>
    public const int WindowMax = 8_192;

    private const int EntriesMax = 1_000;

    private readonly JournalReader _reader;
    private readonly SliceSet _slices;
    private readonly Codec _codec;
    private readonly IActors _actors;
    private readonly ICheckpoint _checkpoint;
    private readonly Scheduler _scheduler;
    private readonly TimeProvider _systemTime;
    private readonly Action<string, Exception> _onFault;
    private readonly StepLoop _loop;
    private readonly Lock _gate = new();
    private readonly Dictionary<ActorId, Queue<Entry>> _lanes = [];
    private readonly SortedSet<long> _undelivered = [];
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _readTo;
    private long _saved;

    /// <param name="reader">The journal.</param>
    /// <param name="slices">What each entry sends.</param>
    /// <param name="codec">Decodes entries.</param>
    /// <param name="actors">To whom it is sent.</param>
    /// <param name="checkpoint">Where its progress is kept.</param>
    /// <param name="start">The progress read from there.</param>
    /// <param name="scheduler">Where its steps run.</param>
    /// <param name="systemTime">For the pauses between tries.</param>
    /// <param name="onFault">Told of a delivery that failed, with its command id.</param>
    public ReactionFollower(
        JournalReader reader,
        SliceSet slices,
        Codec codec,
        IActors actors,
        ICheckpoint checkpoint,
        long start,
        Scheduler scheduler,
        TimeProvider systemTime,
        Action<string, Exception> onFault)
    {
        (_reader, _slices, _codec, _actors, _checkpoint) = (reader, slices, codec, actors, checkpoint);
        (_scheduler, _systemTime, _onFault) = (scheduler, systemTime, onFault);
        (_readTo, _saved) = (start, start);
        _loop = new StepLoop(scheduler, Step);
    }

    /// <summary>Everything up to here is delivered.</summary>
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

    /// <summary>Whether no step and no delivery is under way.</summary>
    public bool IsResting
    {
        get
        {
            lock (_gate)
            {
                return _loop.IsResting && _lanes.Count == 0;
            }
        }
    }

    /// <summary>There may be new entries.</summary>
    public void Wake() => _loop.Wake();

    /// <summary>Ends deliveries after the one at hand; what is owed is delivered after the next start.</summary>
    public void Stop() => _stopped.TrySetResult();

    private async ValueTask<bool> Step()
    {
        try
        {
            await SaveProgress();
            if (_stopped.Task.IsCompleted || Undelivered >= WindowMax)
                return false; // A delivery that ends wakes it again.
            var entries = await _reader.ReadAfter(_readTo, EntriesMax);
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
            _onFault("reading on", e);
            _ = Task.Delay(Backoff.After(6), _systemTime).ContinueWith(_ => Wake(), TaskScheduler.Current);
            return false;
        }
    }

    private async ValueTask SaveProgress()
    {
        var delivered = DeliveredTo;
        if (delivered == _saved)
            return;
        await _checkpoint.Write(delivered);
        _saved = delivered;
    }

    private void Take(Entry entry)
    {
        var sends = Sends(entry);
        lock (_gate)
        {
            _readTo = entry.Position;
            if (!sends)
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

    /// <summary>What cannot even be read counts as sending: its lane says so, and the other streams go on.</summary>
    private bool Sends(Entry entry)
    {
        try
        {
            return _slices.Deliveries(entry, _codec).Any();
        }
#pragma warning disable CA1031 // Whatever it is, delivering meets it again and says so.
        catch (Exception)
#pragma warning restore CA1031
        {
            return true;
        }
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

            if (!await Deliver(entry))
                continue;
            lock (_gate)
            {
                _lanes[stream].Dequeue();
                _undelivered.Remove(entry.Position);
            }
        }

        Wake();
    }

    /// <summary>Delivers all that an entry sends; after a failure all of it again, which is done once.</summary>
    /// <returns>False when it was told to stop before the end.</returns>
    private async ValueTask<bool> Deliver(Entry entry)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                if (await TryDeliver(entry))
                    return true;
            }
#pragma warning disable CA1031 // Whatever it is, the delivery is owed: say so, and try again.
            catch (Exception e)
#pragma warning restore CA1031
            {
                _onFault($"what {entry.Stream}@{entry.Version} sends", e);
            }

            await Task.WhenAny(_stopped.Task, Task.Delay(Backoff.After(failures), _systemTime));
            if (_stopped.Task.IsCompleted)
                return false;
        }
    }

    /// <returns>False when a target asks for another try.</returns>
    private async ValueTask<bool> TryDeliver(Entry entry)
    {
        foreach (var (target, asked) in _slices.Deliveries(entry, _codec))
        {
            if (asked.Id.Links > CommandId.ChainLinksMax)
                throw new InvalidOperationException($"{asked.Id}: more than {CommandId.ChainLinksMax} reactions in a chain");
            switch (await _actors.Ask(target, asked with { FromFollower = true }))
            {
                case Outcome.Rejected { Rejection.Kind: RejectionKind.TryAgain }:
                    return false;
                case Outcome.Rejected rejected:
                    throw new InvalidOperationException($"{asked.Id}: a reaction was rejected, {rejected.Rejection.Code}");
            }
        }

        return true;
    }
}
