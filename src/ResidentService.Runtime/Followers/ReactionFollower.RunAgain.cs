using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Journal;

namespace ResidentService.Runtime.Followers;

/// <content>Running again what is parked.</content>
public sealed partial class ReactionFollower
{
    private readonly Dictionary<ActorId, TaskCompletionSource<Rerun>> _runningAgain = [];
    private readonly List<TaskCompletionSource> _unkept = [];

    /// <summary>
    /// Runs a parked stream again: the parked entry once and, when it succeeds, what waits behind it, in order. Where
    /// one fails the stream stays parked there. Who asks while it runs gets the same answer.
    /// </summary>
    /// <returns>How it ended; null where the stream is not parked.</returns>
    public async ValueTask<Rerun?> RunAgain(ActorId source)
    {
        TaskCompletionSource<Rerun>? running;
        lock (_gate)
        {
            if (_parked.Find(source) is null)
                return null;
            if (!_runningAgain.TryGetValue(source, out running))
            {
                _runningAgain[source] = running = new(TaskCreationOptions.RunContinuationsAsynchronously);
                _scheduler.Post(() => RunAgain(source, running));
            }
        }

        return await running.Task;
    }

    private async ValueTask RunAgain(ActorId source, TaskCompletionSource<Rerun> running)
    {
        try
        {
            var ended = await RunParked(source);
            await Kept();
            Ended();
            running.SetResult(ended);
        }
#pragma warning disable CA1031 // The way back to whoever asked.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Ended();
            running.SetException(e);
        }

        Wake();

        void Ended()
        {
            lock (_gate)
            {
                _runningAgain.Remove(source);
            }
        }
    }

    /// <summary>Waits until a step has saved what has changed: an answer outlives the process.</summary>
    private Task Kept()
    {
        var kept = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _unkept.Add(kept);
        }

        Wake();
        return kept.Task;
    }

    private async ValueTask<Rerun> RunParked(ActorId source)
    {
        var (delivered, after) = (0, 0L);
        while (true)
        {
            ParkedDelivery parked;
            lock (_gate)
            {
                parked = _parked.Find(source)!;
                after = Math.Max(after, parked.Version - 1);
                if (after >= Math.Max(parked.Version, parked.WaitingTo))
                {
                    _parked.Release(source);
                    return new(delivered, null);
                }
            }

            var last = Math.Max(parked.Version, parked.WaitingTo);
            var entries = await _reader.ReadStream(source, after, (int)Math.Min(EntriesMax, last - after));
            foreach (var entry in entries.Where(_deliveries.AnyOf))
            {
                var failure = await Deliver(entry, triesMax: 1);
                if (failure is not null || _stopped.Task.IsCompleted)
                    return new(delivered, StayParked(entry, delivered, failure));
                delivered++;
            }

            after = entries[^1].Version;
        }
    }

    /// <summary>Those before it are delivered, and those behind it wait on.</summary>
    private ParkedDelivery StayParked(Entry entry, int delivered, string? failure)
    {
        lock (_gate)
        {
            var parked = _parked.Find(entry.Stream)!;
            if (delivered > 0)
            {
                parked = parked with
                {
                    Version = entry.Version,
                    Position = entry.Position,
                    Since = _systemTime.GetUtcNow(),
                    Tries = 0,
                    Waiting = parked.Waiting - delivered,
                };
            }

            if (failure is not null)
                parked = parked with { Tries = parked.Tries + 1, Reason = failure };
            _parked.Park(parked);
            return parked;
        }
    }
}
