using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Journal;

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

    internal abstract Actor Activate(ActorId id, ActorHost host);

    /// <summary>A slice from its decider and reactions.</summary>
    public static Slice Of<TCommand, TEvent, TState>(
        Decider<TCommand, TEvent, TState> decider, Reactions<TEvent>? reactions = null)
        where TCommand : ICommand
        where TEvent : IEvent =>
        new Typed<TCommand, TEvent, TState>(decider, reactions ?? Reactions<TEvent>.None);

    private sealed class Typed<TCommand, TEvent, TState>(
        Decider<TCommand, TEvent, TState> decider, Reactions<TEvent> reactions) : Slice
        where TCommand : ICommand
        where TEvent : IEvent
    {
        public override string Kind => decider.Kind;

        public override IEnumerable<Send> Sends(ActorId source, IEvent @event, DateTimeOffset at) =>
            reactions.Sends(source, (TEvent)@event, at);

        public override IEnumerable<Deadline> Deadlines(ActorId source, IEvent @event, DateTimeOffset at) =>
            reactions.Deadlines(source, (TEvent)@event, at);

        internal override Actor Activate(ActorId id, ActorHost host) =>
            new Activation<TCommand, TEvent, TState>(id, decider, host);
    }
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
