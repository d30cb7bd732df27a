using ResidentService.Domain.Kernel;

namespace ResidentService.Runtime.Journal;

/// <summary>A journal in memory, for tests and for the simulation: what it keeps is lost with the process.</summary>
public sealed class MemoryJournal : IJournal
{
    private readonly Lock _gate = new();
    private readonly List<Entry> _all = [];
    private readonly Dictionary<ActorId, List<Entry>> _streams = [];

    /// <inheritdoc/>
    public bool IsShared { get; init; }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CommitResult>> Commit(IReadOnlyList<StreamAppend> batches)
    {
        lock (_gate)
        {
            return new([.. batches.Select(Append)]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Entry>> ReadStream(ActorId stream, long afterVersion, int limit)
    {
        lock (_gate)
        {
            return new(_streams.TryGetValue(stream, out var entries) ? Slice(entries, afterVersion, limit) : []);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Entry>> ReadAll(long afterPosition, int limit)
    {
        lock (_gate)
        {
            return new(Slice(_all, afterPosition, limit));
        }
    }

    /// <inheritdoc/>
    public ValueTask<long> LastPosition()
    {
        lock (_gate)
        {
            return new(_all.Count);
        }
    }

    private static List<Entry> Slice(List<Entry> entries, long after, int limit) =>
        after >= entries.Count ? [] : entries.GetRange((int)after, (int)Math.Min(limit, entries.Count - after));

    private CommitResult Append(StreamAppend batch)
    {
        if (!_streams.TryGetValue(batch.Stream, out var stream))
            stream = [];
        if (stream.Count != batch.ExpectedVersion)
            return CommitResult.Conflict;
        foreach (var entry in batch.Entries)
        {
            stream.Add(entry);
            _all.Add(entry);
            entry.Position = _all.Count;
        }

        _streams[batch.Stream] = stream;
        return CommitResult.Committed;
    }
}
