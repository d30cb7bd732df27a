using ResidentService.Runtime.Journal;

namespace ResidentService.Runtime.Followers;

/// <summary>Reads on after a position: from memory where the follower keeps up, else from the store.</summary>
public sealed class JournalReader(IJournal journal, Tail tail)
{
    /// <summary>The position of the last committed entry.</summary>
    public long LastPosition => tail.LastPosition;

    /// <summary>The next entries, in order; empty at the end.</summary>
    public async ValueTask<IReadOnlyList<Entry>> ReadAfter(long position, int limit) =>
        tail.ReadAfter(position, limit) ?? await journal.ReadAll(position, limit);
}
