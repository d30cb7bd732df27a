using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Journal;

namespace ResidentService.Runtime.Actors;

/// <summary>
/// The way to every actor, wherever it lives: in-process mailboxes or, in the cluster edition, Orleans grains.
/// </summary>
public interface IActors
{
    /// <summary>
    /// Asks an actor to carry out a command. The answer comes after the commit is on disk. A command id that was
    /// accepted before gives the stored reply and entries, whoever asks again.
    /// </summary>
    /// <returns>Accepted or rejected; what goes wrong otherwise is <see cref="RuntimeRejection.TryAgain"/>.</returns>
    ValueTask<Outcome> Ask(ActorId actor, Asked asked);

    /// <summary>Answers from the actor's last committed state, past its mailbox.</summary>
    ValueTask<TView> Read<TState, TView>(ActorId actor, IQuery<TState, TView> query);

    /// <summary>
    /// Whether people have waited at an actor for over a second: who comes now is better told to come again before
    /// anything was done for them. False where that is not known here, since it lives in another process.
    /// </summary>
    bool IsCrowded(ActorId actor);
}

/// <summary>A command on its way to an actor.</summary>
/// <param name="Payload">
/// Guards the id: the same id with another payload is refused. Zero for reactions and deadlines, whose id says all.
/// </param>
public sealed record Asked(ICommand Command, CommandId Id, PayloadHash Payload, Caller Caller)
{
    /// <summary>
    /// Whether a follower delivers it: it waits in a lane of its own, is never shed for its age, and a repeat is
    /// answered without the stored reply and entries.
    /// </summary>
    public bool FromFollower { get; init; }

    /// <summary>
    /// The actor's turn counts as no earlier than this: a deadline's command finds its deadline past, even if the clock
    /// has stepped back since the deadline was read as due. Whole milliseconds.
    /// </summary>
    public DateTimeOffset NotBefore { get; init; }
}

/// <summary>The first 64 bits of an HMAC over a request's canonical JSON, before sealing.</summary>
public readonly record struct PayloadHash(long Value);

/// <summary>How a command ended.</summary>
public abstract record Outcome
{
    private Outcome() { }

    /// <summary>Carried out, now or earlier.</summary>
    /// <param name="Entries">What this command has appended; empty where the state was already so.</param>
    public sealed record Accepted(IReply Reply, IReadOnlyList<Entry> Entries) : Outcome
    {
        /// <summary>The journal's position at which the effect stands; 0 where nothing was appended.</summary>
        public long Position => Entries.Count > 0 ? Entries[^1].Position : 0;
    }

    /// <summary>Refused: nothing happened.</summary>
    public sealed record Rejected(Rejection Rejection) : Outcome;
}

/// <summary>What the runtime itself refuses, in order of precedence.</summary>
public abstract record RuntimeRejection(RejectionKind Kind, string Code, string Chinese, string English)
    : Rejection(Kind, Code, Chinese, English)
{
    /// <summary>
    /// Full, late, in conflict five times, or stopping. Nothing happened; the same command may come again.
    /// </summary>
    public sealed record TryAgain() : RuntimeRejection(RejectionKind.TryAgain, "try_again",
        "现在人太多，请过几秒再试一次，不会重复。", "Very busy right now. Please try again in a few seconds; nothing is done twice.");

    /// <summary>The id was used for something else.</summary>
    public sealed record KeyReused() : RuntimeRejection(RejectionKind.Reused, "idempotency_key_reused",
        "这次请求的编号已经用过，请返回重新操作。", "This Idempotency-Key was used for another request. Please use a new one.");
}
