using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Journal;

namespace ResidentService.Tests.Runtime;

/// <summary>A journal that lets others run before each commit, counts commits, and fails when told to.</summary>
internal sealed class SlowJournal(IJournal inner) : IJournal
{
    public int Commits { get; private set; }

    public bool FailNext { get; set; }

    public async ValueTask<IReadOnlyList<CommitResult>> Commit(IReadOnlyList<StreamAppend> batches)
    {
        await Task.Yield();
        Commits++;
        if (!FailNext)
            return await inner.Commit(batches);
        FailNext = false;
        throw new IOException("no space left on device");
    }

    public ValueTask<IReadOnlyList<Entry>> ReadStream(ActorId stream, long afterVersion, int limit) =>
        inner.ReadStream(stream, afterVersion, limit);

    public ValueTask<IReadOnlyList<Entry>> ReadAll(long afterPosition, int limit) => inner.ReadAll(afterPosition, limit);

    public ValueTask<long> LastPosition() => inner.LastPosition();
}

/// <summary>A clock that a test sets.</summary>
internal sealed class ManualTime(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
