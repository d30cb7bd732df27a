using System.Text.Json;
using Microsoft.Extensions.Logging;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Settings;

namespace ResidentService.Service.Adapters.WeChat;

/// <summary>
/// The official HTTP API. The address of the login call holds the secret and the code, so neither it nor an exception
/// that may quote it is logged. The call is never repeated: its code can be used once.
/// </summary>
public sealed partial class WeChatHttp : IWeChat, IDisposable
{
    private const int AnswerBytesMax = 64 * 1024;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http;
    private readonly WeChatSettings _settings;
    private readonly ILogger<WeChatHttp> _log;

    /// <param name="handler">The way out; a test brings its own.</param>
    public WeChatHttp(WeChatSettings settings, HttpMessageHandler handler, ILogger<WeChatHttp> log)
    {
        _settings = settings;
        _log = log;
        _http = new HttpClient(handler)
        {
            BaseAddress = settings.ApiBaseUrl,
            Timeout = Timeout,
            MaxResponseContentBufferSize = AnswerBytesMax,
        };
    }

    public async Task<WeChatLogin> CodeToSession(string code, CancellationToken cancellation)
    {
        var path = "/sns/jscode2session?grant_type=authorization_code"
            + $"&appid={Uri.EscapeDataString(_settings.AppId)}&secret={Uri.EscapeDataString(_settings.AppSecret)}"
            + $"&js_code={Uri.EscapeDataString(code)}";
        try
        {
            using var response = await _http.GetAsync(new Uri(path, UriKind.Relative), cancellation);
            // WeChat says text/plain; only the bytes are trusted to be JSON.
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellation);
            if (response.IsSuccessStatusCode)
                return Read(bytes);
            LogUnreachable(_log, $"status {(int)response.StatusCode}");
        }
        catch (Exception failure) when (
            failure is HttpRequestException or JsonException or InvalidOperationException
            || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            LogUnreachable(_log, failure.GetType().Name);
        }

        return new WeChatLogin.Refused(EdgeFault.TryAgain);
    }

    public void Dispose() => _http.Dispose();

    private WeChatLogin Read(byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        var answer = document.RootElement;
        var error = answer.TryGetProperty("errcode", out var code) ? code.GetInt32() : 0;
        if (error != 0)
            return new WeChatLogin.Refused(Refusal(error));
        if (Text(answer, "openid") is { } openId)
            return new WeChatLogin.Known(openId, Text(answer, "session_key"));
        LogUnreachable(_log, "an answer without openid");
        return new WeChatLogin.Refused(EdgeFault.TryAgain);
    }

    /// <summary>What the codes mean for signing in; 40163 and 45011 are seen but not in the official text.</summary>
    private EdgeFault Refusal(int error)
    {
        switch (error)
        {
            case 40029 or 40163:
                return EdgeFault.WeChatCodeInvalid;
            case 40226:
                return EdgeFault.WeChatUserBlocked;
            case 45011:
                return EdgeFault.TooManyRequests;
            case -1:
                return EdgeFault.TryAgain;
            default:
                LogConfiguration(_log, error);
                return EdgeFault.WeChatUnavailable;
        }
    }

    private static string? Text(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } text ? text : null;

    [LoggerMessage(LogLevel.Warning, "WeChat gave no answer to a sign-in: {Why}")]
    private static partial void LogUnreachable(ILogger log, string why);

    [LoggerMessage(LogLevel.Critical,
        "WeChat refuses this service with errcode {Error}: check WeChat:AppId, WeChat:AppSecret and the address list")]
    private static partial void LogConfiguration(ILogger log, int error);
}
