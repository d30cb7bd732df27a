namespace ResidentService.Domain.Kernel;

/// <summary>
/// What somebody, or a reaction, asks of one actor. Carries everything that the decision needs to know.
/// </summary>
public interface ICommand;

/// <summary>
/// A fact in an actor's stream. Its record carries a <see cref="NamedAttribute"/>: the storage format.
/// </summary>
public interface IEvent;

/// <summary>
/// What an accepted command answers. It is stored beside the last event of the command, so it holds ids, numbers,
/// times and states only: never text that a person typed, codes or personal data.
/// </summary>
public interface IReply;

/// <summary>A question about the last committed state of one actor: a pure, message-shaped function.</summary>
/// <typeparam name="TState">The actor's state.</typeparam>
/// <typeparam name="TView">The answer.</typeparam>
public interface IQuery<in TState, out TView>
{
    /// <summary>Answers from a committed state. Pure; never throws for a state that can exist.</summary>
    TView Answer(TState state);
}

/// <summary>
/// The name under which an event or a reply is stored, for instance <c>points.received.v1</c>.
/// A name is for ever: a changed shape takes a new version, and the old one is up-cast on read.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NamedAttribute(string name) : Attribute
{
    /// <summary>Lower-case words joined by hyphens, parts by dots, the version last.</summary>
    public string Name { get; } = name;
}

/// <summary>
/// The shape that an event or a reply once had. It is still read, and never written: its record keeps the old name, and
/// stands beside the facts of its slice.
/// </summary>
/// <typeparam name="TCurrent">What it is now, or a later old version.</typeparam>
public interface IOldVersion<out TCurrent> where TCurrent : class
{
    /// <summary>
    /// The same fact as it would be written now. Pure and total. What the old shape did not say is left open, not
    /// guessed.
    /// </summary>
    TCurrent ToCurrent();
}

/// <summary>The reply of a command that has nothing to tell but that it is done.</summary>
[Named("done.v1")]
public sealed record Done : IReply
{
    private Done() { }

    /// <summary>The only value.</summary>
    public static Done It { get; } = new();
}
