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

    /// <summary>Whether a follower that has come so far keeps up with what is committed.</summary>
    public bool KeepsUp(long position) => tail.IsRecent(position);

    /// <summary>The next entries, in order; empty at the end. As in the <see cref="Tail"/>, bytes may be left out.</summary>
    public async ValueTask<IReadOnlyList<Entry>> ReadAfter(long position, int limit)
    {
        if (tail.ReadAfter(position, limit) is { } recent)
            return recent;
        var read = await journal.ReadAll(position, limit);
        tail.Keep(read);
        return read;
    }

    /// <summary>A stream's entries after a version, in order.</summary>
    public ValueTask<IReadOnlyList<Entry>> ReadStream(ActorId stream, long afterVersion, int limit) =>
        journal.ReadStream(stream, afterVersion, limit);
}
