using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Pairings;

/// <summary>A 结对子: one volunteer and one person who is looked after.</summary>
public readonly record struct PairingId : IId<PairingId>
{
    private PairingId(string value) => Value = value;

    public static string Prefix => "pai_";

    public string Value { get; }

    public ActorId Actor => new("pairing", Value);

    public static PairingId Wrap(string value) => new(value);

    public static PairingId Parse(string s, IFormatProvider? provider) => Id.Parse<PairingId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out PairingId result) =>
        Id.TryParse(s, out result);

    public override string ToString() => Value;
}
