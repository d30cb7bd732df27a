namespace ResidentService.Domain.Kernel;

/// <summary>The address of an actor, and the name of its stream: <c>kind/key</c>.</summary>
/// <param name="Kind">The slice's kind, for instance <c>resident</c>.</param>
/// <param name="Key">The id within the kind.</param>
public readonly record struct ActorId(string Kind, string Key)
{
    /// <summary>Reads <c>kind/key</c>.</summary>
    /// <exception cref="FormatException">There is no slash.</exception>
    public static ActorId Parse(string stream)
    {
        var slash = stream.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 ? new(stream[..slash], stream[(slash + 1)..]) : throw new FormatException($"no stream: {stream}");
    }

    /// <summary>The name of the stream.</summary>
    public override string ToString() => $"{Kind}/{Key}";
}
