using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Journal;

namespace ResidentService.Service.Verification;

/// <summary>
/// Walks the journal from its beginning (DESIGN.md §6): positions and versions without a gap, every hash chain whole,
/// every entry readable, points counted right. It trusts nothing that it has not recomputed.
/// </summary>
public sealed class StoreVerification(IReadOnlyJournal journal, Codec codec)
{
    private const int EntriesAtOnce = 2_000;

    private readonly Dictionary<ActorId, Head> _heads = [];
    private readonly PointsAudit _points = new();
    private readonly List<string> _faults = [];
    private long _position;

    private sealed record Head(long Version, ReadOnlyMemory<byte> Hash);

    /// <summary>Verifies what the journal holds now.</summary>
    /// <param name="anchor">An anchor that an earlier run printed and that was kept outside; null for none.</param>
    /// <param name="progress">Told the position reached and the last one.</param>
    public async Task<VerificationReport> Run(Anchor? anchor, Action<long, long>? progress = null)
    {
        var last = await journal.LastPosition();
        if (anchor?.Position > last)
            _faults.Add($"anchor {anchor}: the journal ends at {last}; entries are missing");
        while (_position < last)
        {
            var entries = await journal.ReadAll(_position, (int)Math.Min(EntriesAtOnce, last - _position));
            if (entries.Count == 0)
                break;
            foreach (var entry in entries)
            {
                Check(entry);
                if (anchor?.Position == _position && Digest() is var digest && digest != anchor)
                    _faults.Add($"anchor {anchor}: the journal up to there gives {digest}");
            }

            progress?.Invoke(_position, last);
        }

        if (_position != last)
            _faults.Add($"position {_position + 1}: missing; the journal says that it ends at {last}");
        _faults.AddRange(_points.Faults());
        return new(last, _heads.Count, Digest(), _faults, _points.InTransit(), _points.Summary());
    }

    private void Check(Entry entry)
    {
        if (entry.Position != _position + 1)
            _faults.Add($"position {_position + 1}: missing; the next one is {entry.Position}");
        _position = entry.Position;
        var head = _heads.GetValueOrDefault(entry.Stream) ?? new(0, HashChain.Start);
        if (entry.Version != head.Version + 1)
            _faults.Add($"{entry.Stream}@{entry.Version}: follows version {head.Version}");
        if (!HashChain.Next(head.Hash, entry).AsSpan().SequenceEqual(entry.Hash.Span))
            _faults.Add($"{entry.Stream}@{entry.Version} (position {entry.Position}): the hash chain breaks here");
        _heads[entry.Stream] = new(entry.Version, entry.Hash);
        try
        {
            _points.See(entry, codec.Decode(entry));
            if (!entry.Reply.IsEmpty)
                codec.DecodeReply(entry.Reply);
        }
        catch (FormatException e)
        {
            _faults.Add($"{entry.Stream}@{entry.Version} (position {entry.Position}): {e.Message}");
        }
    }

    /// <summary>SHA-256 over every stream's name, version and last hash, in the order of names.</summary>
    private Anchor Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> version = stackalloc byte[8];
        foreach (var (stream, head) in _heads.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(stream.ToString()));
            BinaryPrimitives.WriteInt64BigEndian(version, head.Version);
            hash.AppendData(version);
            hash.AppendData(head.Hash.Span);
        }

        return new(_position, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}

/// <summary>What a verification found.</summary>
/// <param name="Faults">One line each; empty when all is well.</param>
/// <param name="InTransit">Transfers that the payer has posted and the payee has not acknowledged yet: not a fault.</param>
public sealed record VerificationReport(
    long LastPosition,
    int Streams,
    Anchor Anchor,
    IReadOnlyList<string> Faults,
    IReadOnlyList<string> InTransit,
    PointsSummary Points);

/// <summary>The digest over all stream heads at a position, written <c>position:hex</c>, to be kept outside.</summary>
public sealed record Anchor(long Position, string Digest)
{
    public static bool TryParse(string text, out Anchor? anchor)
    {
        var parts = text.Split(':');
        anchor = parts.Length == 2 && long.TryParse(parts[0], out var position)
            && parts[1].Length == 2 * SHA256.HashSizeInBytes && parts[1].All(char.IsAsciiHexDigitLower)
            ? new(position, parts[1])
            : null;
        return anchor is not null;
    }

    public override string ToString() => $"{Position}:{Digest}";
}
