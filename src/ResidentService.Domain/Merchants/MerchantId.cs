using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Merchants;

/// <summary>A shop of the alliance (商户).</summary>
public readonly record struct MerchantId : IId<MerchantId>
{
    private MerchantId(string value) => Value = value;

    public static string Prefix => "mer_";

    public string Value { get; }

    public ActorId Actor => new("merchant", Value);

    public static MerchantId Wrap(string value) => new(value);

    public static MerchantId Parse(string s, IFormatProvider? provider) => Id.Parse<MerchantId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out MerchantId result) =>
        Id.TryParse(s, out result);

    public override string ToString() => Value;
}
