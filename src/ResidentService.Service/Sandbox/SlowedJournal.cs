using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Journal;

namespace ResidentService.Service.Sandbox;

/// <summary>
/// A journal that takes so many commands a second and no more, as a slow disk would: it shows in the sandbox what the
/// service does beyond what it can do, without a machine that can ask for more.
/// </summary>
/// <param name="commandsPerSecond">A command is what ends with a reply.</param>
public sealed class SlowedJournal(IJournal inner, int commandsPerSecond, TimeProvider system) : IJournal
{
    /// <inheritdoc/>
    public bool IsShared => inner.IsShared;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<CommitResult>> Commit(IReadOnlyList<StreamAppend> batches)
    {
        var start = system.GetTimestamp();
        var results = await inner.Commit(batches);
        var commands = batches.Sum(batch => batch.Entries.Count(entry => !entry.Reply.IsEmpty));
        var rest = TimeSpan.FromSeconds((double)commands / commandsPerSecond) - system.GetElapsedTime(start);
        if (rest > TimeSpan.Zero)
            await Task.Delay(rest, system);
        return results;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Entry>> ReadStream(ActorId stream, long afterVersion, int limit) =>
        inner.ReadStream(stream, afterVersion, limit);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Entry>> ReadAll(long afterPosition, int limit) => inner.ReadAll(afterPosition, limit);

    /// <inheritdoc/>
    public ValueTask<long> LastPosition() => inner.LastPosition();
}
