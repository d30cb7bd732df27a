using System.Collections.Concurrent;
using System.Diagnostics;
using ResidentService.Domain.Kernel;

namespace ResidentService.Runtime.Actors;

/// <summary>Actors in mailboxes of this process. Idle ones are let go; what they knew is in the journal.</summary>
public sealed class LocalActors(SliceSet slices, ActorHost host) : IActors
{
    /// <summary>Actors kept in memory; beyond it the longest idle are let go.</summary>
    public const int InMemoryMax = 200_000;

    /// <summary>An actor that nobody asked for so long is let go.</summary>
    public static readonly TimeSpan IdleMax = TimeSpan.FromMinutes(20);

    private readonly ConcurrentDictionary<ActorId, Actor> _actors = new();

    /// <summary>Actors in memory.</summary>
    public int Count => _actors.Count;

    /// <summary>Whether no actor has anything to do.</summary>
    public bool IsResting => _actors.Values.All(actor => actor.IsResting);

    /// <inheritdoc/>
    public async ValueTask<Outcome> Ask(ActorId actor, Asked asked)
    {
        using var span = RuntimeTraces.StartCommand(actor, asked);
        var outcome = await Ask(actor, asked, span);
        RuntimeTraces.End(span, outcome);
        return outcome;
    }

    /// <inheritdoc/>
    public async ValueTask<TView> Read<TState, TView>(ActorId actor, IQuery<TState, TView> query)
    {
        var found = (IHasState<TState>)Find(actor);
        return query.Answer(await found.Read());
    }

    /// <summary>Lets idle actors go. Called now and then by the host.</summary>
    public void Sweep()
    {
        foreach (var actor in _actors.Values.Where(actor => actor.Idle >= IdleMax))
            actor.TryRetire();
        var surplus = _actors.Count - InMemoryMax;
        if (surplus <= 0)
            return;
        foreach (var actor in _actors.Values.OrderByDescending(actor => actor.Idle).Take(surplus).ToList())
            actor.TryRetire();
    }

    private async ValueTask<Outcome> Ask(ActorId actor, Asked asked, Activity? span)
    {
        while (true)
        {
            var letter = new Letter(asked, host.SystemTime.GetTimestamp()) { Span = span };
            switch (Find(actor).Post(letter))
            {
                case Posted.Accepted:
                    return await letter.Answer;
                case Posted.Full:
                    RuntimeMetrics.Shed(1, "full");
                    return new Outcome.Rejected(new RuntimeRejection.TryAgain());
            }
        }
    }

    private Actor Find(ActorId id)
    {
        if (_actors.TryGetValue(id, out var actor))
            return actor;
        actor = slices.Of(id).Activate(id, host);
        actor.Dropped += dropped => _actors.TryRemove(KeyValuePair.Create(id, dropped));
        return _actors.GetOrAdd(id, actor);
    }
}
