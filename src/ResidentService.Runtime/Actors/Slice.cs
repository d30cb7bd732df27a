using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Snapshots;

namespace ResidentService.Runtime.Actors;

/// <summary>
/// One kind of actor as the runtime sees it. <c>Slices.cs</c> of the service lists them: the table of contents.
/// </summary>
public abstract class Slice
{
    /// <summary>The kind: the first part of its streams' names.</summary>
    public abstract string Kind { get; }

    /// <summary>The commands that an entry sends to other actors.</summary>
    public abstract IEnumerable<Send> Sends(ActorId source, IEvent @event, DateTimeOffset at);

    /// <summary>The deadlines that an entry sets or clears.</summary>
    public abstract IEnumerable<Deadline> Deadlines(ActorId source, IEvent @event, DateTimeOffset at);

    /// <summary>The type of its states; each has to fit into a snapshot.</summary>
    internal abstract Type State { get; }

    internal abstract Actor Activate(ActorId id, ActorHost host);

    /// <summary>Writes a command of this slice, for an actor that lives in another process.</summary>
    internal abstract void Write(StateWriter to, ICommand command);

    internal abstract ICommand ReadCommand(StateReader from);

    /// <summary>A slice from its decider and reactions.</summary>
    /// <param name="decider">Its rules.</param>
    /// <param name="reactions">What its facts mean for others; null for nothing.</param>
    /// <param name="items">
    /// What a state consists of, where that grows without end: says when a snapshot is due, and which actors are large.
    /// Null for a state that stays small.
    /// </param>
    public static Slice Of<TCommand, TEvent, TState>(
        Decider<TCommand, TEvent, TState> decider,
        Reactions<TEvent>? reactions = null,
        Func<TState, int>? items = null)
        where TCommand : ICommand
        where TEvent : IEvent => new Typed<TCommand, TEvent, TState>(
        new(decider, items ?? (_ => 0), new SnapshotCodec<TState>()), reactions ?? Reactions<TEvent>.None);

    private sealed class Typed<TCommand, TEvent, TState>(
        Folding<TCommand, TEvent, TState> folding, Reactions<TEvent> reactions) : Slice
        where TCommand : ICommand
        where TEvent : IEvent
    {
        private readonly Lazy<Shape<TCommand>> _commands = new(Shapes.Of<TCommand>);

        public override string Kind => folding.Decider.Kind;

        public override IEnumerable<Send> Sends(ActorId source, IEvent @event, DateTimeOffset at) =>
            reactions.Sends(source, (TEvent)@event, at);

        public override IEnumerable<Deadline> Deadlines(ActorId source, IEvent @event, DateTimeOffset at) =>
            reactions.Deadlines(source, (TEvent)@event, at);

        internal override Type State => typeof(TState);

        internal override Actor Activate(ActorId id, ActorHost host) =>
            new Activation<TCommand, TEvent, TState>(id, folding, host);

        internal override void Write(StateWriter to, ICommand command) => _commands.Value.Write(to, (TCommand)command);

        internal override ICommand ReadCommand(StateReader from) => _commands.Value.Read(from);
    }
}

/// <summary>What every actor of a slice shares.</summary>
internal sealed record Folding<TCommand, TEvent, TState>(
    Decider<TCommand, TEvent, TState> Decider, Func<TState, int> Items, SnapshotCodec<TState> Snapshots)
    where TCommand : ICommand
    where TEvent : IEvent
{
    public string Schema { get; } = SnapshotSchema.Of(typeof(TEvent).Assembly);
}

/// <summary>Every slice by its kind.</summary>
public sealed class SliceSet(params IEnumerable<Slice> slices)
{
    private readonly Dictionary<string, Slice> _byKind = slices.ToDictionary(slice => slice.Kind);

    /// <summary>The slice of an actor.</summary>
    /// <exception cref="KeyNotFoundException">There is no such kind.</exception>
    public Slice Of(ActorId actor) => _byKind[actor.Kind];

    /// <summary>All kinds.</summary>
    public IEnumerable<string> Kinds => _byKind.Keys;

    /// <summary>The commands that an entry sends, each as it is delivered, by whomever.</summary>
    public IEnumerable<(ActorId Target, Asked Asked)> Deliveries(Entry entry, Codec codec)
    {
        foreach (var send in Of(entry.Stream).Sends(entry.Stream, codec.Decode(entry), entry.At))
        {
            var id = CommandId.OfReaction(entry.Stream, entry.Version, entry.Command, send.Target, send.Name);
            yield return (send.Target, new Asked(send.Command, id, default, Caller.System));
        }
    }
}
