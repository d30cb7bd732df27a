namespace ResidentService.Domain.Kernel;

/// <summary>
/// The pure heart of a slice: how one actor decides on a command and how an event changes its state.
/// <para>
/// <c>Decide</c> and <c>Evolve</c> are pure: no clock, randomness, I/O, logging or async. <c>Evolve</c> is total and
/// never rejects, since history has happened. A command that has already had its effect yields no new events.
/// </para>
/// </summary>
/// <param name="Kind">The actor's kind, the first part of its streams' names, for instance <c>resident</c>.</param>
/// <param name="Initial">The state before the first event.</param>
/// <param name="Decide">(command, state, context) to events and a reply, or a rejection.</param>
/// <param name="Evolve">(state, event, time of the event) to the next state.</param>
/// <typeparam name="TCommand">The slice's closed union of commands.</typeparam>
/// <typeparam name="TEvent">The slice's closed union of events.</typeparam>
/// <typeparam name="TState">Immutable state.</typeparam>
/// <remarks>After Jérémie Chassaing, "Functional Event Sourcing Decider" (2021).</remarks>
public sealed record Decider<TCommand, TEvent, TState>(
    string Kind,
    TState Initial,
    Func<TCommand, TState, Context, Decision> Decide,
    Func<TState, TEvent, DateTimeOffset, TState> Evolve)
    where TCommand : ICommand
    where TEvent : IEvent;

/// <summary>What the runtime tells a decision beside its command.</summary>
/// <param name="Id">The command's id: the same command never has its effect twice.</param>
/// <param name="Caller">Who asks.</param>
/// <param name="At">Domain time of the actor's turn (+08:00); never before the stream's last entry.</param>
public readonly record struct Context(CommandId Id, Caller Caller, DateTimeOffset At);

/// <summary>Who asks: a resident's id, or <c>system</c> for reactions and deadlines.</summary>
/// <param name="Value">Text as stored in the journal; at most 64 characters.</param>
public readonly record struct Caller(string Value)
{
    /// <summary>The service itself: reactions, deadlines, seeding.</summary>
    public static Caller System { get; } = new("system");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
