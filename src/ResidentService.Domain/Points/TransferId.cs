using System.Security.Cryptography;
using System.Text;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Redemptions;

namespace ResidentService.Domain.Points;

/// <summary>A transfer between two accounts; the same in the payer's and the payee's entry.</summary>
public readonly record struct TransferId : IId<TransferId>
{
    private TransferId(string value) => Value = value;

    public static string Prefix => "trf_";

    public string Value { get; }

    /// <summary>
    /// The transfer that a redemption ends in: there is one at most, so its id follows from the redemption's.
    /// </summary>
    public static TransferId Of(RedemptionId redemption) => From("redemption/" + redemption);

    /// <summary>The id that follows from a text which is unique among all transfers.</summary>
    public static TransferId From(string origin) => Id.New<TransferId>(SHA256.HashData(Encoding.UTF8.GetBytes(origin)));

    public static TransferId Wrap(string value) => new(value);

    public static TransferId Parse(string s, IFormatProvider? provider) => Id.Parse<TransferId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out TransferId result) =>
        Id.TryParse(s, out result);

    public override string ToString() => Value;
}
