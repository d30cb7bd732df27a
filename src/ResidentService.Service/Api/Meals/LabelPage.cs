using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using ResidentService.Domain.Meals;

namespace ResidentService.Service.Api.Meals;

/// <param name="Run">0 before runs are planned.</param>
/// <param name="Name">Masked.</param>
internal sealed record MealLabel(
    int Run, int Stop, string Name, string? Building, string Address, string Dish, IReadOnlyList<DietMark> Marks,
    int ToPayFen);

/// <summary>Labels on one page that needs nothing else: no script, no picture, no font, and the style in it.</summary>
internal static class LabelPage
{
    public const string Type = "text/html; charset=utf-8";

    private const string Style = """
        body { font-family: sans-serif; margin: 8mm }
        h1 { font-size: 14pt }
        ol { display: grid; grid-template-columns: repeat(3, 1fr); gap: 4mm; padding: 0; list-style: none }
        li { border: 1px solid; padding: 3mm; break-inside: avoid; font-size: 10pt }
        b { font-size: 13pt }
        """;

    /// <summary>Nothing is loaded, and only this very style is applied.</summary>
    public static string ContentSecurityPolicy { get; } =
        "default-src 'none'; frame-ancestors 'none'; style-src 'sha256-"
        + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style))) + "'";

    public static string Of(Kitchen.Known kitchen, MealDay.Out day, IReadOnlyList<MealLabel> labels)
    {
        var title = $"{Html(kitchen.Details.Name)} {day.Id.Day:yyyy-MM-dd}（{labels.Count} 份）";
        var page = new StringBuilder(
            $"""
            <!DOCTYPE html>
            <html lang="zh-CN">
            <head><meta charset="utf-8"><title>{title}</title><style>{Style}</style></head>
            <body><h1>{title}</h1><ol>
            """);
        foreach (var label in labels)
            page.Append("\n<li>").Append(Inner(label)).Append("</li>");
        return page.Append("\n</ol></body></html>\n").ToString();
    }

    private static string Inner(MealLabel label)
    {
        var lines = new List<string>
        {
            (label.Run > 0 ? $"{label.Run}-{label.Stop} " : "") + $"<b>{Html(label.Name)}</b>",
            Html(label.Address.StartsWith(label.Building ?? "", StringComparison.Ordinal)
                ? label.Address
                : $"{label.Building} {label.Address}"),
            Html(label.Dish),
        };
        if (label.Marks.Count > 0)
            lines.Add($"<b>{string.Join(' ', label.Marks.Select(MealWords.Chinese))}</b>");
        lines.Add(label.ToPayFen == 0 ? "免费" : $"收 {label.ToPayFen / 100.0:0.00} 元");
        return string.Join("<br>", lines);
    }

    private static string Html(string text) => HtmlEncoder.Default.Encode(text);
}
