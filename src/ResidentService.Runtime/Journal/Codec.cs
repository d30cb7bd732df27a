using ResidentService.Domain.Kernel;

namespace ResidentService.Runtime.Journal;

/// <summary>Turns events and replies into bytes and back.</summary>
public sealed class Codec
{
    private readonly Dictionary<string, Type> _types = [];

    /// <summary>The event of an entry.</summary>
    public IEvent Decode(Entry entry) => entry.Decoded ?? throw new FormatException($"{entry.Name} of {_types.Count}");
}
