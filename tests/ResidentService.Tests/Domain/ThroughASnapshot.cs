using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Snapshots;

namespace ResidentService.Tests.Domain;

/// <summary>
/// Every scenario goes on from states that were written to a snapshot and read again, so whatever a state forgets there
/// makes some rule's test fail.
/// </summary>
internal static class ThroughASnapshot
{
    private static readonly RememberedCommands.Image Nothing = new RememberedCommands().Copy();

    public static TState Of<TState>(TState state)
    {
        var written = Codec<TState>.It.Encode(state, Nothing);
        var read = Codec<TState>.It.Decode(written).State;
        Assert.True(
            written.Span.SequenceEqual(Codec<TState>.It.Encode(read, Nothing).Span), "Written again, it is the same.");
        return read;
    }

    private static class Codec<TState>
    {
        public static readonly SnapshotCodec<TState> It = new();
    }
}
