using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ResidentService.Runtime.Journal;

/// <summary>
/// Tamper evidence (DESIGN.md §6): each entry's hash covers its stored bytes and the hash before it in its stream, so
/// an entry cannot be changed, dropped or moved without breaking every later one.
/// </summary>
public static class HashChain
{
    /// <summary>Bytes of a hash.</summary>
    public const int HashBytes = SHA256.HashSizeInBytes;

    /// <summary>The hash before the first entry: 32 zeros.</summary>
    public static ReadOnlyMemory<byte> Start { get; } = new byte[HashBytes];

    /// <summary>
    /// SHA-256 over: the hash before; then stream, name, caller and command id, each as 4-byte big-endian length and
    /// UTF-8; version, time (milliseconds since 1970) and payload hash as 8-byte big-endian; body and reply, each with
    /// a 4-byte length.
    /// </summary>
    public static byte[] Next(ReadOnlyMemory<byte> before, Entry entry)
    {
        var text = entry.Stream.ToString();
        var size = HashBytes + (3 * 8) + (6 * 4) + entry.Body.Length + entry.Reply.Length
            + Encoding.UTF8.GetMaxByteCount(
                text.Length + entry.Name.Length + entry.Caller.Value.Length + entry.Command.Value.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        var rest = buffer.AsSpan();
        before.Span.CopyTo(rest);
        rest = rest[HashBytes..];
        Put(ref rest, text);
        Put(ref rest, entry.Name);
        Put(ref rest, entry.Caller.Value);
        Put(ref rest, entry.Command.Value);
        Put(ref rest, entry.Version);
        Put(ref rest, entry.At.ToUnixTimeMilliseconds());
        Put(ref rest, entry.Payload.Value);
        Put(ref rest, entry.Body.Span);
        Put(ref rest, entry.Reply.Span);
        var hash = SHA256.HashData(buffer.AsSpan(0, buffer.Length - rest.Length));
        ArrayPool<byte>.Shared.Return(buffer);
        return hash;
    }

    private static void Put(ref Span<byte> rest, string text)
    {
        var length = Encoding.UTF8.GetBytes(text, rest[4..]);
        BinaryPrimitives.WriteInt32BigEndian(rest, length);
        rest = rest[(4 + length)..];
    }

    private static void Put(ref Span<byte> rest, long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(rest, number);
        rest = rest[8..];
    }

    private static void Put(ref Span<byte> rest, ReadOnlySpan<byte> bytes)
    {
        BinaryPrimitives.WriteInt32BigEndian(rest, bytes.Length);
        bytes.CopyTo(rest[4..]);
        rest = rest[(4 + bytes.Length)..];
    }
}
