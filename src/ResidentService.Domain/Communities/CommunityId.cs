using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Communities;

/// <summary>A 社区.</summary>
public readonly record struct CommunityId : IId<CommunityId>
{
    private CommunityId(string value) => Value = value;

    public static string Prefix => "com_";

    public string Value { get; }

    public ActorId Actor => new("community", Value);

    public static CommunityId Wrap(string value) => new(value);

    public static CommunityId Parse(string s, IFormatProvider? provider) => Id.Parse<CommunityId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out CommunityId result) =>
        Id.TryParse(s, out result);

    public override string ToString() => Value;
}
