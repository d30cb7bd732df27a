using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Catalogues;

/// <summary>One service of a catalogue (供单).</summary>
public readonly record struct ItemId : IId<ItemId>
{
    private ItemId(string value) => Value = value;

    public static string Prefix => "itm_";

    public string Value { get; }

    public static ItemId Wrap(string value) => new(value);

    public static ItemId Parse(string s, IFormatProvider? provider) => Id.Parse<ItemId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out ItemId result) =>
        Id.TryParse(s, out result);

    public override string ToString() => Value;
}
