using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Care;

/// <summary>A care tag on a person; what kind it is only its sealed content says.</summary>
public readonly record struct CareTagId : IId<CareTagId>
{
    private CareTagId(string value) => Value = value;

    public static string Prefix => "tag_";

    public string Value { get; }

    public static CareTagId Wrap(string value) => new(value);

    public static CareTagId Parse(string s, IFormatProvider? provider) => Id.Parse<CareTagId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out CareTagId result) =>
        Id.TryParse(s, out result);

    public override string ToString() => Value;
}
