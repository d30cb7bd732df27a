using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.LegalAid;

/// <summary>An application for legal aid (法律援助申请).</summary>
public readonly record struct LegalAidId : IId<LegalAidId>
{
    private LegalAidId(string value) => Value = value;

    public static string Prefix => "leg_";

    public string Value { get; }

    public ActorId Actor => new("legal-aid", Value);

    public static LegalAidId Wrap(string value) => new(value);

    public static LegalAidId Parse(string s, IFormatProvider? provider) => Id.Parse<LegalAidId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out LegalAidId result) =>
        Id.TryParse(s, out result);

    public override string ToString() => Value;
}
