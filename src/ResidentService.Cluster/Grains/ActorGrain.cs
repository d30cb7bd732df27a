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
    /// <returns>The outcome; null where this silo is of other code, or its store could not be asked.</returns>
    Task<byte[]?> Ask(string schema, byte[] asked);

    /// <returns>The view; null as above.</returns>
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
    public Task<byte[]?> Ask(string schema, byte[] asked) => Answer(schema, async () =>
        messages.Write(await runtime.Actors.Ask(Actor, messages.ReadAsked(Actor, asked))));

    /// <inheritdoc/>
    public Task<byte[]?> Read(string schema, byte[] query) => Answer(schema, async () =>
        await messages.Answer(runtime.Actors, Actor, query));

    /// <summary>The actor may live elsewhere from now on.</summary>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        runtime.Actors.LetGo(Actor);
        return Task.CompletedTask;
    }

    private static async Task<byte[]?> Answer(string schema, Func<Task<byte[]>> answer)
    {
        if (schema != ActorMessages.Schema)
            return null;
        try
        {
            return await answer();
        }
        catch (PostgreSqlStoreException)
        {
            // No silo can read this exception of another. Who asks looks for themself, and finds the store away or not.
            return null;
        }
    }
}
