using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Security;
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

    private static readonly JsonSerializerOptions IgnoreNulls = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly HttpClient _http;
    private readonly WeChatSettings _settings;
    private readonly ILogger<WeChatHttp> _log;
    private readonly AccessToken _token;

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
        _token = new AccessToken(FetchToken);
    }

    public async Task<WeChatLogin> CodeToSession(string code, CancellationToken cancellation)
    {
        var path = "/sns/jscode2session?grant_type=authorization_code"
            + $"&appid={Uri.EscapeDataString(_settings.AppId)}&secret={Uri.EscapeDataString(_settings.AppSecret)}"
            + $"&js_code={Uri.EscapeDataString(code)}";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        var (answer, fault, _) = await Ask(request, cancellation);
        if (fault is null && Text(answer, "openid") is { } openId)
            return new WeChatLogin.Known(openId, Text(answer, "session_key"));
        return new WeChatLogin.Refused(fault ?? Incomplete("openid"));
    }

    public async Task<WeChatPhone> CodeToPhone(string code, string? openId, CancellationToken cancellation)
    {
        var (answer, fault) = await AskWithToken(
            "/wxa/business/getuserphonenumber", new { code, openid = openId }, cancellation);
        if (fault is not null)
            return new WeChatPhone.Refused(fault);
        var info = answer.TryGetProperty("phone_info", out var there) ? there : default;
        // The country code comes as text or as a number; with it the number is the person's, whatever the country.
        if (info.ValueKind != JsonValueKind.Object || !info.TryGetProperty("countryCode", out var country)
            || Text(info, "purePhoneNumber") is not { } pure)
            return new WeChatPhone.Refused(Incomplete("phone_info"));
        return PhoneNumber.TryParse($"+{country}{pure}", out var number)
            ? new WeChatPhone.Proven(number)
            : new WeChatPhone.Refused(EdgeFault.PhoneNotSupported);
    }

    public void Dispose()
    {
        _token.Dispose();
        _http.Dispose();
    }

    /// <summary>
    /// Asks with the access token; once more with a new one where WeChat says that it has ended. The code was not used
    /// then, since the token is looked at first.
    /// </summary>
    private async Task<(JsonElement Answer, EdgeFault? Fault)> AskWithToken(
        string path, object body, CancellationToken cancellation)
    {
        for (var isRetry = false; ; isRetry = true)
        {
            var (token, noToken) = await _token.Get(cancellation);
            if (token is null)
                return (default, noToken);
            using var request = new HttpRequestMessage(
                HttpMethod.Post, new Uri($"{path}?access_token={Uri.EscapeDataString(token)}", UriKind.Relative));
            request.Content = JsonContent.Create(body, options: IgnoreNulls);
            var (answer, fault, isTokenRefused) = await Ask(request, cancellation);
            if (isTokenRefused)
                _token.Drop(token);
            if (!isTokenRefused || isRetry)
                return (answer, fault);
        }
    }

    /// <summary>The stable token: asking for it does not end the one that other processes use.</summary>
    private async Task<(string? Token, TimeSpan Lifetime, EdgeFault? Fault)> FetchToken(CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/cgi-bin/stable_token", UriKind.Relative));
        request.Content = JsonContent.Create(new
        {
            grant_type = "client_credential",
            appid = _settings.AppId,
            secret = _settings.AppSecret,
            force_refresh = false,
        });
        var (answer, fault, _) = await Ask(request, cancellation);
        if (fault is not null)
            return (null, default, fault);
        if (Text(answer, "access_token") is { } token && answer.TryGetProperty("expires_in", out var seconds)
            && seconds.TryGetInt32(out var lifetime))
            return (token, TimeSpan.FromSeconds(lifetime), null);
        return (null, default, Incomplete("access_token"));
    }

    /// <summary>One call. Its address may hold the secret or the token, so nothing of it is ever logged.</summary>
    private async Task<(JsonElement Answer, EdgeFault? Fault, bool IsTokenRefused)> Ask(
        HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            using var response = await _http.SendAsync(request, cancellation);
            // WeChat says text/plain; only the bytes are trusted to be JSON.
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellation);
            if (response.IsSuccessStatusCode)
            {
                using var document = JsonDocument.Parse(bytes);
                var error = document.RootElement.TryGetProperty("errcode", out var code) ? code.GetInt32() : 0;
                return error == 0
                    ? (document.RootElement.Clone(), null, false)
                    : (default, Refusal(error), error is 40001 or 40014 or 42001);
            }

            LogUnreachable(_log, $"status {(int)response.StatusCode}");
        }
        catch (Exception failure) when (
            failure is HttpRequestException or JsonException or InvalidOperationException
            || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            LogUnreachable(_log, failure.GetType().Name);
        }

        return (default, EdgeFault.TryAgain, false);
    }

    private EdgeFault Incomplete(string missing)
    {
        LogUnreachable(_log, $"an answer without {missing}");
        return EdgeFault.TryAgain;
    }

    /// <summary>What the codes mean; 40163 and 45011 are seen but not in the official text.</summary>
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
            case -1 or 40001 or 40014 or 42001:
                return EdgeFault.TryAgain;
            default:
                LogConfiguration(_log, error);
                return EdgeFault.WeChatUnavailable;
        }
    }

    private static string? Text(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } text ? text : null;

    [LoggerMessage(LogLevel.Warning, "WeChat gave no answer: {Why}")]
    private static partial void LogUnreachable(ILogger log, string why);

    [LoggerMessage(LogLevel.Critical,
        "WeChat refuses this service with errcode {Error}: check WeChat:AppId, WeChat:AppSecret and the address list")]
    private static partial void LogConfiguration(ILogger log, int error);
}
