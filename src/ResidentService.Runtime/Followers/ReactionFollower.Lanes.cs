using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Journal;

namespace ResidentService.Runtime.Followers;

/// <content>Delivering what the streams send: each in order, many side by side.</content>
public sealed partial class ReactionFollower
{
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
