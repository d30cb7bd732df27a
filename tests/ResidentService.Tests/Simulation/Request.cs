using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Api.Edge;

namespace ResidentService.Tests.Simulation;

/// <summary>A request within the service: talks to actors as <see cref="Asking"/> does over HTTP.</summary>
internal sealed class Request(World world, Host host, string key, Caller caller)
{
    public string Key => key;

    public async ValueTask<Outcome> Of(ActorId actor, ICommand command, string step = "")
    {
        var id = CommandId.OfRequest($"{key}.{step}");
        var payload = new PayloadHash(CommandId.OfRequest(key).Fingerprint);
        var outcome = await host.Asked.Ask(actor, new Asked(command, world.Bug.IdOf(id), payload, caller));
        world.Trace?.Invoke($"answer to {id} at {actor}: "
            + (outcome is Outcome.Rejected no ? no.Rejection.Code : ((Outcome.Accepted)outcome).Reply.ToString()));
        if (outcome is Outcome.Accepted accepted)
            world.Checks.Acknowledged(actor, id, accepted);
        return outcome;
    }

    public ValueTask<TView> Read<TState, TView>(ActorId actor, IQuery<TState, TView> query) =>
        host.Actors.Read(actor, query);

    /// <summary>Null at the end of what was set off, and also where that takes too long: its reactions go on.</summary>
    public async ValueTask<Problem?> Follow(Outcome outcome)
    {
        if (outcome is Outcome.Accepted accepted)
            await host.Runtime.Pump.Follow(accepted);
        return null;
    }

    /// <summary>Delivers once more what an entry of the past has sent: late, and beside the follower.</summary>
    public async ValueTask Redeliver(Entry entry)
    {
        foreach (var (target, asked) in world.Slices.Deliveries(entry, world.Codec))
        {
            if (await host.Actors.Ask(target, asked with { FromFollower = true })
                is Outcome.Rejected { Rejection.Kind: not RejectionKind.TryAgain } refused)
                world.Fail($"{target} refused {asked.Id}: {refused.Rejection.Code}");
        }
    }
}
