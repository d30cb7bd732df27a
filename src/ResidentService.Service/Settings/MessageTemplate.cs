using System.Text.Json;
using Microsoft.Extensions.Configuration;
using ResidentService.Service.Messages;

namespace ResidentService.Service.Settings;

/// <summary>What of a notice stands at a place of a template.</summary>
public enum NoticePart
{
    /// <summary>That of what it is about.</summary>
    Title,

    /// <summary>When that begins or ends.</summary>
    Time,
    Points,

    /// <summary>The notice's heading.</summary>
    Heading,
}

/// <summary>
/// A template of WeChat's console for one purpose: <c>WeChat:Templates:signUpConfirmed:Id</c> and so on.
/// </summary>
/// <param name="Page">What a tap opens; <c>{id}</c> in it becomes the id of what the message is about.</param>
/// <param name="Values">By the template's own names, for instance <c>thing1</c>.</param>
public sealed record MessageTemplate(string Id, string? Page, IReadOnlyDictionary<string, NoticePart> Values)
{
    private const string Section = "WeChat:Templates";

    /// <summary>None where nothing is configured: then the inbox is all.</summary>
    /// <exception cref="WrongSettingException">A purpose, a name or a part is none.</exception>
    public static IReadOnlyDictionary<NoticePurpose, MessageTemplate> ReadAll(IConfiguration configuration) =>
        configuration.GetSection(Section).GetChildren().ToDictionary(
            section => Word<NoticePurpose>(section.Path, section.Key), Read);

    private static MessageTemplate Read(IConfigurationSection section)
    {
        if (section["Id"] is not { Length: > 0 } id)
            throw new WrongSettingException($"{section.Path}:Id", "is required.");
        var values = section.GetSection("Values").GetChildren()
            .ToDictionary(value => value.Key, value => Word<NoticePart>(value.Path, value.Value ?? ""));
        if (values.Keys.FirstOrDefault(name => !TemplateValues.IsKnown(name)) is { } unknown)
            throw new WrongSettingException($"{section.Path}:Values:{unknown}", "is no value that we can fill.");
        return values.Count > 0
            ? new(id, section["Page"], values)
            : throw new WrongSettingException(
                $"{section.Path}:Values", "name what stands where, such as thing1=title.");
    }

    private static T Word<T>(string setting, string word) where T : struct, Enum =>
        Enum.TryParse<T>(word, ignoreCase: true, out var value) && !char.IsAsciiDigit(word[0])
            ? value
            : throw new WrongSettingException(setting, $"\"{word}\" is none of "
                + string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName)) + ".");
}
