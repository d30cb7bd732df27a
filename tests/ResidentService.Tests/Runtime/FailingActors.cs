using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;

namespace ResidentService.Tests.Runtime;

/// <summary>The actors, but what some entries send fails, or is to be tried again, until told otherwise.</summary>
internal sealed class FailingActors(IActors actors) : IActors
{
    private int _failed;

    /// <summary>Part of the command ids that fail; empty: none does.</summary>
    public volatile string Fails = "";

    /// <summary>Whether those are answered with try-again instead of an exception.</summary>
    public bool AsksAgain { get; init; }

    public int Failed => Volatile.Read(ref _failed);

    public ValueTask<Outcome> Ask(ActorId actor, Asked asked)
    {
        if (Fails.Length == 0 || !asked.Id.Value.Contains(Fails, StringComparison.Ordinal))
            return actors.Ask(actor, asked);
        Interlocked.Increment(ref _failed);
        return AsksAgain
            ? new(new Outcome.Rejected(new RuntimeRejection.TryAgain()))
            : throw new InvalidOperationException("it fails");
    }

    public ValueTask<TView> Read<TState, TView>(ActorId actor, IQuery<TState, TView> query) => actors.Read(actor, query);

    public bool IsCrowded(ActorId actor) => actors.IsCrowded(actor);
}
