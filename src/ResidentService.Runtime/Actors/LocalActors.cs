using System.Collections.Concurrent;
using System.Diagnostics;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Scheduling;

namespace ResidentService.Runtime.Actors;

/// <summary>How much of a store may be in memory.</summary>
/// <param name="ActorsMax">Actors, however small: an empty one takes about 1.3 kB.</param>
/// <param name="ItemsMax">
/// Items of their states and commands that they remember, about 160 bytes each; a sign-up is one of each.
/// </param>
/// <param name="IdleMax">An actor that nobody asked for so long is let go.</param>
public sealed record ActorLimits(int ActorsMax, long ItemsMax, TimeSpan IdleMax)
{
    /// <summary>At most about 900 MB, which only several events with a million sign-ups each come to.</summary>
    public static ActorLimits Default { get; } = new(200_000, 4_000_000, TimeSpan.FromMinutes(20));
}

/// <summary>
/// Actors in mailboxes of this process. Those that were idle longest are let go when there are too many or they are too
/// large together; what they knew is in the journal. It is done in one sweep down to nine tenths of the limits, so that
/// a burst of new actors pays for a sweep once in a while, not each time.
/// </summary>
public sealed class LocalActors : IActors
{
    private readonly SliceSet _slices;
    private readonly ActorHost _host;
    private readonly ActorLimits _limits;
    private readonly StepLoop _sweeping;
    private readonly ConcurrentDictionary<ActorId, Actor> _actors = new();
    private readonly Action<Actor> _forget;
    private readonly Action<int> _grow;

    // At most so much is in memory: what the last sweep counted, and all that has come since.
    private long _actorsMost;
    private long _itemsMost;

    // Beyond this it is time for a sweep: the limits, or more where the last sweep found too few that could go.
    private long _actorsAtSweep;
    private long _itemsAtSweep;

    /// <param name="slices">Every kind of actor.</param>
    /// <param name="host">What they need.</param>
    /// <param name="limits">How many stay in memory.</param>
    public LocalActors(SliceSet slices, ActorHost host, ActorLimits? limits = null)
    {
        (_slices, _host, _limits) = (slices, host, limits ?? ActorLimits.Default);
        (_actorsAtSweep, _itemsAtSweep) = (_limits.ActorsMax, _limits.ItemsMax);
        _sweeping = new StepLoop(host.Scheduler, SweepStep);
        _forget = actor => _actors.TryRemove(KeyValuePair.Create(actor.Id, actor));
        _grow = Grow;
    }

    /// <summary>Actors in memory.</summary>
    public int Count => _actors.Count;

    /// <summary>Items of their states and commands that they remember.</summary>
    public long Items => _actors.Sum(pair => (long)pair.Value.Items);

    /// <summary>Whether no actor has anything to do.</summary>
    public bool IsResting => _actors.Values.All(actor => actor.IsResting);

    /// <inheritdoc/>
    public ValueTask<Outcome> Ask(ActorId actor, Asked asked) =>
        RuntimeTraces.AreKept ? AskTraced(actor, asked) : new(Ask(actor, asked, span: null));

    /// <inheritdoc/>
    public async ValueTask<TView> Read<TState, TView>(ActorId actor, IQuery<TState, TView> query)
    {
        var found = (IHasState<TState>)Find(actor);
        return query.Answer(await found.Read());
    }

    /// <inheritdoc/>
    public bool IsCrowded(ActorId actor) => _actors.TryGetValue(actor, out var found) && found.IsCrowded;

    /// <summary>Lets one go where it has nothing to do; what it knew is in the journal.</summary>
    public void LetGo(ActorId actor)
    {
        if (_actors.TryGetValue(actor, out var found))
            found.TryRetire();
    }

    /// <summary>Lets idle actors go, soon. Called now and then by the host; a burst calls for it by itself.</summary>
    public void Sweep() => _sweeping.Wake();

    private async ValueTask<Outcome> AskTraced(ActorId actor, Asked asked)
    {
        using var span = RuntimeTraces.StartCommand(actor, asked);
        var outcome = await Ask(actor, asked, span);
        RuntimeTraces.End(span, outcome);
        return outcome;
    }

    private Task<Outcome> Ask(ActorId actor, Asked asked, Activity? span)
    {
        while (true)
        {
            var letter = new Letter(asked, _host.SystemTime.GetTimestamp()) { Span = span };
            switch (Find(actor).Post(letter))
            {
                case Posted.Accepted:
                    return letter.Answer;
                case Posted.Full:
                    RuntimeMetrics.Shed(1, "full");
                    return Task.FromResult<Outcome>(new Outcome.Rejected(new RuntimeRejection.TryAgain()));
            }
        }
    }

    private Actor Find(ActorId id)
    {
        if (_actors.TryGetValue(id, out var actor))
            return actor;
        actor = _slices.Of(id).Activate(id, _host);
        actor.Dropped += _forget;
        actor.Grown += _grow;
        var found = _actors.GetOrAdd(id, actor);
        if (found == actor && Interlocked.Increment(ref _actorsMost) > Volatile.Read(ref _actorsAtSweep))
            Sweep();
        return found;
    }

    private void Grow(int items)
    {
        if (Interlocked.Add(ref _itemsMost, items) > Volatile.Read(ref _itemsAtSweep))
            Sweep();
    }

    private ValueTask<bool> SweepStep()
    {
        var (actorsBefore, itemsBefore) = (Volatile.Read(ref _actorsMost), Volatile.Read(ref _itemsMost));
        var (actors, items) = (0L, 0L);
        foreach (var (_, actor) in _actors)
        {
            if (actor.Idle >= _limits.IdleMax && actor.TryRetire())
                continue;
            actors++;
            items += actor.Items;
        }

        if (actors > _limits.ActorsMax || items > _limits.ItemsMax)
            LetLongestIdleGo(ref actors, ref items);
        Interlocked.Add(ref _actorsMost, actors - actorsBefore);
        Interlocked.Add(ref _itemsMost, items - itemsBefore);
        Volatile.Write(ref _actorsAtSweep, AtSweep(actors, _limits.ActorsMax));
        Volatile.Write(ref _itemsAtSweep, AtSweep(items, _limits.ItemsMax));
        return new(false);
    }

    private void LetLongestIdleGo(ref long actors, ref long items)
    {
        var (actorsKept, itemsKept) = (Kept(_limits.ActorsMax), Kept(_limits.ItemsMax));
        foreach (var actor in _actors.Select(pair => pair.Value).OrderByDescending(actor => actor.Idle))
        {
            if (actors <= actorsKept && items <= itemsKept)
                break;
            var itsItems = actor.Items;
            if (!actor.TryRetire())
                continue;
            actors--;
            items -= itsItems;
        }
    }

    private static long AtSweep(long counted, long max) => counted <= max ? max : counted + max - Kept(max);

    private static long Kept(long max) => max - (max / 10);
}
