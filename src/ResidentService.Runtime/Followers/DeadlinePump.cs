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
}

/// <summary>A row: the entry that set the deadline tells the rest.</summary>
public sealed record DueDeadline(ActorId Stream, string Key, long Version);

/// <summary>
/// Sends what is due. The row names the entry that set the deadline, and the slice's pure function gives the command
/// again, so no command is stored. A crash between sending and removing sends again, with the same id.
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
    private readonly Action<string, Exception> _onFault;
    private readonly StepLoop _loop;
    private volatile bool _stopped;

    /// <param name="table">The deadlines.</param>
    /// <param name="journal">Where the entries that set them are read.</param>
    /// <param name="slices">What each entry's deadlines send.</param>
    /// <param name="codec">Decodes entries.</param>
    /// <param name="actors">To whom it is sent.</param>
    /// <param name="scheduler">Where its steps run.</param>
    /// <param name="domainTime">What is due.</param>
    /// <param name="onFault">Told of a deadline whose command failed; it is tried again at the next wake.</param>
    public DeadlinePump(
        IDeadlineTable table,
        IJournal journal,
        SliceSet slices,
        Codec codec,
        IActors actors,
        Scheduler scheduler,
        TimeProvider domainTime,
        Action<string, Exception> onFault)
    {
        (_table, _journal, _slices, _codec) = (table, journal, slices, codec);
        (_actors, _domainTime, _onFault) = (actors, domainTime, onFault);
        _loop = new StepLoop(scheduler, Step);
    }

    /// <summary>Finishes what is under way and starts nothing more.</summary>
    public void Stop() => _stopped = true;

    /// <summary>Whether it is not at work.</summary>
    public bool IsResting => _loop.IsResting;

    /// <summary>Looks whether something is due. The host wakes it every second of system time.</summary>
    public void Wake() => _loop.Wake();

    /// <summary>Whether anything is due now.</summary>
    public async ValueTask<bool> AnyDue() => (await _table.ReadDue(_domainTime.GetUtcNow(), 1)).Count > 0;

    private async ValueTask<bool> Step()
    {
        if (_stopped)
            return false;
        try
        {
            var due = await _table.ReadDue(_domainTime.GetUtcNow(), AtOnceMax);
            if (due.Count == 0)
                return false;
            var fired = await Task.WhenAll(due.Select(Fire));
            var done = due.Where((_, i) => fired[i]).ToList();
            await _table.Remove(done);
            return done.Count == due.Count;
        }
#pragma warning disable CA1031 // Whatever it is: say so; the next wake tries again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _onFault("deadlines", e);
            return false;
        }
    }

    private async Task<bool> Fire(DueDeadline deadline)
    {
        try
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
                    throw new InvalidOperationException($"a deadline was rejected: {rejected.Rejection.Code}"),
                var outcome => outcome is Outcome.Accepted,
            };
        }
#pragma warning disable CA1031 // Whatever it is, one deadline does not hold up the others.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _onFault($"{deadline.Stream}@{deadline.Version}/{deadline.Key}", e);
            return false;
        }
    }
}
