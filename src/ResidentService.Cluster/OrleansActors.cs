using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Messages;

namespace ResidentService.Cluster;

/// <summary>
/// The way to every actor of the cluster: its grain says in which silo it lives. Before this silo has joined, while it
/// stops, and where the other silo is of other code, the actor is asked in this process: the journal, which all silos
/// share, then sees to it that nothing is done twice.
/// </summary>
internal sealed partial class OrleansActors(
    LocalActors own, IGrainFactory grains, ActorMessages messages, IHostApplicationLifetime life,
    ILogger<OrleansActors> log) : IActors
{
    private bool IsMember =>
        life.ApplicationStarted.IsCancellationRequested && !life.ApplicationStopping.IsCancellationRequested;

    /// <inheritdoc/>
    public async ValueTask<Outcome> Ask(ActorId actor, Asked asked)
    {
        if (!IsMember)
            return await own.Ask(actor, asked);
        try
        {
            var answer = await GrainOf(actor).Ask(ActorMessages.Schema, messages.Write(actor, asked));
            return answer is null ? await own.Ask(actor, asked) : messages.ReadOutcome(answer);
        }
        catch (Exception e) when (IsLost(e))
        {
            // It may have been done; the same command, asked again, says so.
            LogLost(log, actor.Kind, e.Message);
            return new Outcome.Rejected(new RuntimeRejection.TryAgain());
        }
    }

    /// <inheritdoc/>
    public async ValueTask<TView> Read<TState, TView>(ActorId actor, IQuery<TState, TView> query)
    {
        if (!IsMember)
            return await own.Read(actor, query);
        try
        {
            var answer = await GrainOf(actor).Read(ActorMessages.Schema, messages.Write(query));
            return answer is null ? await own.Read(actor, query) : messages.ReadView(query, answer);
        }
        catch (Exception e) when (IsLost(e))
        {
            LogLost(log, actor.Kind, e.Message);
            return await own.Read(actor, query);
        }
    }

    private IActorGrain GrainOf(ActorId actor) =>
        grains.GetGrain<IActorGrain>(GrainId.Create(actor.Kind, actor.Key));

    /// <summary>The other silo is gone, or has not answered in time.</summary>
    private static bool IsLost(Exception e) => e is OrleansException or TimeoutException or OperationCanceledException;

    [LoggerMessage(LogLevel.Warning, "An answer from the silo of a {Kind} got lost: {Why}")]
    private static partial void LogLost(ILogger log, string kind, string why);
}
