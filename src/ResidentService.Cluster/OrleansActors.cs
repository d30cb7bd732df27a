using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Messages;

namespace ResidentService.Cluster;

/// <summary>
/// The way to every actor of the cluster: its grain says in which silo it lives. Before this silo has joined, while it
/// stops, and where the other silo is gone or of other code, the actor is asked in this process: the journal, which all
/// silos share, then sees to it that nothing is done twice.
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
        catch (OrleansException e)
        {
            // It may have been done there: under the same id it is done once.
            LogGone(log, actor.Kind, e.Message);
            return await own.Ask(actor, asked);
        }
        catch (Exception e) when (IsLate(e))
        {
            // There may be more than it can do: an actor that lives twice would make it worse.
            LogLate(log, actor.Kind, e.Message);
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
        catch (Exception e) when (e is OrleansException || IsLate(e))
        {
            LogGone(log, actor.Kind, e.Message);
            return await own.Read(actor, query);
        }
    }

    /// <inheritdoc/>
    public bool IsCrowded(ActorId actor) => own.IsCrowded(actor);

    private IActorGrain GrainOf(ActorId actor) =>
        grains.GetGrain<IActorGrain>(GrainId.Create(actor.Kind, actor.Key));

    private static bool IsLate(Exception e) => e is TimeoutException or OperationCanceledException;

    [LoggerMessage(LogLevel.Warning, "The silo of a {Kind} cannot be asked, so this one answers: {Why}")]
    private static partial void LogGone(ILogger log, string kind, string why);

    [LoggerMessage(LogLevel.Warning, "The silo of a {Kind} has not answered in time: {Why}")]
    private static partial void LogLate(ILogger log, string kind, string why);
}
