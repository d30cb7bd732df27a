using Microsoft.Extensions.DependencyInjection;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Security;

namespace ResidentService.Service.Seeding;

/// <summary>Where the seeds go: asks actors one after the other, each to the end of what it sets off.</summary>
internal sealed class Garden(IServiceProvider services, TextWriter output)
{
    private readonly IActors _actors = services.GetRequiredService<IActors>();
    private readonly Pump _pump = services.GetRequiredService<Pump>();

    public Identities Identities { get; } = services.GetRequiredService<Identities>();

    public KeyVault Vault { get; } = services.GetRequiredService<KeyVault>();

    public DateTimeOffset Now { get; } = Calendar.Local(services.GetRequiredService<DomainClock>().GetUtcNow());

    /// <summary>Things made so far.</summary>
    public int Made { get; private set; }

    public ValueTask<TView> Read<TState, TView>(ActorId actor, IQuery<TState, TView> query) =>
        _actors.Read(actor, query);

    public Task Do(ActorId actor, ICommand command) => Do<IReply>(actor, command);

    /// <exception cref="InvalidOperationException">
    /// It was refused: the store holds something else under these ids.
    /// </exception>
    public async Task<TReply> Do<TReply>(ActorId actor, ICommand command) where TReply : class, IReply
    {
        var id = CommandId.OfRequest($"seed-{Guid.NewGuid():N}");
        var outcome = await _actors.Ask(actor, new Asked(command, id, default, Caller.System));
        if (outcome is not Outcome.Accepted accepted)
        {
            var refused = ((Outcome.Rejected)outcome).Rejection;
            throw new InvalidOperationException($"{actor} refused {command.GetType().Name}: {refused.English}");
        }

        await _pump.Follow(accepted);
        return (TReply)accepted.Reply;
    }

    public void Note(string line)
    {
        Made++;
        output.WriteLine(line);
    }
}
