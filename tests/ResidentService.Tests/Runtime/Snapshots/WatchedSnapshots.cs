using System.Collections.Concurrent;
using System.Threading.Channels;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Snapshots;

namespace ResidentService.Tests.Runtime.Snapshots;

/// <summary>Snapshots that a test can wait for, change, and let fail.</summary>
internal sealed class WatchedSnapshots : ISnapshots
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Channel<ActorId> _asked = Channel.CreateUnbounded<ActorId>();

    public ConcurrentDictionary<ActorId, Snapshot> Kept { get; } = new();

    public bool Fails { get; set; }

    public ValueTask<Snapshot?> Read(ActorId actor) => new(Kept.GetValueOrDefault(actor));

    public ValueTask Write(ActorId actor, Snapshot snapshot)
    {
        if (!Fails)
            Kept[actor] = snapshot;
        _asked.Writer.TryWrite(actor);
        return Fails ? throw new IOException("no space left on device") : default;
    }

    /// <summary>Waits for the next snapshot that is written, or fails to be.</summary>
    public async Task Next() => await _asked.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public bool NoneSince() => _asked.Reader.Count == 0;
}
