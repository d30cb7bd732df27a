using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Points;

/// <summary>A transfer between two accounts; the same in the payer's and the payee's entry.</summary>
public readonly record struct TransferId : IId<TransferId>
{
    private TransferId(string value) => Value = value;

    public static string Prefix => "trf_";

    public string Value { get; }

    public static TransferId Wrap(string value) => new(value);

    public static TransferId Parse(string s, IFormatProvider? provider) => Id.Parse<TransferId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out TransferId result) => Id.TryParse(s, out result);

    public override string ToString() => Value;
}
