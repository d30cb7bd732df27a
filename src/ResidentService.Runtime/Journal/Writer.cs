using ResidentService.Runtime.Scheduling;

namespace ResidentService.Runtime.Journal;

/// <summary>
/// Group commit: gathers what all actors have pending and commits it in one transaction as soon as the last commit is
/// done. There is no artificial wait: while one commit is on its way to the disk, the next one gathers.
/// </summary>
public sealed class Writer
{
    /// <summary>Entries in one commit; what is more waits for the next one.</summary>
    public const int EntriesMax = 1_024;

    private readonly IJournal _journal;
    private readonly Tail _tail;
    private readonly TimeProvider _systemTime;
    private readonly Action<Exception> _onFailure;
    private readonly Lock _gate = new();
    private readonly StepLoop _loop;
    private readonly Queue<Pending> _pending = new();

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

    /// <summary>Appends one stream's batch. An actor has at most one in flight, so the queue is a fair round.</summary>
    /// <exception cref="IOException">The commit failed; whether it was kept is unknown.</exception>
    public Task<CommitResult> Append(StreamAppend batch)
    {
        var pending = new Pending(batch);
        lock (_gate)
        {
            _pending.Enqueue(pending);
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

    private List<Pending> Gather(out bool more)
    {
        var taken = new List<Pending>();
        lock (_gate)
        {
            var entries = 0;
            while (_pending.TryPeek(out var next)
                && (taken.Count == 0 || entries + next.Batch.Entries.Count <= EntriesMax))
            {
                taken.Add(_pending.Dequeue());
                entries += next.Batch.Entries.Count;
            }

            more = _pending.Count > 0;
        }

        return taken;
    }

    private sealed class Pending(StreamAppend batch)
    {
        public StreamAppend Batch { get; } = batch;

        public TaskCompletionSource<CommitResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
