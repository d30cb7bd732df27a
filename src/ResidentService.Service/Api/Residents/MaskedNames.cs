using System.Text;

namespace ResidentService.Service.Api.Residents;

/// <summary>A name where a stranger may read it, for instance on a label: 王** (DOMAIN.md, Privacy).</summary>
internal static class MaskedNames
{
    private const string Mask = "**";

    public static string Of(string? name)
    {
        var first = (name ?? "").EnumerateRunes().FirstOrDefault(new Rune('*'));
        return first.Value == '*' ? Mask : first + Mask;
    }
}
