using System.Globalization;
using System.Text;

namespace ResidentService.Service.Messages;

/// <summary>
/// Cuts texts to what a place of a template holds, by the word before its number: WeChat refuses a message that is too
/// long by one character.
/// </summary>
public static class TemplateValues
{
    private const string Nothing = "-";

    /// <summary>Whether we know what a place of this name holds.</summary>
    public static bool IsKnown(string name) => KindOf(name)
        is "thing" or "character_string" or "number" or "phrase" or "time" or "date";

    public static string Fit(string name, string text) => KindOf(name) switch
    {
        "thing" => Cut(text.ReplaceLineEndings(" ").Trim(), 20, Nothing),
        "character_string" => Cut(Only(text, c => c is > ' ' and <= '~'), 32, Nothing),
        "number" => Cut(Only(text, char.IsAsciiDigit), 32, "0"),
        "phrase" => Cut(Only(text, c => c is >= '\u4e00' and <= '\u9fff'), 5, "通知"),
        "time" or "date" => text,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    /// <summary>As <c>time</c> and <c>date</c> want it, in 24 hours.</summary>
    public static string Time(DateTimeOffset at) =>
        Domain.Kernel.Calendar.Local(at).ToString("yyyy年MM月dd日 HH:mm", CultureInfo.InvariantCulture);

    private static string KindOf(string name) => name.TrimEnd([.. "0123456789"]);

    private static string Only(string text, Func<char, bool> allowed) => string.Concat(text.Where(allowed));

    /// <summary>Never in the middle of a character that takes two.</summary>
    private static string Cut(string text, int lengthMax, string ifEmpty)
    {
        if (text.Length == 0)
            return ifEmpty;
        if (text.Length <= lengthMax)
            return text;
        var cut = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (cut.Length + rune.Utf16SequenceLength > lengthMax)
                break;
            cut.Append(rune);
        }

        return cut.ToString();
    }
}
