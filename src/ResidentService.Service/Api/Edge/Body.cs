using System.Buffers;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace ResidentService.Service.Api.Edge;

/// <summary>
/// A part of a request that can be wrong. <see cref="RequestChecks"/> answers before the endpoint runs.
/// </summary>
public interface IRequestPart
{
    EdgeFault? Fault { get; }

    /// <summary>What its validator looks at; null where there is none to run.</summary>
    object? ToValidate { get; }
}

/// <summary>
/// A JSON body. Its type needs a FluentValidation validator: without one the service does not start. Required members
/// are not nullable and have a rule, such as NotEmpty; members that may be absent are nullable. It has no members but
/// those of its constructor, since every property counts as a field.
/// </summary>
public sealed class Body<T> : IRequestPart, IEndpointParameterMetadataProvider where T : class
{
    private readonly T? _value;

    private Body(T? value, EdgeFault? fault) => (_value, Fault) = (value, fault);

    public T Value => _value ?? throw new InvalidOperationException("map the endpoint inside a checked group");

    public EdgeFault? Fault { get; }

    public object? ToValidate => _value;

    public static async ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        Language.Speak(context);
        var (value, fault) = await JsonBodies.Read<T>(context.Request);
        if (value is not null)
            context.Features.Set(new CanonicalBody(JsonSerializer.SerializeToUtf8Bytes(value, EdgeJson.Options)));
        return new(value, fault);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));
}

/// <summary>For calls that need no body: an empty one or <c>{}</c>; fields are refused as unknown.</summary>
public sealed class NoBody : IRequestPart
{
    private sealed record Nothing;

    private NoBody(EdgeFault? fault) => Fault = fault;

    public EdgeFault? Fault { get; }

    public object? ToValidate => null;

    public static async ValueTask<NoBody?> BindAsync(HttpContext context)
    {
        var canHaveBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;
        if (context.Request.ContentLength is 0 || !canHaveBody)
            return new((EdgeFault?)null);
        Language.Speak(context);
        return new((await JsonBodies.Read<Nothing>(context.Request)).Fault);
    }
}

/// <summary>
/// The typed body written again, so that spaces and the order of fields don't matter to the payload's hash.
/// </summary>
public sealed record CanonicalBody(byte[] Bytes);

/// <summary>Reads bodies, and says precisely what is wrong with one.</summary>
public static class JsonBodies
{
    public const int BytesMax = 64 * 1024;

    /// <summary>
    /// Of what is too long so much is still taken in: a server that hangs up on somebody who is still sending takes the
    /// answer away with the connection.
    /// </summary>
    public const int RefusedBytesMax = 1024 * 1024;

    public static async ValueTask<(T? Value, EdgeFault? Fault)> Read<T>(HttpRequest request) where T : class
    {
        if (!request.HasJsonContentType())
            return (null, EdgeFault.UnsupportedMediaType);
        if (request.ContentLength > BytesMax)
            return (null, EdgeFault.BodyTooLarge);
        var most = (int)(request.ContentLength ?? BytesMax + 1);
        var buffer = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            var length = await request.Body.ReadAtLeastAsync(
                buffer.AsMemory(0, most), most, throwOnEndOfStream: false, request.HttpContext.RequestAborted);
            if (length > BytesMax)
                return (null, EdgeFault.BodyTooLarge);
            using var document = JsonDocument.Parse(buffer.AsMemory(0, length), EdgeJson.Documents);
            return Read<T>(document.RootElement);
        }
        catch (JsonException)
        {
            return (null, EdgeFault.ValidationFailed.At("body", "内容不是正确的 JSON。", "This is not well-formed JSON."));
        }
        catch (BadHttpRequestException refused)
        {
            return (null, EdgeFault.OfStatus(refused.StatusCode));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static (T? Value, EdgeFault? Fault) Read<T>(JsonElement root) where T : class
    {
        try
        {
            if (root.ValueKind != JsonValueKind.Object)
                return (null, EdgeFault.ValidationFailed.At("body", "请提交一个 JSON 对象。", "Please send a JSON object."));
            var unknown = UnknownFields(root, EdgeJson.Options.GetTypeInfo(typeof(T)), "").ToList();
            return unknown.Count == 0
                ? (root.Deserialize<T>(EdgeJson.Options), null)
                : (null, EdgeFault.UnknownField with { Errors = Unknown(unknown) });
        }
        catch (JsonException wrong)
        {
            return (null, EdgeFault.ValidationFailed.At(
                FieldOf(wrong.Path), "格式不对，请检查后重填。", "This has the wrong form. Please correct it."));
        }
        catch (InvalidOperationException)
        {
            // A text with half of a surrogate pair, which JSON can write but no text can hold.
            return (null, EdgeFault.ValidationFailed.At(
                "body", "内容里有无法识别的文字。", "This holds text that is not valid Unicode."));
        }
    }

    private static Dictionary<string, string[]> Unknown(List<string> fields)
    {
        var message = Language.Pick("没有这一项，请去掉。", "There is no such field. Please leave it out.");
        return fields.ToDictionary(field => field, _ => new[] { message }, StringComparer.Ordinal);
    }

    private static IEnumerable<string> UnknownFields(JsonElement element, JsonTypeInfo type, string path) => type switch
    {
        { Kind: JsonTypeInfoKind.Object } when element.ValueKind == JsonValueKind.Object =>
            element.EnumerateObject().SelectMany(field =>
                UnknownFields(field, type, path.Length == 0 ? "" : path + ".")),
        { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } items } when element.ValueKind == JsonValueKind.Array =>
            element.EnumerateArray().SelectMany((item, index) =>
                UnknownFields(item, EdgeJson.Options.GetTypeInfo(items), $"{path}[{index}]")),
        _ => [],
    };

    private static IEnumerable<string> UnknownFields(JsonProperty field, JsonTypeInfo owner, string prefix)
    {
        var known = owner.Properties.FirstOrDefault(one => one.Name.Equals(field.Name, StringComparison.Ordinal));
        return known is null
            ? [prefix + field.Name]
            : UnknownFields(field.Value, EdgeJson.Options.GetTypeInfo(known.PropertyType), prefix + field.Name);
    }

    /// <summary>From <c>$.place.radiusMetres</c>.</summary>
    private static string FieldOf(string? path) => path is { Length: > 2 } ? path[2..] : "body";
}
