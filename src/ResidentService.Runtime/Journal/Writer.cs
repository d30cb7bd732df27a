using ResidentService.Runtime.Scheduling;

namespace ResidentService.Runtime.Journal;

/// <summary>
/// Group commit: gathers what all actors have pending and commits it in one transaction as soon as the last commit is
/// done. There is no artificial wait: while one commit is on its way to the disk, the next one gathers. An actor has at
/// most one append pending, so the queue is a fair round among actors; but that of a crowded actor stands for hundreds
/// of people who wait, so those have a queue of their own, and each of the two goes first in every second commit.
/// </summary>
public sealed class Writer
{
    /// <summary>Entries in one commit, unless one append alone has more; what is more waits for the next one.</summary>
    public const int EntriesMax = 1_024;

    /// <summary>An append of more entries is that of a crowded actor.</summary>
    private const int EntriesOfOneMax = 8;

    /// <summary>An append that waits longer for its commit says that more comes in than the store can take.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(0.5);

    private readonly IJournal _journal;
    private readonly Tail _tail;
    private readonly TimeProvider _systemTime;
    private readonly Action<Exception> _onFailure;
    private readonly Lock _gate = new();
    private readonly StepLoop _loop;
    private readonly Queue<Pending> _crowded = new();
    private readonly Queue<Pending> _pending = new();
    private bool _crowdedFirst;

    /// <param name="journal">The store.</param>
    /// <param name="tail">Told of what was committed, before those who asked.</param>
    /// <param name="scheduler">Where commits run.</param>
    /// <param name="systemTime">Measures how long a commit takes.</param>
    /// <param name="onFailure">Told when a commit fails other than by conflict; a host may end the process.</param>
    public Writer(
        IJournal journal, Tail tail, Scheduler scheduler, TimeProvider systemTime, Action<Exception> onFailure)
    {
        (_journal, _tail, _systemTime, _onFailure) = (journal, tail, systemTime, onFailure);
        _loop = new StepLoop(scheduler, Step);
    }

    /// <summary>Told of what each commit has added, in its order; must not block and must not throw.</summary>
    public event Action<IReadOnlyList<Entry>>? Committed;

    /// <summary>Whether nothing waits and no commit is on its way.</summary>
    public bool IsResting => _loop.IsResting;

    /// <summary>
    /// Whether more comes in than the store can take. What comes new is better refused then, before it has cost
    /// anything; what is under way goes on to its end, so that the store's whole strength goes into what succeeds.
    /// </summary>
    public bool IsOverloaded
    {
        get
        {
            lock (_gate)
            {
                return HasWaited(_pending) || HasWaited(_crowded);
            }
        }
    }

    /// <summary>Appends one stream's batch.</summary>
    /// <exception cref="IOException">The commit failed; whether it was kept is unknown.</exception>
    public Task<CommitResult> Append(StreamAppend batch)
    {
        var pending = new Pending(batch, _systemTime.GetTimestamp());
        lock (_gate)
        {
            (batch.Entries.Count > EntriesOfOneMax ? _crowded : _pending).Enqueue(pending);
        }

        _loop.Wake();
        return pending.Done.Task;
    }

    private async ValueTask<bool> Step()
    {
        var taken = Gather(out var more);
        if (taken.Count == 0)
            return false;
        try
        {
            var start = _systemTime.GetTimestamp();
            var results = await _journal.Commit(taken.ConvertAll(pending => pending.Batch));
            var committed = taken.Where((_, i) => results[i] == CommitResult.Committed)
                .SelectMany(pending => pending.Batch.Entries).ToList();
            RuntimeMetrics.CommitDuration.Record(_systemTime.GetElapsedTime(start).TotalSeconds);
            RuntimeMetrics.CommitEntries.Record(committed.Count);
            _tail.Add(committed);
            Committed?.Invoke(committed);
            for (var i = 0; i < taken.Count; i++)
                taken[i].Done.SetResult(results[i]);
        }
#pragma warning disable CA1031 // Whatever it is, every actor that waits for this commit has to be told.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _onFailure(e);
            foreach (var pending in taken)
                pending.Done.TrySetException(e);
        }

        return more;
    }

    private bool HasWaited(Queue<Pending> queue) =>
        queue.TryPeek(out var oldest) && _systemTime.GetElapsedTime(oldest.Since) > WaitMax;

    private List<Pending> Gather(out bool more)
    {
        var taken = new List<Pending>();
        lock (_gate)
        {
            var entries = 0;
            _crowdedFirst = !_crowdedFirst;
            Take(_crowdedFirst ? _crowded : _pending);
            Take(_crowdedFirst ? _pending : _crowded);
            more = _crowded.Count + _pending.Count > 0;

            void Take(Queue<Pending> queue)
            {
                while (queue.TryPeek(out var next)
                    && (entries == 0 || entries + next.Batch.Entries.Count <= EntriesMax))
                {
                    taken.Add(queue.Dequeue());
                    entries += next.Batch.Entries.Count;
                }
            }
        }

        return taken;
    }

    private sealed class Pending(StreamAppend batch, long since)
    {
        public StreamAppend Batch { get; } = batch;

        public long Since { get; } = since;

        public TaskCompletionSource<CommitResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
