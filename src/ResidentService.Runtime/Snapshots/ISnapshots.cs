using ResidentService.Domain.Kernel;

namespace ResidentService.Runtime.Snapshots;

/// <summary>
/// Where folded states are kept, so that a long stream need not be read from its beginning. All of it is disposable:
/// what is lost, old or damaged is folded again from the journal.
/// </summary>
public interface ISnapshots
{
    /// <summary>The last snapshot of an actor; null if there is none.</summary>
    ValueTask<Snapshot?> Read(ActorId actor);

    /// <summary>Keeps a snapshot in place of the one before.</summary>
    ValueTask Write(ActorId actor, Snapshot snapshot);
}

/// <summary>A state as it was at one version of its stream.</summary>
/// <param name="Schema">By what code it was folded and encoded; of use to no other.</param>
/// <param name="Version">The stream's version at which it was taken.</param>
/// <param name="Hash">The hash of that version's entry: of use only with a journal that has the same entry.</param>
/// <param name="Body">State and remembered commands; begins with its own SHA-256.</param>
public sealed record Snapshot(string Schema, long Version, ReadOnlyMemory<byte> Hash, ReadOnlyMemory<byte> Body);
