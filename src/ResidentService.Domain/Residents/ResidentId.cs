using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Residents;

/// <summary>A person (居民).</summary>
public readonly record struct ResidentId : IId<ResidentId>
{
    private ResidentId(string value) => Value = value;

    public static string Prefix => "res_";

    public string Value { get; }

    public ActorId Actor => new("resident", Value);

    public static ResidentId Wrap(string value) => new(value);

    public static ResidentId Parse(string s, IFormatProvider? provider) => Id.Parse<ResidentId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out ResidentId result) =>
        Id.TryParse(s, out result);

    public override string ToString() => Value;
}
