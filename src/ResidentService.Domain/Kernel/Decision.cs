namespace ResidentService.Domain.Kernel;

/// <summary>What a decider says to a command: accepted, with what happened and a reply, or rejected.</summary>
public abstract record Decision
{
    private Decision() { }

    /// <summary>
    /// Entries that one decision may append. What settles, cancels or expires many goes on in chunks.
    /// </summary>
    public const int EventsMax = 256;

    /// <summary>Accepted. No events means that the state was already so.</summary>
    public sealed record Accepted(IReadOnlyList<IEvent> Events, IReply Reply) : Decision;

    /// <summary>Rejected: nothing happened.</summary>
    public sealed record Rejected(Rejection Rejection) : Decision;

    /// <summary>Accepts with at least one event.</summary>
    public static Decision Accept(IReply reply, params IReadOnlyList<IEvent> events) => new Accepted(events, reply);

    /// <summary>Accepts with events and nothing to tell.</summary>
    public static Decision Accept(params IReadOnlyList<IEvent> events) => new Accepted(events, Done.It);

    /// <summary>Accepts without an event: what was asked for is already so.</summary>
    public static Decision Already(IReply? reply = null) => new Accepted([], reply ?? Done.It);

    /// <summary>Rejects.</summary>
    public static Decision Reject(Rejection rejection) => new Rejected(rejection);
}

/// <summary>
/// Why a command was refused. Each slice lists its own as sealed records, in order of precedence.
/// The texts are for people: they say what to do next.
/// </summary>
/// <param name="Kind">What the refusal means to the caller; decides the HTTP status.</param>
/// <param name="Code">Stable, lower snake case, never changed once published.</param>
/// <param name="Chinese">Simplified Chinese, one or two plain sentences.</param>
/// <param name="English">The same in English.</param>
public abstract record Rejection(RejectionKind Kind, string Code, string Chinese, string English);

/// <summary>The few categories of refusal.</summary>
public enum RejectionKind
{
    /// <summary>The command itself is wrong; it can never succeed as it is. HTTP 400.</summary>
    Invalid,

    /// <summary>This caller may not do this. HTTP 403.</summary>
    NotAllowed,

    /// <summary>There is no such thing. HTTP 404.</summary>
    NotFound,

    /// <summary>The present state refuses; a later state may accept. HTTP 409.</summary>
    Conflict,

    /// <summary>The command's id was used for another command. HTTP 422.</summary>
    Reused,

    /// <summary>Nothing happened; the same command may be sent again. HTTP 503.</summary>
    TryAgain,
}
