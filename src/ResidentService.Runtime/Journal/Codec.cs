using ResidentService.Domain.Kernel;

namespace ResidentService.Runtime.Journal;

/// <summary>placeholder</summary>
public sealed class Codec
{
    /// <summary>Decodes.</summary>
    public IEvent Decode(Entry entry) => entry.Decoded!;
}
