using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Merchants;

/// <summary>What a shop pledges for points.</summary>
public readonly record struct OfferId : IId<OfferId>
{
    private OfferId(string value) => Value = value;

    public static string Prefix => "off_";

    public string Value { get; }

    public ActorId Actor => new("offer", Value);

    public static OfferId Wrap(string value) => new(value);

    public static OfferId Parse(string s, IFormatProvider? provider) => Id.Parse<OfferId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out OfferId result) => Id.TryParse(s, out result);

    public override string ToString() => Value;
}
