using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Meals;

/// <summary>A kitchen that cooks for a community (助餐点).</summary>
public readonly record struct KitchenId : IId<KitchenId>
{
    private KitchenId(string value) => Value = value;

    public static string Prefix => "kit_";

    public string Value { get; }

    public ActorId Actor => new("kitchen", Value);

    public static KitchenId Wrap(string value) => new(value);

    public static KitchenId Parse(string s, IFormatProvider? provider) => Id.Parse<KitchenId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out KitchenId result) =>
        Id.TryParse(s, out result);

    public override string ToString() => Value;
}
