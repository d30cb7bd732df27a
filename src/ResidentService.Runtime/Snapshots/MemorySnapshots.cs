using System.Collections.Concurrent;
using ResidentService.Domain.Kernel;

namespace ResidentService.Runtime.Snapshots;

/// <summary>Snapshots in memory, for tests and for the simulation: what it keeps is lost with the process.</summary>
public sealed class MemorySnapshots : ISnapshots
{
    private readonly ConcurrentDictionary<ActorId, Snapshot> _snapshots = new();

    /// <inheritdoc/>
    public ValueTask<Snapshot?> Read(ActorId actor) => new(_snapshots.GetValueOrDefault(actor));

    /// <inheritdoc/>
    public ValueTask Write(ActorId actor, Snapshot snapshot)
    {
        _snapshots[actor] = snapshot;
        return default;
    }
}
