using System.Collections.Concurrent;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Scheduling;

namespace ResidentService.Runtime.Followers;

/// <summary>The table of deadlines, kept by a projection; see <see cref="Deadline"/>.</summary>
public interface IDeadlineTable
{
    /// <summary>Those due at a time, the earliest first.</summary>
    ValueTask<IReadOnlyList<DueDeadline>> ReadDue(DateTimeOffset now, int limit);

    /// <summary>Takes one out after its command was carried out, unless it has been set anew.</summary>
    ValueTask Remove(IReadOnlyList<DueDeadline> done);

    /// <summary>Keeps one as parked, instead of as due; one that is parked already as it is now.</summary>
    ValueTask Park(ParkedDelivery deadline);

    /// <summary>The parked deadline of a stream and key; null if there is none.</summary>
    ValueTask<ParkedDelivery?> FindParked(ActorId source, string key);

    /// <summary>Takes a parked one out after its command was carried out.</summary>
    ValueTask Release(ParkedDelivery deadline);

    /// <summary>How many are parked.</summary>
    int CountParked();
}

/// <summary>A row: the entry that set the deadline tells the rest.</summary>
public sealed record DueDeadline(ActorId Stream, string Key, long Version);

/// <summary>
/// Sends what is due. The row names the entry that set the deadline, and the slice's pure function gives the command
/// again, so no command is stored. A crash between sending and removing sends again, with the same id. One that fails
/// is tried again after a pause that grows, while the others go on; after ten exceptions it is parked.
/// </summary>
public sealed class DeadlinePump
{
    private const int AtOnceMax = 256;

    private readonly IDeadlineTable _table;
    private readonly IJournal _journal;
    private readonly SliceSet _slices;
    private readonly Codec _codec;
    private readonly IActors _actors;
    private readonly TimeProvider _domainTime;
    private readonly TimeProvider _systemTime;
    private readonly Action<string, Exception> _onFault;
    private readonly StepLoop _loop;
    private readonly ConcurrentDictionary<DueDeadline, Failing> _failing = [];
    private volatile bool _stopped;

    /// <param name="table">The deadlines.</param>
    /// <param name="journal">Where the entries that set them are read.</param>
    /// <param name="slices">What each entry's deadlines send.</param>
    /// <param name="codec">Decodes entries.</param>
    /// <param name="actors">To whom it is sent.</param>
    /// <param name="scheduler">Where its steps run.</param>
    /// <param name="domainTime">What is due.</param>
    /// <param name="systemTime">For the pauses between tries.</param>
    /// <param name="onFault">Told of a deadline whose command failed.</param>
    public DeadlinePump(
        IDeadlineTable table,
        IJournal journal,
        SliceSet slices,
        Codec codec,
        IActors actors,
        Scheduler scheduler,
        TimeProvider domainTime,
        TimeProvider systemTime,
        Action<string, Exception> onFault)
    {
        (_table, _journal, _slices, _codec) = (table, journal, slices, codec);
        (_actors, _domainTime, _systemTime, _onFault) = (actors, domainTime, systemTime, onFault);
        _loop = new StepLoop(scheduler, Step);
    }

    /// <summary>Finishes what is under way and starts nothing more.</summary>
    public void Stop() => _stopped = true;

    /// <summary>Whether it is not at work.</summary>
    public bool IsResting => _loop.IsResting;

    /// <summary>Looks whether something is due. The host wakes it every second of system time.</summary>
    public void Wake() => _loop.Wake();

    /// <summary>Whether anything is due now; what is parked is not.</summary>
    public async ValueTask<bool> AnyDue() => (await _table.ReadDue(_domainTime.GetUtcNow(), 1)).Count > 0;

    /// <summary>Deadlines that are parked.</summary>
    public int Parked => _table.CountParked();

    /// <summary>Runs a parked deadline again, once.</summary>
    /// <returns>How it ended; null where none is parked under this key.</returns>
    public async ValueTask<Rerun?> RunAgain(ActorId source, string key)
    {
        if (await _table.FindParked(source, key) is not { } parked)
            return null;
        try
        {
            if (await Fire(new DueDeadline(source, key, parked.Version)))
            {
                await _table.Release(parked);
                return new(1, null);
            }
        }
#pragma warning disable CA1031 // Whatever it is, it stays parked for this reason.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _onFault($"The parked deadline {source}@{parked.Version}/{key}", e);
            parked = parked with { Tries = parked.Tries + 1, Reason = UndeliverableException.ReasonOf(e) };
            await _table.Park(parked);
        }

