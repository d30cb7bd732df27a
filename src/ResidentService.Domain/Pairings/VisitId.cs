using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Pairings;

/// <summary>One visit (走访) of a pairing.</summary>
public readonly record struct VisitId : IId<VisitId>
{
    private VisitId(string value) => Value = value;

    public static string Prefix => "vis_";

    public string Value { get; }

    public static VisitId Wrap(string value) => new(value);

    public static VisitId Parse(string s, IFormatProvider? provider) => Id.Parse<VisitId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out VisitId result) =>
        Id.TryParse(s, out result);

    public override string ToString() => Value;
}
