using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Journal;

namespace ResidentService.Runtime.Followers;

/// <summary>Reads on after a position: from memory where the follower keeps up, else from the store.</summary>
public sealed class JournalReader(IJournal journal, Tail tail)
{
    /// <summary>The position of the last committed entry.</summary>
    public long LastPosition => tail.LastPosition;

    /// <summary>The position of the last entry that a request has made.</summary>
    public long LastRequestPosition => tail.LastRequestPosition;

    /// <summary>Whether what follows a position is at hand, so that the store need not be asked.</summary>
    public bool IsInMemory(long position) => tail.ReadAfter(position, 0) is not null;

    /// <summary>The next entries, in order; empty at the end.</summary>
    public async ValueTask<IReadOnlyList<Entry>> ReadAfter(long position, int limit) =>
        tail.ReadAfter(position, limit) ?? await journal.ReadAll(position, limit);

    /// <summary>A stream's entries after a version, in order.</summary>
    public ValueTask<IReadOnlyList<Entry>> ReadStream(ActorId stream, long afterVersion, int limit) =>
        journal.ReadStream(stream, afterVersion, limit);
}
