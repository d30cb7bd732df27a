using System.Collections.Concurrent;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Snapshots;

namespace ResidentService.Runtime.Messages;

/// <summary>
/// What goes between processes for an actor that lives in another one: commands and queries one way, outcomes and views
/// the other, as bytes. A message is read at once, by the code that has written it: <see cref="Schema"/> says whether
/// two processes are of the same code, and only those may exchange any.
/// </summary>
public sealed class ActorMessages(SliceSet slices, Codec codec)
{
    private readonly ConcurrentDictionary<Type, QueryMessage> _queries = [];
    private readonly Lazy<Shape<Rejection>> _domain = new(Shapes.Of<Rejection>);
    private readonly Lazy<Shape<RuntimeRejection>> _runtime = new(Shapes.Of<RuntimeRejection>);

    /// <summary>The identity of the code, of the domain and of this runtime; changes with whatever a message holds.</summary>
    public static string Schema { get; } = SnapshotSchema.Of(typeof(Rejection).Assembly);

    /// <summary>A command on its way to an actor.</summary>
    public byte[] Write(ActorId actor, Asked asked) => Bytes(to =>
    {
        slices.Of(actor).Write(to, asked.Command);
        to.Write(asked.Id.Value);
        to.Write(asked.Payload.Value);
        to.Write(asked.Caller.Value);
        to.Write(asked.FromFollower);
        to.Write(asked.NotBefore.UtcTicks);
    });

    /// <inheritdoc cref="Write(ActorId, Asked)"/>
    public Asked ReadAsked(ActorId actor, byte[] message)
    {
        using var from = Reader(message);
        return new(
            slices.Of(actor).ReadCommand(from), CommandId.Stored(from.ReadString()), new(from.ReadInt64()),
            new(from.ReadString()))
        {
            FromFollower = from.ReadBoolean(),
            NotBefore = new(from.ReadInt64(), TimeSpan.Zero),
        };
    }

    /// <summary>How a command ended.</summary>
    public byte[] Write(Outcome outcome) => Bytes(to =>
    {
        switch (outcome)
        {
            case Outcome.Accepted(var reply, var entries):
                to.Write((byte)Kind.Accepted);
                WriteBytes(to, codec.Encode(reply));
                to.Write7BitEncodedInt(entries.Count);
                foreach (var entry in entries)
                    Write(to, entry);
                break;
            case Outcome.Rejected(RuntimeRejection rejection):
                to.Write((byte)Kind.RejectedByRuntime);
                _runtime.Value.Write(to, rejection);
                break;
            case Outcome.Rejected(var rejection):
                to.Write((byte)Kind.Rejected);
                _domain.Value.Write(to, rejection);
                break;
        }
    });

    /// <inheritdoc cref="Write(Outcome)"/>
    public Outcome ReadOutcome(byte[] message)
    {
        using var from = Reader(message);
        return (Kind)from.ReadByte() switch
        {
            Kind.Accepted => new Outcome.Accepted(codec.DecodeReply(ReadBytes(from)), ReadEntries(from)),
            Kind.RejectedByRuntime => new Outcome.Rejected(_runtime.Value.Read(from)),
            _ => new Outcome.Rejected(_domain.Value.Read(from)),
        };
    }

    /// <summary>A query on its way to an actor.</summary>
    public byte[] Write<TState, TView>(IQuery<TState, TView> query) => Bytes(to =>
    {
        to.Write(query.GetType().FullName!);
        Of(query.GetType()).Write(to, query);
    });

    /// <summary>Answers a query that has arrived where the actor lives.</summary>
    /// <returns>The view, for <see cref="ReadView"/>.</returns>
    /// <exception cref="FormatException">There is no such query.</exception>
    public async ValueTask<byte[]> Answer(IActors actors, ActorId actor, byte[] message)
    {
        using var from = Reader(message);
        var name = from.ReadString();
        var type = slices.Of(actor).State.Assembly.GetType(name) ?? throw new FormatException($"no query: {name}");
        return await Of(type).Answer(actors, actor, from);
    }

