using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Looks;

/// <summary>One look at a person's sealed data.</summary>
public readonly record struct LookId : IId<LookId>
{
    private LookId(string value) => Value = value;

    public static string Prefix => "look_";

    public string Value { get; }

    public static LookId Wrap(string value) => new(value);

    public static LookId Parse(string s, IFormatProvider? provider) => Id.Parse<LookId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out LookId result) =>
        Id.TryParse(s, out result);

    public override string ToString() => Value;
}
