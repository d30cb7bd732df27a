using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Journal;

namespace ResidentService.Tests.Simulation;

/// <summary>
/// The journal on a disk. A commit is there as a whole or not at all; a crash before that loses it, a crash after it
/// keeps it though nobody was told, and a commit that fails may have been kept as well.
/// </summary>
internal sealed class JournalDisk(World world) : IJournal
{
    private readonly List<Entry> _all = [];
    private readonly Dictionary<ActorId, List<Entry>> _streams = [];

    public IReadOnlyList<Entry> All => _all;

    public IEnumerable<ActorId> Streams => _streams.Keys;

    public IReadOnlyList<Entry> Of(ActorId stream) => _streams.GetValueOrDefault(stream, []);

    public async ValueTask<IReadOnlyList<CommitResult>> Commit(IReadOnlyList<StreamAppend> batches)
    {
        for (var slow = world.Chance.Below(world.Chance.OnceIn(10) ? 12 : 3); slow > 0; slow--)
            await Task.Yield();
        if (world.Chance.OnceIn(world.Faults.CommitFailsOnceIn))
        {
            if (world.Chance.OnceIn(2))
                Append(batches);
            throw new IOException("no space left on device");
        }

        var results = Append(batches);
        await Task.Yield();
        return results;
    }

    public async ValueTask<IReadOnlyList<Entry>> ReadStream(ActorId stream, long afterVersion, int limit)
    {
        await Reading();
        return Slice(_streams.GetValueOrDefault(stream, []), afterVersion, limit);
    }

    public async ValueTask<IReadOnlyList<Entry>> ReadAll(long afterPosition, int limit)
    {
        await Reading();
        return Slice(_all, afterPosition, limit);
    }

    public async ValueTask<long> LastPosition()
    {
        await Reading();
        return _all.Count;
    }

    /// <summary>What a new process reads are bytes.</summary>
    public void ForgetDecoded()
    {
        foreach (var entry in _all)
            entry.Decoded = null;
    }

    /// <summary>Loses the last entries, as a disk does that was not told to sync.</summary>
    public void LoseLast(int entries)
    {
        for (; entries > 0 && _all.Count > 0; entries--)
        {
            _streams[_all[^1].Stream].RemoveAt(_streams[_all[^1].Stream].Count - 1);
            _all.RemoveAt(_all.Count - 1);
        }
    }

    public List<CommitResult> Append(IReadOnlyList<StreamAppend> batches)
    {
        var results = new List<CommitResult>(batches.Count);
        foreach (var batch in batches)
            results.Add(Append(batch));
        return results;
    }

    private CommitResult Append(StreamAppend batch)
    {
        if (!_streams.TryGetValue(batch.Stream, out var stream))
            _streams[batch.Stream] = stream = [];
        if (stream.Count != batch.ExpectedVersion)
            return CommitResult.Conflict;
        foreach (var entry in batch.Entries)
        {
            stream.Add(entry);
            _all.Add(entry);
            entry.Position = _all.Count;
            world.OnKept(entry);
        }

        return CommitResult.Committed;
    }

    private async ValueTask Reading()
    {
        if (world.Chance.OnceIn(2))
            await Task.Yield();
        if (world.Chance.OnceIn(world.Faults.ReadFailsOnceIn))
            throw new IOException("the disk does not answer");
    }

    private static List<Entry> Slice(List<Entry> entries, long after, int limit) =>
        after >= entries.Count ? [] : entries.GetRange((int)after, (int)Math.Min(limit, entries.Count - after));
}
