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
        var (user, fault, _) = await Ask(request, User, cancellation);
        return user ?? (WeChatLogin)new WeChatLogin.Refused(fault!);

        static WeChatLogin.Known? User(JsonElement answer) =>
            Text(answer, "openid") is { } openId ? new(openId, Text(answer, "session_key")) : null;
    }

    public async Task<WeChatPhone> CodeToPhone(string code, string? openId, CancellationToken cancellation)
    {
        var (phone, fault) = await AskWithToken(
            "/wxa/business/getuserphonenumber", new { code, openid = openId }, Phone, cancellation);
        return phone ?? new WeChatPhone.Refused(fault!);

        static WeChatPhone? Phone(JsonElement answer)
        {
            if (!answer.TryGetProperty("phone_info", out var info) || Text(info, "purePhoneNumber") is not { } pure
                || !info.TryGetProperty("countryCode", out var country))
                return null;
            // It comes as text or as a number; with it the number is the person's, whatever the country.
            return PhoneNumber.TryParse($"+{country}{pure}", out var number)
                ? new WeChatPhone.Proven(number)
                : new WeChatPhone.Refused(EdgeFault.PhoneNotSupported);
        }
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
    private async Task<(T? Answer, EdgeFault? Fault)> AskWithToken<T>(
        string path, object body, Func<JsonElement, T?> read, CancellationToken cancellation)
        where T : class
    {
        for (var isRetry = false; ; isRetry = true)
        {
            var (token, noToken) = await _token.Get(cancellation);
            if (token is null)
                return (default, noToken);
            using var request = new HttpRequestMessage(
                HttpMethod.Post, new Uri($"{path}?access_token={Uri.EscapeDataString(token)}", UriKind.Relative));
            request.Content = JsonContent.Create(body, options: IgnoreNulls);
            var (answer, fault, isTokenRefused) = await Ask(request, read, cancellation);
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
        var (given, fault, _) = await Ask(request, Given, cancellation);
        return (given?.Token, given?.Lifetime ?? default, fault);

        static GivenToken? Given(JsonElement answer) => Text(answer, "access_token") is { } token
            ? new(token, TimeSpan.FromSeconds(answer.GetProperty("expires_in").GetInt32()))
            : null;
    }

    private sealed record GivenToken(string Token, TimeSpan Lifetime);

    /// <summary>One call. Its address may hold the secret or the token, so nothing of it is ever logged.</summary>
    /// <param name="read">
    /// Takes from a good answer what was asked for: null where it is not there. It may throw as JsonElement does.
    /// </param>
    private async Task<(T? Answer, EdgeFault? Fault, bool IsTokenRefused)> Ask<T>(
        HttpRequestMessage request, Func<JsonElement, T?> read, CancellationToken cancellation)
        where T : class
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
                if (error != 0)
                    return (null, Refusal(error), error is 40001 or 40014 or 42001);
                if (read(document.RootElement) is { } answer)
                    return (answer, null, false);
                LogUnreachable(_log, "an answer without what was asked for");
            }
            else
            {
                LogUnreachable(_log, $"status {(int)response.StatusCode}");
            }
        }
        catch (Exception failure) when (
            failure is HttpRequestException or JsonException or InvalidOperationException or FormatException
                or KeyNotFoundException
            || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            LogUnreachable(_log, failure.GetType().Name);
        }

        return (null, EdgeFault.TryAgain, false);
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
