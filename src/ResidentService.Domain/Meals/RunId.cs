using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Meals;

/// <summary>One courier's way from the kitchen to at most fifteen doors, on one day.</summary>
public readonly record struct RunId : IId<RunId>
{
    private RunId(string value) => Value = value;

    public static string Prefix => "run_";

    public string Value { get; }

    public static RunId Wrap(string value) => new(value);

    public static RunId Parse(string s, IFormatProvider? provider) => Id.Parse<RunId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out RunId result) =>
        Id.TryParse(s, out result);

    public override string ToString() => Value;
}
