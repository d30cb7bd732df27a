using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Households;

/// <summary>A 家庭.</summary>
public readonly record struct HouseholdId : IId<HouseholdId>
{
    private HouseholdId(string value) => Value = value;

    public static string Prefix => "hou_";

    public string Value { get; }

    public ActorId Actor => new("household", Value);

    public static HouseholdId Wrap(string value) => new(value);

    public static HouseholdId Parse(string s, IFormatProvider? provider) => Id.Parse<HouseholdId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out HouseholdId result) =>
        Id.TryParse(s, out result);

    public override string ToString() => Value;
}
