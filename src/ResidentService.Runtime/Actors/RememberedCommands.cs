using System.Runtime.InteropServices;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Journal;

namespace ResidentService.Runtime.Actors;

/// <summary>
/// Which commands a stream has accepted and at which versions: part of the folded state, so that a repeat finds its
/// answer without an index in the store. Requests are kept for 7 days, reactions and deadlines as long as the stream.
/// </summary>
internal sealed class RememberedCommands
{
    /// <summary>How long a request's Idempotency-Key is remembered.</summary>
    public static readonly TimeSpan RequestsKept = TimeSpan.FromDays(7);

    private readonly Dictionary<long, Span> _byFingerprint = [];
    private readonly Queue<(long Until, long Fingerprint)> _requests = new();

    public void Add(Entry entry)
    {
        var fingerprint = entry.Command.Fingerprint;
        ref var span = ref CollectionsMarshal.GetValueRefOrAddDefault(_byFingerprint, fingerprint, out var known);
        span = known && span.First + span.Count == entry.Version
            ? span with { Count = span.Count + 1 }
            : new((int)entry.Version, 1);
        if (span.Count == 1 && entry.Command.IsFromRequest)
            _requests.Enqueue(((entry.At + RequestsKept).ToUnixTimeMilliseconds(), fingerprint));
        Forget(entry.At);
    }

    /// <summary>The versions of what a command has appended.</summary>
    public bool TryGet(CommandId command, out Span versions) =>
        _byFingerprint.TryGetValue(command.Fingerprint, out versions);

    private void Forget(DateTimeOffset now)
    {
        while (_requests.TryPeek(out var oldest) && oldest.Until < now.ToUnixTimeMilliseconds())
            _byFingerprint.Remove(_requests.Dequeue().Fingerprint);
    }

    /// <summary>Consecutive versions; 8 bytes, since a popular event remembers a million of them.</summary>
    internal readonly record struct Span(int First, int Count);
}
