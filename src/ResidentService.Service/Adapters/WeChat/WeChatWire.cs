using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace ResidentService.Service.Adapters.WeChat;

/// <summary>
/// One request and its answer, which is read strictly. Its address holds the secret, a code or the token, so neither it
/// nor an exception that may quote it is logged.
/// </summary>
/// <param name="patience">How long it may take.</param>
internal sealed partial class WeChatWire(TimeSpan patience, ILogger log)
{
    /// <param name="send">Throws as <see cref="HttpClient"/> does where no answer came.</param>
    /// <param name="read">
    /// Takes from a good answer what was asked for: null where it is not there. It may throw as JsonElement does.
    /// </param>
    public async Task<WeChatAnswer<T>> Ask<T>(
        Func<CancellationToken, Task<HttpResponseMessage>> send, Func<WireAnswer, T?> read,
        CancellationToken cancellation)
        where T : class
    {
        using var until = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        until.CancelAfter(patience);
        try
        {
            using var response = await send(until.Token);
            var bytes = await response.Content.ReadAsByteArrayAsync(until.Token);
            if (!response.IsSuccessStatusCode)
                return NoAnswer<T>($"status {(int)response.StatusCode}");
            using var json = IsPicture(response.Content.Headers.ContentType, bytes) ? null : JsonDocument.Parse(bytes);
            if (json is not null && TroubleOf(json.RootElement) is { } trouble)
                return new(trouble);
            var answer = new WireAnswer(
                bytes, response.Content.Headers.ContentType?.MediaType, json?.RootElement ?? default);
            return read(answer) is { } value ? WeChatAnswer.Given(value) : NoAnswer<T>("not what was asked for");
        }
        catch (HttpRequestException unsent) when (IsUnsent(unsent))
        {
            LogNoAnswer(log, unsent.HttpRequestError.ToString());
            return new(new WeChatTrouble(TroubleKind.NotReached));
        }
        catch (Exception failure) when (
            failure is HttpRequestException or IOException or JsonException or InvalidOperationException
                or FormatException or KeyNotFoundException
            || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return NoAnswer<T>(failure.GetType().Name);
        }
    }

    /// <summary>WeChat says text/plain for JSON, and gives JSON for a picture: the first byte decides.</summary>
    private static bool IsPicture(MediaTypeHeaderValue? type, byte[] bytes) =>
        type?.MediaType?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true
        && bytes is not [(byte)'{', ..];

    /// <summary>An absent errcode is a good one.</summary>
    private static WeChatTrouble? TroubleOf(JsonElement answer)
    {
        if (!answer.TryGetProperty("errcode", out var code) || code.GetInt32() is not (var error and not 0))
            return null;
        // The text may quote what was sent; only the name of the wrong value is taken from it.
        var field = answer.TryGetProperty("errmsg", out var said) && said.ValueKind == JsonValueKind.String
            && WrongValue().Match(said.GetString()!) is { Success: true } match
            ? match.Groups["name"].Value
            : null;
        return new(WeChatErrors.KindOf(error), error) { Field = field };
    }

    /// <summary>These happen before the first byte of the request is on its way.</summary>
    private static bool IsUnsent(HttpRequestException failure) => failure.HttpRequestError
        is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    private WeChatAnswer<T> NoAnswer<T>(string why) where T : class
    {
        LogNoAnswer(log, why);
        return new(new WeChatTrouble(TroubleKind.NoAnswer));
    }

    [GeneratedRegex(
        @"data\.(?<name>[a-z_]{1,20}[0-9]{0,3})", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex WrongValue();

    [LoggerMessage(LogLevel.Warning, "WeChat gave no answer: {Why}")]
    private static partial void LogNoAnswer(ILogger log, string why);
}

/// <param name="Json">Undefined where it is a picture.</param>
internal readonly record struct WireAnswer(byte[] Bytes, string? ContentType, JsonElement Json)
{
    public bool IsPicture => Json.ValueKind == JsonValueKind.Undefined;

    /// <summary>Null where it is absent or empty.</summary>
    /// <exception cref="InvalidOperationException">It is no text.</exception>
    public string? Text(string name) => TextOf(Json, name);

    public static string? TextOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } text ? text : null;
}
