using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using ResidentService.Service.Settings;

namespace ResidentService.Service.Adapters.WeChat;

/// <summary>The requests of the official API, written here.</summary>
public sealed class WeChatHttp : WeChatClient
{
    private static readonly JsonSerializerOptions IgnoreNulls = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly HttpClient _http;

    /// <param name="handler">The way out, which is the client's own from now on; a test brings its own.</param>
    /// <param name="system">For pauses, days and the age of tokens.</param>
    /// <param name="patience">How long one try may take; null for the usual.</param>
    public WeChatHttp(
        WeChatSettings settings, ITokenStore tokens, HttpMessageHandler handler, WeChatAlarms alarms, ILogger log,
        TimeProvider system, TimeSpan? patience = null)
        : base(settings, tokens, alarms, log, system, patience) =>
        _http = new HttpClient(handler)
        {
            BaseAddress = settings.ApiBaseUrl,
            MaxResponseContentBufferSize = AnswerBytesMax,
            Timeout = Timeout.InfiniteTimeSpan, // patience is told with each call
        };

    public override void Dispose() => _http.Dispose();

    protected override Task<HttpResponseMessage> AskSession(string code, CancellationToken cancellation) => Get(
        $"{WeChatPaths.Session}?grant_type=authorization_code"
            + $"&appid={Uri.EscapeDataString(Settings.AppId)}&secret={Uri.EscapeDataString(Settings.AppSecret)}"
            + $"&js_code={Uri.EscapeDataString(code)}",
        cancellation);

    protected override Task<HttpResponseMessage> AskToken(CancellationToken cancellation) => Post(
        WeChatPaths.Token,
        new
        {
            grant_type = "client_credential",
            appid = Settings.AppId,
            secret = Settings.AppSecret,
            force_refresh = false,
        },
        cancellation);

    protected override Task<HttpResponseMessage> AskPhone(
        StoredToken token, string code, string? openId, CancellationToken cancellation) =>
        Post(With(token, WeChatPaths.Phone), new { code, openid = openId }, cancellation);

    protected override Task<HttpResponseMessage> AskSessionCheck(
        StoredToken token, string openId, string sessionKey, CancellationToken cancellation) =>
        Get(With(token, WeChatPaths.SessionCheck) + SignedBy(openId, sessionKey), cancellation);

    protected override Task<HttpResponseMessage> AskSessionReset(
        StoredToken token, string openId, string sessionKey, CancellationToken cancellation) =>
        Get(With(token, WeChatPaths.SessionReset) + SignedBy(openId, sessionKey), cancellation);

    protected override Task<HttpResponseMessage> AskMessage(
        StoredToken token, SubscribeMessage message, CancellationToken cancellation) => Post(
        With(token, WeChatPaths.Message),
        new
        {
            touser = message.OpenId,
            template_id = message.TemplateId,
            page = message.Page,
            miniprogram_state = WordInMessages(message.Edition),
            lang = "zh_CN",
            data = message.Values.ToDictionary(pair => pair.Key, pair => new { value = pair.Value }),
        },
        cancellation);

    protected override Task<HttpResponseMessage> AskCodeImage(
        StoredToken token, CodeOfPage code, CancellationToken cancellation) => Post(
        With(token, WeChatPaths.CodeImage),
        new
        {
            scene = code.Scene,
            page = code.Page,
            check_path = IsPageKnown(code),
            env_version = WordOf(code.Edition),
            width = code.WidthPixels,
        },
        cancellation);

    protected override Task<HttpResponseMessage> AskLink(
        StoredToken token, LinkToPage link, CancellationToken cancellation) => Post(
        With(token, WeChatPaths.Link),
        new
        {
            path = link.Page,
            query = link.Query,
            expire_type = 1, // after a number of days
            expire_interval = link.Days,
            env_version = WordOf(link.Edition),
        },
        cancellation);

    protected override Task<HttpResponseMessage> AskTextCheck(
        StoredToken token, string openId, ContentScene scene, string text, CancellationToken cancellation) => Post(
        With(token, WeChatPaths.TextCheck),
        new { version = 2, scene = (int)scene, openid = openId, content = text },
        cancellation);

    protected override Task<HttpResponseMessage> AskMediaCheck(
        StoredToken token, string openId, ContentScene scene, Uri media, MediaKind kind,
        CancellationToken cancellation) => Post(
        With(token, WeChatPaths.MediaCheck),
        new { version = 2, scene = (int)scene, openid = openId, media_url = media.AbsoluteUri, media_type = (int)kind },
        cancellation);

    protected override Task<HttpResponseMessage> AskRisk(
        StoredToken token, string openId, RiskScene scene, string clientAddress, CancellationToken cancellation) =>
        Post(
            With(token, WeChatPaths.Risk),
            new { appid = Settings.AppId, openid = openId, scene = (int)scene, client_ip = clientAddress },
            cancellation);

    private static string With(StoredToken token, string path) =>
        $"{path}?access_token={Uri.EscapeDataString(token.Value)}";

    private static string SignedBy(string openId, string sessionKey) =>
        $"&openid={Uri.EscapeDataString(openId)}&signature={SessionCrypto.Signature(sessionKey, "")}"
        + "&sig_method=hmac_sha256";

    private Task<HttpResponseMessage> Get(string address, CancellationToken cancellation) =>
        _http.GetAsync(new Uri(address, UriKind.Relative), cancellation);

    /// <summary>With its length: WeChat has been seen to refuse a body that comes in chunks.</summary>
    private async Task<HttpResponseMessage> Post(string address, object body, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, IgnoreNulls));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        return await _http.PostAsync(new Uri(address, UriKind.Relative), content, cancellation);
    }
}
