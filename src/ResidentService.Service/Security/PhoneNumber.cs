using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ResidentService.Service.Security;

/// <summary>A mobile number of the Chinese mainland: 11 digits, the first 1, the second 3 to 9.</summary>
public sealed record PhoneNumber
{
    private const string CountryCode = "+86";
    private const int Digits = 11;

    private PhoneNumber(string value) => Value = value;

    /// <summary>With country code and without separators, for instance <c>+8613800000000</c>.</summary>
    public string Value { get; }

    /// <summary>
    /// Reads what people write: with or without <c>+86</c>, <c>0086</c> or <c>86</c>, spaces, hyphens, full-width
    /// digits.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PhoneNumber? number)
    {
        var plain = new StringBuilder();
        foreach (var c in text ?? "")
        {
            // Full-width forms of ASCII lie at a fixed distance from it.
            var narrow = c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c;
            if (!char.IsWhiteSpace(narrow) && narrow is not ('-' or '(' or ')'))
                plain.Append(narrow);
        }

        var digits = WithoutCountryCode(plain.ToString());
        var isMobile = digits is ['1', >= '3' and <= '9', ..] && digits.Length == Digits && digits.All(char.IsAsciiDigit);
        number = isMobile ? new(CountryCode + digits) : null;
        return isMobile;
    }

    /// <summary>Never shows it in a log.</summary>
    public override string ToString() => "phone";

    private static string WithoutCountryCode(string text)
    {
        foreach (var code in (string[])[CountryCode, "0086", "86"])
        {
            if (text.StartsWith(code, StringComparison.Ordinal) && text.Length == code.Length + Digits)
                return text[code.Length..];
        }

        return text;
    }
}
