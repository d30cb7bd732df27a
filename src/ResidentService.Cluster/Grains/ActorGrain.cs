using Orleans.Concurrency;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Messages;
using ResidentService.Service.Adapters.PostgreSql;
using ResidentService.Service.Hosting;

namespace ResidentService.Cluster;

/// <summary>An actor as the other silos see it.</summary>
public interface IActorGrain : IGrainWithStringKey
{
    /// <param name="schema">Of the code that asks.</param>
    /// <param name="asked">The command.</param>
    /// <returns>The outcome; null where this silo is of other code.</returns>
    Task<byte[]?> Ask(string schema, byte[] asked);

    /// <returns>The view; null where this silo is of other code.</returns>
    Task<byte[]?> Read(string schema, byte[] query);
}

/// <summary>
/// A grain holds nothing itself: it passes on to the actor in this process's mailboxes. It is reentrant, so that many
/// commands wait in the mailbox at once and share one commit; it is the actor that takes one turn at a time.
/// </summary>
[Reentrant]
public abstract class ActorGrain(StandaloneRuntime runtime, ActorMessages messages) : Grain, IActorGrain
{
    private ActorId Actor => new(this.GetGrainId().Type.ToString()!, this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public async Task<byte[]?> Ask(string schema, byte[] asked) => schema == ActorMessages.Schema
        ? messages.Write(await runtime.Actors.Ask(Actor, messages.ReadAsked(Actor, asked)))
        : null;

    /// <inheritdoc/>
    public async Task<byte[]?> Read(string schema, byte[] query)
    {
        if (schema != ActorMessages.Schema)
            return null;
        try
        {
            return await messages.Answer(runtime.Actors, Actor, query);
        }
        catch (PostgreSqlStoreException)
        {
            return null; // Who asks looks for themself, and finds the store away or not.
        }
    }

    /// <summary>The actor may live elsewhere from now on.</summary>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        runtime.Actors.LetGo(Actor);
        return Task.CompletedTask;
    }
}
