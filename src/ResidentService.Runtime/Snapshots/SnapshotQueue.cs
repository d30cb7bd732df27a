using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Scheduling;

namespace ResidentService.Runtime.Snapshots;

/// <summary>
/// Takes snapshots away from the actors' turns: one after the other, each encoded and written in a step of its own. A
/// snapshot that fails is told and left out, since the journal has everything.
/// </summary>
public sealed class SnapshotQueue
{
    /// <summary>Snapshots that may wait; an actor that finds no room asks again after a later turn.</summary>
    public const int WaitingMax = 64;

    private readonly ISnapshots _store;
    private readonly Action<ActorId, Exception> _fault;
    private readonly StepLoop _loop;
    private readonly Lock _gate = new();
    private readonly Queue<Order> _waiting = new();

    /// <param name="store">Where they are kept.</param>
    /// <param name="scheduler">Where they are taken.</param>
    /// <param name="fault">Told when one could not be taken or read.</param>
    public SnapshotQueue(ISnapshots store, Scheduler scheduler, Action<ActorId, Exception> fault)
    {
        (_store, _fault) = (store, fault);
        _loop = new StepLoop(scheduler, Step);
    }

    /// <summary>Whether none waits or is being taken.</summary>
    public bool IsResting => _loop.IsResting;

    /// <summary>The last snapshot of an actor; null if there is none, or if it can't be read.</summary>
    internal async ValueTask<Snapshot?> Read(ActorId actor)
    {
        try
        {
            return await _store.Read(actor);
        }
#pragma warning disable CA1031 // Whatever it is: the journal has everything.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _fault(actor, e);
            return null;
        }
    }

    /// <summary>Whether one more may wait; to be asked before anything is copied for it.</summary>
    internal bool HasRoom
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count < WaitingMax;
            }
        }
    }

    /// <summary>Has a snapshot taken, if there is room.</summary>
    /// <param name="actor">Whose it is.</param>
    /// <param name="take">Makes it from what does not change any more.</param>
    /// <param name="done">Told when it was written, or has failed.</param>
    internal bool TryAdd(ActorId actor, Func<Snapshot> take, Action done)
    {
        lock (_gate)
        {
            if (_waiting.Count >= WaitingMax)
                return false;
            _waiting.Enqueue(new(actor, take, done));
        }

        _loop.Wake();
        return true;
    }

    private async ValueTask<bool> Step()
    {
        Order? order;
        lock (_gate)
        {
            if (!_waiting.TryDequeue(out order))
                return false;
        }

        try
        {
            await _store.Write(order.Actor, order.Take());
        }
#pragma warning disable CA1031 // Whatever it is: the journal has everything.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _fault(order.Actor, e);
        }

        order.Done();
        return true;
    }

    private sealed record Order(ActorId Actor, Func<Snapshot> Take, Action Done);
}