        return new(0, parked);
    }

    private async ValueTask<bool> Step()
    {
        if (_stopped)
            return false;
        try
        {
            var due = await ReadDue();
            if (due.Count == 0)
                return false;
            var fired = await Task.WhenAll(due.Select(TryFire));
            await _table.Remove([.. due.Where((_, i) => fired[i])]);
            return true;
        }
#pragma warning disable CA1031 // Whatever it is: say so; the next wake tries again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _onFault("Deadlines", e);
            return false;
        }
    }

    /// <summary>Those that are due and do not pause; so many more are read as may pause.</summary>
    private async ValueTask<IReadOnlyList<DueDeadline>> ReadDue()
    {
        var limit = AtOnceMax + _failing.Count;
        var due = await _table.ReadDue(_domainTime.GetUtcNow(), limit);
        if (due.Count < limit)
        {
            foreach (var gone in _failing.Keys.Except(due))
                _failing.TryRemove(gone, out _); // cleared, or set anew
        }

        var now = _systemTime.GetTimestamp();
        return [.. due.Where(deadline => !_failing.TryGetValue(deadline, out var failing) || !failing.Pauses(now))
            .Take(AtOnceMax)];
    }

    /// <returns>Whether its command was carried out; it pauses where not.</returns>
    private async Task<bool> TryFire(DueDeadline deadline)
    {
        try
        {
            if (await Fire(deadline))
            {
                _failing.TryRemove(deadline, out _);
                return true;
            }

            Pause(deadline, exceptions: 0);
        }
#pragma warning disable CA1031 // Whatever it is, one deadline does not hold up the others.
        catch (Exception e)
#pragma warning restore CA1031
        {
            var failed = Pause(deadline, exceptions: 1);
            _onFault($"The deadline {deadline.Stream}@{deadline.Version}/{deadline.Key} "
                + $"(try {failed} of {ParkedDelivery.TriesMax}, then parked)", e);
            if (failed >= ParkedDelivery.TriesMax)
                await Park(deadline, failed, e);
        }

        return false;
    }

    /// <returns>How often it has failed by an exception.</returns>
    private int Pause(DueDeadline deadline, int exceptions)
    {
        var last = _failing.GetValueOrDefault(deadline);
        var tries = (last?.Tries ?? 0) + 1;
        var pause = (long)(Backoff.After(tries).TotalSeconds * _systemTime.TimestampFrequency);
        var failing = new Failing(tries, (last?.Exceptions ?? 0) + exceptions, _systemTime.GetTimestamp() + pause);
        _failing[deadline] = failing;
        return failing.Exceptions;
    }

    private async Task Park(DueDeadline deadline, int failed, Exception e)
    {
        var entry = await _journal.ReadStream(deadline.Stream, deadline.Version - 1, 1);
        await _table.Park(new(
            deadline.Stream, deadline.Key, deadline.Version, entry is [var set] ? set.Position : 0,
            _systemTime.GetUtcNow(), failed, UndeliverableException.ReasonOf(e)));
        _failing.TryRemove(deadline, out _);
    }

    /// <returns>False where the target asks for another try.</returns>
    private async Task<bool> Fire(DueDeadline deadline)
    {
        var entry = (await _journal.ReadStream(deadline.Stream, deadline.Version - 1, 1))[0];
        var set = _slices.Of(entry.Stream).Deadlines(entry.Stream, _codec.Decode(entry), entry.At)
            .OfType<Deadline.Set>().FirstOrDefault(set => set.Key == deadline.Key);
        if (set is null)
            return true; // The code that set it is gone, and the rule with it.
        var id = CommandId.OfDeadline(deadline.Stream, deadline.Version, deadline.Key);
        var asked = new Asked(set.Send.Command, id, default, Caller.System)
        {
            FromFollower = true,
            NotBefore = set.DueMillisecond,
        };
        return await _actors.Ask(set.Send.Target, asked) switch
        {
            Outcome.Rejected { Rejection.Kind: not RejectionKind.TryAgain } rejected =>
                throw new UndeliverableException($"{set.Send.Target} refused it: {rejected.Rejection.Code}"),
            var outcome => outcome is Outcome.Accepted,
        };
    }

    /// <param name="Tries">That have failed, also where the target only asks for another one.</param>
    /// <param name="Exceptions">Those of them that have failed by an exception.</param>
    /// <param name="Until">Timestamp of the system's clock.</param>
    private sealed record Failing(int Tries, int Exceptions, long Until)
    {
        public bool Pauses(long now) => now < Until;
    }
}
