using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace ResidentService.Service.Api.Edge;

/// <summary>
/// JSON as the HTTP contract has it: camelCase, nulls left out, enums as camelCase words, ids as plain text, numbers
/// as numbers, times with their offset. What is unknown or given twice is refused.
/// </summary>
public static class EdgeJson
{
    private const int DepthMax = 16;

    public static JsonSerializerOptions Options { get; } = Make();

    public static JsonDocumentOptions Documents { get; } = new()
    {
        MaxDepth = DepthMax,
        AllowDuplicateProperties = false,
    };

    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.MaxDepth = DepthMax;
        // Chinese stays readable; what is special in HTML is still escaped.
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new TextIds());
        options.Converters.Add(new LocalTimes());
        options.Converters.Add(new FiniteNumbers());
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        Configure(options);
        options.MakeReadOnly();
        return options;
    }
}
