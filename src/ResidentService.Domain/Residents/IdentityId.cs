using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Residents;

/// <summary>
/// A value that belongs to one person only, as a keyed hash: a WeChat user, a phone, a volunteer number.
/// </summary>
public readonly record struct IdentityId : IId<IdentityId>
{
    private IdentityId(string value) => Value = value;

    public static string Prefix => "idn_";

    public string Value { get; }

    public ActorId Actor => new("identity", Value);

    public static IdentityId Wrap(string value) => new(value);

    public static IdentityId Parse(string s, IFormatProvider? provider) => Id.Parse<IdentityId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out IdentityId result) =>
        Id.TryParse(s, out result);

    public override string ToString() => Value;
}
