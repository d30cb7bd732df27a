namespace ResidentService.Domain.Kernel;

/// <summary>
/// A command that an event sends to an actor. It is delivered at least once, in order per source stream, with an id
/// derived from the entry, so the target does it once. It is never rejected: where the domain refuses, the target
/// appends a refusal event, which drives the sender's next step.
/// </summary>
/// <param name="Target">Who is told.</param>
/// <param name="Command">What they are told.</param>
/// <param name="Name">Tells apart what one event sends to the same target; empty where it sends one thing.</param>
public sealed record Send(ActorId Target, ICommand Command, string Name = "");

/// <summary>What an event means for the deadlines of its stream. Keys are unique within the stream.</summary>
public abstract record Deadline
{
    private Deadline(string key) => Key = key;

    /// <summary>The deadline's name within its stream, at most 100 characters.</summary>
    public string Key { get; }

    /// <summary>
    /// Sets it, or moves it: from <paramref name="Due"/> on the command is sent once. An early, repeated or overtaken
    /// command yields no event; rules never wait for the firing, since Decide treats what is past due as expired.
    /// </summary>
    public sealed record Set(string Key, DateTimeOffset Due, Send Send) : Deadline(Key)
    {
        /// <summary>The first whole millisecond at which it is due; times of commands have no finer ticks.</summary>
        public DateTimeOffset DueMillisecond =>
            Due.AddTicks((TimeSpan.TicksPerMillisecond - (Due.Ticks % TimeSpan.TicksPerMillisecond))
                % TimeSpan.TicksPerMillisecond);
    }

    /// <summary>Clears it, if it is set.</summary>
    /// <param name="Key">Its name within its stream.</param>
    /// <param name="Of">Whose it is, where this entry is what another actor's deadline waits for; null for its own.</param>
    public sealed record Clear(string Key, ActorId? Of = null) : Deadline(Key);
}

/// <summary>How a slice's events reach beyond their own stream. Both functions are pure.</summary>
/// <typeparam name="TEvent">The slice's events.</typeparam>
/// <param name="Sends">(source, event, its time) to the commands for others.</param>
/// <param name="Deadlines">(source, event, its time) to the deadlines set and cleared.</param>
public sealed record Reactions<TEvent>(
    Func<ActorId, TEvent, DateTimeOffset, IEnumerable<Send>> Sends,
    Func<ActorId, TEvent, DateTimeOffset, IEnumerable<Deadline>> Deadlines)
    where TEvent : IEvent
{
    /// <summary>A slice whose events concern nobody else.</summary>
    public static Reactions<TEvent> None { get; } = new((_, _, _) => [], (_, _, _) => []);
}