    /// <summary>The answer to a query.</summary>
    public TView ReadView<TState, TView>(IQuery<TState, TView> query, byte[] message)
    {
        using var from = Reader(message);
        return ((ViewShape<TView>)Of(query.GetType())).View.Read(from);
    }

    private QueryMessage Of(Type query) => _queries.GetOrAdd(query, static type =>
    {
        var asks = type.GetInterfaces().FirstOrDefault(one =>
            one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IQuery<,>))
            ?? throw new FormatException($"no query: {type}");
        return (QueryMessage)Activator.CreateInstance(
            typeof(QueryMessage<,,>).MakeGenericType([type, .. asks.GetGenericArguments()]))!;
    });

    private static void Write(StateWriter to, Entry entry)
    {
        to.Write(entry.Position);
        to.WriteText(entry.Stream.ToString());
        to.Write(entry.Version);
        to.Write(entry.Name);
        to.Write(entry.At.UtcTicks);
        to.WriteText(entry.Caller.Value);
        to.WriteText(entry.Command.Value);
        to.Write(entry.Payload.Value);
        WriteBytes(to, entry.Body.Span);
        WriteBytes(to, entry.Reply.Span);
        WriteBytes(to, entry.Hash.Span);
    }

    private static Entry[] ReadEntries(StateReader from)
    {
        var entries = new Entry[from.Read7BitEncodedInt()];
        for (var i = 0; i < entries.Length; i++)
        {
            var position = from.ReadInt64();
            entries[i] = new()
            {
                Stream = ActorId.Parse(from.ReadText()!),
                Version = from.ReadInt64(),
                Name = from.ReadString(),
                At = Calendar.Local(new(from.ReadInt64(), TimeSpan.Zero)),
                Caller = new(from.ReadText()!),
                Command = CommandId.Stored(from.ReadText()!),
                Payload = new(from.ReadInt64()),
                Body = ReadBytes(from),
                Reply = ReadBytes(from),
                Hash = ReadBytes(from),
                Position = position,
            };
        }

        return entries;
    }

    private static void WriteBytes(StateWriter to, ReadOnlySpan<byte> bytes)
    {
        to.Write7BitEncodedInt(bytes.Length);
        to.Write(bytes);
    }

    private static byte[] ReadBytes(StateReader from) => from.ReadBytes(from.Read7BitEncodedInt());

    private static byte[] Bytes(Action<StateWriter> write)
    {
        using var stream = new MemoryStream();
        using (var to = new StateWriter(stream))
            write(to);
        return stream.ToArray();
    }

    private static StateReader Reader(byte[] message) => new(new MemoryStream(message, writable: false));

    private enum Kind : byte
    {
        Accepted,
        Rejected,
        RejectedByRuntime,
    }

    private abstract class QueryMessage
    {
        public abstract void Write(StateWriter to, object query);

        public abstract ValueTask<byte[]> Answer(IActors actors, ActorId actor, StateReader from);
    }

    private abstract class ViewShape<TView> : QueryMessage
    {
        public Shape<TView> View { get; } = Shapes.Of<TView>();
    }

    private sealed class QueryMessage<TQuery, TState, TView> : ViewShape<TView>
        where TQuery : class, IQuery<TState, TView>
    {
        private readonly Shape<TQuery> _query = Shapes.Of<TQuery>();

        public override void Write(StateWriter to, object query) => _query.Write(to, (TQuery)query);

        public override ValueTask<byte[]> Answer(IActors actors, ActorId actor, StateReader from) =>
            Answer(actors, actor, _query.Read(from));

        private async ValueTask<byte[]> Answer(IActors actors, ActorId actor, TQuery query)
        {
            var view = await actors.Read(actor, query);
            return Bytes(to => View.Write(to, view));
        }
    }
}
