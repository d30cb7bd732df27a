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

    private readonly Dictionary<long, Span> _byFingerprint;
    private readonly Queue<(long Until, long Fingerprint)> _requests;

    public RememberedCommands() => (_byFingerprint, _requests) = ([], new());

    /// <summary>As an <see cref="Image"/> was written.</summary>
    public RememberedCommands(BinaryReader from)
    {
        var commands = from.Read7BitEncodedInt();
        _byFingerprint = new(commands);
        for (var i = 0; i < commands; i++)
            _byFingerprint.Add(from.ReadInt64(), new(from.Read7BitEncodedInt(), from.Read7BitEncodedInt()));
        var requests = from.Read7BitEncodedInt();
        _requests = new(requests);
        for (var i = 0; i < requests; i++)
            _requests.Enqueue((from.ReadInt64(), from.ReadInt64()));
    }

    public int Count => _byFingerprint.Count;

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

    /// <summary>The versions of what a command has appended; null where it is not remembered.</summary>
    public Span? Find(CommandId command) =>
        _byFingerprint.TryGetValue(command.Fingerprint, out var versions) ? versions : null;

    /// <summary>
    /// All of it as it is now, for a snapshot: two copies of memory, 32 bytes a request, while no turn goes on.
    /// </summary>
    public Image Copy() => new([.. _byFingerprint], [.. _requests]);

    private void Forget(DateTimeOffset now)
    {
        while (_requests.TryPeek(out var oldest) && oldest.Until < now.ToUnixTimeMilliseconds())
            _byFingerprint.Remove(_requests.Dequeue().Fingerprint);
    }

    /// <summary>Consecutive versions; 8 bytes, since a popular event remembers a million of them.</summary>
    internal readonly record struct Span(int First, int Count);

    /// <summary>What was remembered at a moment; does not change any more.</summary>
    internal sealed record Image(KeyValuePair<long, Span>[] Spans, (long Until, long Fingerprint)[] Requests)
    {
        public void Write(BinaryWriter to)
        {
            to.Write7BitEncodedInt(Spans.Length);
            foreach (var (fingerprint, span) in Spans)
            {
                to.Write(fingerprint);
                to.Write7BitEncodedInt(span.First);
                to.Write7BitEncodedInt(span.Count);
            }

            to.Write7BitEncodedInt(Requests.Length);
            foreach (var (until, fingerprint) in Requests)
            {
                to.Write(until);
                to.Write(fingerprint);
            }
        }
    }
}
