using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ResidentService.Service.Api.Edge;

/// <summary>
/// Texts for people are simplified Chinese, or English for a client that prefers it by Accept-Language.
/// </summary>
public static class Language
{
    private static readonly AsyncLocal<bool> English = new();

    public static bool IsEnglish(HttpContext context) =>
        StringWithQualityHeaderValue.TryParseList(
            [.. context.Request.Headers.AcceptLanguage.OfType<string>()], out var asked)
        && asked.OrderByDescending(language => language.Quality ?? 1).Select(language => language.Value.ToString())
            .FirstOrDefault(tag => IsOf(tag, "zh") || IsOf(tag, "en")) is { } first
        && IsOf(first, "en");

    /// <summary>Which language a validator that runs now speaks.</summary>
    public static void Speak(HttpContext context) => English.Value = IsEnglish(context);

    /// <summary>For messages of validators: <c>WithMessage(_ => Language.Pick("…", "…"))</c>.</summary>
    public static string Pick(string chinese, string english) => English.Value ? english : chinese;

    private static bool IsOf(string tag, string language) =>
        tag.Equals(language, StringComparison.OrdinalIgnoreCase)
        || tag.StartsWith(language + "-", StringComparison.OrdinalIgnoreCase);
}
