using System.Diagnostics.CodeAnalysis;

namespace ResidentService.Domain.Volunteers;

/// <summary>
/// A volunteer's number: <c>V</c> and ten digits, given once, derived from nothing that says who the person is
/// (DOMAIN.md, Volunteering).
/// </summary>
public readonly record struct VolunteerNumber : IParsable<VolunteerNumber>
{
    private VolunteerNumber(string value) => Value = value;

    public string Value { get; }

    /// <summary>From random or hashed bits.</summary>
    public static VolunteerNumber From(ulong bits) => new($"V{bits % 10_000_000_000:0000000000}");

    public static VolunteerNumber Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var number) ? number : throw new FormatException($"no volunteer number: {s}");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out VolunteerNumber result)
    {
        var ok = s is ['V', ..] && s.Length == 11 && s.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
        result = ok ? new(s!) : default;
        return ok;
    }

    public override string ToString() => Value;
}
