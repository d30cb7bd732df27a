using ResidentService.Domain.Kernel;

namespace ResidentService.Runtime.Journal;

/// <summary>
/// The store of the journal: the truth (DESIGN.md §3). One conformance suite holds every implementation to this page.
/// </summary>
public interface IJournal : IReadOnlyJournal
{
    /// <summary>
    /// Commits many streams' batches in one transaction and returns when all of it is on disk. Each batch is all or
    /// nothing, on the condition that its stream's head is the expected version; a losing stream never fails the
    /// others. Sets the position of every committed entry: increasing, in commit order.
    /// </summary>
    /// <returns>One result a batch, in the order given.</returns>
    /// <exception cref="IOException">The store failed; whether anything was kept is unknown.</exception>
    ValueTask<IReadOnlyList<CommitResult>> Commit(IReadOnlyList<StreamAppend> batches);

    /// <summary>
    /// Whether other processes append too. An actor may then have moved on elsewhere: what is answered without an
    /// append is first compared with the stream's head.
    /// </summary>
    bool IsShared => false;
}

/// <summary>The part of a journal that reads.</summary>
public interface IReadOnlyJournal
{
    /// <summary>A stream's entries after a version, in order.</summary>
    /// <param name="stream">The stream; an unknown one has no entries.</param>
    /// <param name="afterVersion">0 reads from the beginning.</param>
    /// <param name="limit">1 or more.</param>
    ValueTask<IReadOnlyList<Entry>> ReadStream(ActorId stream, long afterVersion, int limit);

    /// <summary>All streams' entries after a position, in order; never skips one that could still appear.</summary>
    /// <param name="afterPosition">0 reads from the beginning.</param>
    /// <param name="limit">1 or more.</param>
    ValueTask<IReadOnlyList<Entry>> ReadAll(long afterPosition, int limit);

    /// <summary>The position of the last entry; 0 in an empty journal.</summary>
    ValueTask<long> LastPosition();
}

/// <summary>One stream's entries to be appended.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="ExpectedVersion">The stream's head must be this; 0 for a new stream.</param>
/// <param name="Entries">At least one; versions follow on from the expected one.</param>
public sealed record StreamAppend(ActorId Stream, long ExpectedVersion, IReadOnlyList<Entry> Entries);

/// <summary>How one stream's batch ended.</summary>
public enum CommitResult
{
    /// <summary>On disk.</summary>
    Committed,

    /// <summary>The stream's head was another; nothing of this batch was kept.</summary>
    Conflict,
}
