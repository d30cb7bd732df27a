using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Contents;

/// <summary>A text that somebody wants others to read: a hash of it, so that the same text is looked at once.</summary>
public readonly record struct ContentId : IId<ContentId>
{
    private ContentId(string value) => Value = value;

    public static string Prefix => "cnt_";

    public string Value { get; }

    public ActorId Actor => new("content", Value);

    public static ContentId Wrap(string value) => new(value);

    public static ContentId Parse(string s, IFormatProvider? provider) => Id.Parse<ContentId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out ContentId result) =>
        Id.TryParse(s, out result);

    public override string ToString() => Value;
}
