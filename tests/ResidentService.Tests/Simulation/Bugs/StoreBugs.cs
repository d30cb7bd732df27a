using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Followers;
using ResidentService.Runtime.Journal;

namespace ResidentService.Tests.Simulation.Bugs;

/// <summary>After a start reactions go on at the journal's end: what was not delivered never is.</summary>
internal sealed class SkippingCheckpoint : Bug
{
    public override IReactionStore Reactions(World world) => new Store(world);

    private sealed class Store(World world) : IReactionStore
    {
        public ValueTask<(long Position, IReadOnlyList<ParkedDelivery> Parked)> Read() =>
            new((world.Journal.All.Count, []));

        public ValueTask Write(long position, ParkedChanges changes) => world.Views.Write(position, changes);
    }
}

/// <summary>A commit is told at once and written later, in order.</summary>
internal sealed class AnswerBeforeCommit : Bug
{
    private const int StepsLater = 10;

    public override IJournal Journal(World world) => new Early(world);

    private sealed class Early(World world) : PassingJournal(world)
    {
        private readonly Queue<IReadOnlyList<StreamAppend>> _unwritten = new();
        private long _last = -1;

        public override ValueTask<IReadOnlyList<CommitResult>> Commit(IReadOnlyList<StreamAppend> batches)
        {
            _last = Math.Max(_last, World.Journal.All.Count);
            foreach (var entry in batches.SelectMany(batch => batch.Entries))
                entry.Position = ++_last;
            _unwritten.Enqueue(batches);
            World.Host.Process.Begin(async () =>
            {
                for (var step = 0; step < StepsLater; step++)
                    await Task.Yield();
                World.Journal.Append(_unwritten.Dequeue());
            });
            return new([.. batches.Select(_ => CommitResult.Committed)]);
        }

        public override async ValueTask<IReadOnlyList<Entry>> ReadStream(ActorId stream, long afterVersion, int limit)
        {
            while (_unwritten.Count > 0)
                await Task.Yield();
            return await base.ReadStream(stream, afterVersion, limit);
        }
    }
}

/// <summary>A crash of the machine takes the last acknowledged commits with it.</summary>
internal sealed class UnsyncedJournal : Bug
{
    public override void OnCrash(World world) => world.Journal.LoseLast(world.Chance.Below(5));
}

/// <summary>
/// No bug of the journal: each actor has a second activation, so that batches come with versions that are overtaken.
/// </summary>
internal class LivingTwice : Bug
{
    public override bool LivesTwice => true;
}

/// <summary>What is appended goes behind whatever is there by now.</summary>
internal sealed class NoExpectedVersion : LivingTwice
{
    public override IJournal Journal(World world) => new Careless(world);

    private sealed class Careless(World world) : PassingJournal(world)
    {
        public override ValueTask<IReadOnlyList<CommitResult>> Commit(IReadOnlyList<StreamAppend> batches) =>
            World.Journal.Commit([.. batches.Select(Behind)]);

        private StreamAppend Behind(StreamAppend batch)
        {
            var stream = World.Journal.Of(batch.Stream);
            var hash = stream.Count > 0 ? stream[^1].Hash : HashChain.Start;
            var entries = new List<Entry>();
            foreach (var entry in batch.Entries)
            {
                entries.Add(Copy(entry, stream.Count + entries.Count + 1, entry.Command));
                entries[^1].Seal(hash);
                hash = entries[^1].Hash;
                entry.Position = World.Journal.All.Count + entries.Count;
            }

            return new(batch.Stream, stream.Count, entries);
        }
    }
}

/// <summary>An actor that is loaded does not remember which commands it has carried out.</summary>
internal sealed class ForgottenCommands : Bug
{
    public override IJournal Journal(World world) => new Forgetful(world);

    private sealed class Forgetful(World world) : PassingJournal(world)
    {
        public override async ValueTask<IReadOnlyList<Entry>> ReadStream(ActorId stream, long afterVersion, int limit)
        {
            var entries = await base.ReadStream(stream, afterVersion, limit);
            return limit < 100 ? entries : [.. entries.Select(Forgotten)]; // So many are read to load an actor.
        }

        private static Entry Forgotten(Entry entry)
        {
            var copy = Copy(entry, entry.Version, CommandId.Stored("forgotten:" + entry.Command));
            (copy.Hash, copy.Position) = (entry.Hash, entry.Position);
            return copy;
        }
    }
}

/// <summary>A request that comes again is taken for a new one.</summary>
internal sealed class NewIdEachTime : Bug
{
    private int _number;

    public override CommandId IdOf(CommandId id) => CommandId.Stored($"{id}~{++_number}");
}

/// <summary>The journal as it is.</summary>
internal abstract class PassingJournal(World world) : IJournal
{
    protected World World => world;

    public virtual ValueTask<IReadOnlyList<CommitResult>> Commit(IReadOnlyList<StreamAppend> batches) =>
        world.Journal.Commit(batches);

    public virtual ValueTask<IReadOnlyList<Entry>> ReadStream(ActorId stream, long afterVersion, int limit) =>
        world.Journal.ReadStream(stream, afterVersion, limit);

    public ValueTask<IReadOnlyList<Entry>> ReadAll(long afterPosition, int limit) =>
        world.Journal.ReadAll(afterPosition, limit);

    public ValueTask<long> LastPosition() => world.Journal.LastPosition();

    protected static Entry Copy(Entry entry, long version, CommandId command) => new()
    {
        Stream = entry.Stream,
        Version = version,
        Name = entry.Name,
        At = entry.At,
        Caller = entry.Caller,
        Command = command,
        Payload = entry.Payload,
        Body = entry.Body,
        Reply = entry.Reply,
    };
}
