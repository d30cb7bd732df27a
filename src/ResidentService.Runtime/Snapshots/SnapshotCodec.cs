using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ResidentService.Runtime.Actors;

namespace ResidentService.Runtime.Snapshots;

/// <summary>State and remembered commands to the body of a snapshot and back.</summary>
internal sealed class SnapshotCodec<TState>
{
    private readonly Lazy<Shape<TState>> _shape = new(Shapes.Of<TState>);

    /// <exception cref="NotSupportedException">Something in the state can't be written.</exception>
    public ReadOnlyMemory<byte> Encode(TState state, RememberedCommands.Image remembered)
    {
        using var stream = new MemoryStream();
        stream.SetLength(SHA256.HashSizeInBytes);
        stream.Position = SHA256.HashSizeInBytes;
        using (var to = new StateWriter(stream))
        {
            remembered.Write(to);
            _shape.Value.Write(to, state);
        }

        var body = stream.GetBuffer().AsMemory(0, (int)stream.Length);
        SHA256.HashData(body.Span[SHA256.HashSizeInBytes..], body.Span);
        return body;
    }

    /// <exception cref="FormatException">It is damaged.</exception>
    public (TState State, RememberedCommands Remembered) Decode(ReadOnlyMemory<byte> body)
    {
        const int start = SHA256.HashSizeInBytes;
        if (body.Length < start || !body.Span.StartsWith(SHA256.HashData(body.Span[start..])))
            throw new FormatException("the snapshot is damaged");
        MemoryMarshal.TryGetArray(body[start..], out var bytes); // Snapshots are read as arrays.
        using var stream = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
        using var from = new StateReader(stream);
        var remembered = new RememberedCommands(from);
        return (_shape.Value.Read(from), remembered);
    }
}
