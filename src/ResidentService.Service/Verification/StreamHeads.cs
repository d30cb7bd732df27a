using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Journal;

namespace ResidentService.Service.Verification;

/// <summary>
/// Walks a journal entry by entry and trusts nothing that it has not recomputed: positions and versions without a gap,
/// every hash chain whole; at the end, or anywhere between, the digest over all stream heads.
/// </summary>
public sealed class StreamHeads
{
    private readonly Dictionary<ActorId, Head> _heads = [];

    private sealed record Head(long Version, ReadOnlyMemory<byte> Hash);

    /// <summary>Of the last entry seen.</summary>
    public long Position { get; private set; }

    /// <summary>Streams seen.</summary>
    public int Count => _heads.Count;

    /// <summary>Takes the next entry.</summary>
    /// <returns>What is wrong with it, a line each.</returns>
    public IReadOnlyList<string> See(Entry entry)
    {
        var faults = new List<string>(0);
        if (entry.Position != Position + 1)
            faults.Add($"position {Position + 1}: missing; the next one is {entry.Position}");
        Position = entry.Position;
        var head = _heads.GetValueOrDefault(entry.Stream) ?? new(0, HashChain.Start);
        if (entry.Version != head.Version + 1)
            faults.Add($"{entry.Stream}@{entry.Version}: follows version {head.Version}");
        if (!HashChain.Next(head.Hash, entry).AsSpan().SequenceEqual(entry.Hash.Span))
            faults.Add($"{entry.Stream}@{entry.Version} (position {entry.Position}): the hash chain breaks here");
        _heads[entry.Stream] = new(entry.Version, entry.Hash);
        return faults;
    }

    /// <summary>SHA-256 over every stream's name, version and last hash, in the order of names.</summary>
    public Anchor Digest()
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

        return new(Position, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}

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
