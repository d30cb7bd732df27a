using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Meals;

/// <summary>A standing order of one person at one kitchen.</summary>
public readonly record struct StandingId : IId<StandingId>
{
    private StandingId(string value) => Value = value;

    public static string Prefix => "std_";

    public string Value { get; }

    public static StandingId Wrap(string value) => new(value);

    public static StandingId Parse(string s, IFormatProvider? provider) => Id.Parse<StandingId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out StandingId result) =>
        Id.TryParse(s, out result);

    public override string ToString() => Value;
}
