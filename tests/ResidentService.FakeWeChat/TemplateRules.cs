using System.Text.RegularExpressions;

namespace ResidentService.FakeWeChat;

/// <summary>What the values of a template may hold, by the word before their number.</summary>
internal static partial class TemplateRules
{
    /// <summary>The first value that WeChat would refuse; null where all are right.</summary>
    public static string? FirstWrong(Dictionary<string, string> values) =>
        values.Where(pair => !IsRight(pair.Key.TrimEnd([.. "0123456789"]), pair.Value))
            .Select(pair => pair.Key).FirstOrDefault();

    private static bool IsRight(string kind, string value) => value.Length > 0 && kind switch
    {
        "thing" => value.Length <= 20,
        "character_string" => value.Length <= 32 && !Chinese().IsMatch(value),
        "number" => value.Length <= 32 && Number().IsMatch(value),
        "phrase" => value.Length <= 5 && OnlyChinese().IsMatch(value),
        "name" => OnlyChinese().IsMatch(value) ? value.Length <= 10 : value.Length <= 20,
        "phone_number" => value.Length <= 17,
        "time" => Time().IsMatch(value),
        "date" => Time().IsMatch(value),
        _ => false,
    };

    [GeneratedRegex(@"[\u4e00-\u9fff]", RegexOptions.NonBacktracking)]
    private static partial Regex Chinese();

    [GeneratedRegex(@"^[\u4e00-\u9fff]+$", RegexOptions.NonBacktracking)]
    private static partial Regex OnlyChinese();

    [GeneratedRegex(@"^[0-9]+(\.[0-9]+)?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Number();

    [GeneratedRegex(@"^([0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日 ?)?([01]?[0-9]|2[0-3]):[0-5][0-9]$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Time();
}
