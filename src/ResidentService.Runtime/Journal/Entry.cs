using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;

namespace ResidentService.Runtime.Journal;

/// <summary>One entry of the journal: one event of one stream, with whom it is owed to.</summary>
public sealed class Entry
{
    /// <summary>Place in the journal, from 1, in commit order, assigned by the store at the commit.</summary>
    public long Position { get; set; }

    /// <summary>The stream.</summary>
    public required ActorId Stream { get; init; }

    /// <summary>Place in the stream, from 1, without a gap.</summary>
    public required long Version { get; init; }

    /// <summary>The event's name on disk.</summary>
    public required string Name { get; init; }

    /// <summary>Domain time, +08:00, in whole milliseconds; never falls within a stream.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who asked.</summary>
    public required Caller Caller { get; init; }

    /// <summary>The command that it answers.</summary>
    public required CommandId Command { get; init; }

    /// <summary>Hash of that command's payload.</summary>
    public required PayloadHash Payload { get; init; }

    /// <summary>The event as UTF-8 JSON; may be left out of an entry from the <see cref="Tail"/>.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>
    /// The command's reply as <c>name</c>, a space and UTF-8 JSON; on the last entry of each command only, else empty.
    /// May be left out of an entry from the <see cref="Tail"/>.
    /// </summary>
    public required ReadOnlyMemory<byte> Reply { get; init; }

    /// <summary>SHA-256 over the stored fields and the hash before it in its stream: 32 bytes.</summary>
    public ReadOnlyMemory<byte> Hash { get; set; }

    /// <summary>The decoded event, where it is still at hand; see <see cref="Codec.Decode(Entry)"/>.</summary>
    internal IEvent? Decoded { get; set; }

    /// <summary>
    /// The same without the bytes of event and reply, for those who only look at the event; itself where the event is not
    /// at hand.
    /// </summary>
    internal Entry WithoutBytes() => Decoded is null ? this : new()
    {
        Position = Position,
        Stream = Stream,
        Version = Version,
        Name = Name,
        At = At,
        Caller = Caller,
        Command = Command,
        Payload = Payload,
        Body = default,
        Reply = default,
        Hash = Hash,
        Decoded = Decoded,
    };

    /// <summary>Links it to the entry before it in its stream.</summary>
    internal void Seal(ReadOnlyMemory<byte> before) => Hash = HashChain.Next(before, this);
}
