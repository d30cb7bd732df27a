using System.Text.Json;
using ResidentService.Service.Security;

namespace ResidentService.Service.Adapters.WeChat;

public sealed partial class WeChatHttp
{
    private const int TokenSecondsMax = 7_200;

    public Task<WeChatAnswer<WeChatUser>> CodeToSession(string code, CancellationToken cancellation)
    {
        const string path = "/sns/jscode2session";
        var address = $"{path}?grant_type=authorization_code"
            + $"&appid={Uri.EscapeDataString(_settings.AppId)}&secret={Uri.EscapeDataString(_settings.AppSecret)}"
            + $"&js_code={Uri.EscapeDataString(code)}";
        return Call(path, Repeat.IfUnsent, Once, cancellation);

        async Task<WeChatAnswer<WeChatUser>> Once(CancellationToken cancelled)
        {
            using var request = Get(address);
            return await _wire.Ask(
                request,
                answer => answer.Text("openid") is { } openId && answer.Text("session_key") is { } key
                    ? new WeChatUser(openId, key, answer.Text("unionid"))
                    : null,
                cancelled);
        }
    }

    public async Task<WeChatAnswer<PhoneNumber>> CodeToPhone(
        string code, string? openId, CancellationToken cancellation)
    {
        var proof = await CallWithToken(
            "/wxa/business/getuserphonenumber", "", new { code, openid = openId }, Repeat.IfUnsent, Number,
            cancellation);
        if (!proof.IsGiven(out var given, out var trouble))
            return new(trouble);
        return PhoneNumber.TryParse(given, out var phone)
            ? WeChatAnswer.Given(phone)
            : new(new WeChatTrouble(TroubleKind.PhoneNotSupported));

        // The country's code comes as text or as a number; with it the number is the person's, whatever the country.
        string? Number(WireAnswer answer) =>
            answer.Json.TryGetProperty("phone_info", out var info)
            && WireAnswer.TextOf(info, "purePhoneNumber") is { } pure
            && info.TryGetProperty("countryCode", out var country)
            && country.ValueKind is JsonValueKind.String or JsonValueKind.Number
            && IsOurs(info)
                ? $"+{country}{pure}"
                : null;

        bool IsOurs(JsonElement info) =>
            info.TryGetProperty("watermark", out var mark) && WireAnswer.TextOf(mark, "appid") == _settings.AppId;
    }

    public Task<WeChatAnswer<SessionIsGood>> CheckSession(
        string openId, string sessionKey, CancellationToken cancellation) => CallWithToken(
        "/wxa/checksession", SignedBy(openId, sessionKey), null, Repeat.AnyTime, _ => new SessionIsGood(),
        cancellation);

    public Task<WeChatAnswer<NewSessionKey>> ResetSession(
        string openId, string sessionKey, CancellationToken cancellation) => CallWithToken(
        "/wxa/resetusersessionkey", SignedBy(openId, sessionKey), null, Repeat.IfUndone,
        answer => answer.Text("openid") == openId && answer.Text("session_key") is { } key
            ? new NewSessionKey(key)
            : null,
        cancellation);

    public Task<WeChatAnswer<MessageTaken>> Send(SubscribeMessage message, CancellationToken cancellation) =>
        CallWithToken(
            "/cgi-bin/message/subscribe/send",
            "",
            new
            {
                touser = message.OpenId,
                template_id = message.TemplateId,
                page = message.Page,
                miniprogram_state = message.Edition switch
                {
                    AppEdition.Develop => "developer",
                    AppEdition.Trial => "trial",
                    _ => "formal",
                },
                lang = "zh_CN",
                data = message.Values.ToDictionary(pair => pair.Key, pair => new { value = pair.Value }),
            },
            Repeat.IfUndone,
            answer => new MessageTaken(
                answer.Json.TryGetProperty("msgid", out var id) ? id.ToString() : null),
            cancellation);

    public Task<WeChatAnswer<CodeImage>> CodeImage(CodeOfPage code, CancellationToken cancellation) => CallWithToken(
        "/wxa/getwxacodeunlimit",
        "",
        new
        {
            scene = code.Scene,
            page = code.Page,
            // An edition that is not published yet has pages that WeChat does not know.
            check_path = code.Edition == AppEdition.Release,
            env_version = WordOf(code.Edition),
            width = code.WidthPixels,
        },
        Repeat.AnyTime,
        answer => answer is { IsPicture: true, Bytes.Length: > 0 }
            ? new CodeImage(answer.Bytes, answer.ContentType!)
            : null,
        cancellation);

    public Task<WeChatAnswer<Uri>> Link(LinkToPage link, CancellationToken cancellation) => CallWithToken(
        "/wxa/generate_urllink",
        "",
        new
        {
            path = link.Page,
            query = link.Query,
            expire_type = 1, // after a number of days
            expire_interval = link.Days,
            env_version = WordOf(link.Edition),
        },
        Repeat.AnyTime,
        answer => Uri.TryCreate(answer.Text("url_link"), UriKind.Absolute, out var url) ? url : null,
        cancellation);

    public Task<WeChatAnswer<TextVerdict>> CheckText(
        string openId, ContentScene scene, string text, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, TextVerdict.TextLengthMax, nameof(text));
        return CallWithToken(
            "/wxa/msg_sec_check", "", new { version = 2, scene = (int)scene, openid = openId, content = text },
            Repeat.AnyTime, Verdict, cancellation);

        static TextVerdict? Verdict(WireAnswer answer) =>
            SuggestionOf(answer.Json.GetProperty("result")) is { } suggestion
                ? new(suggestion, answer.Json.GetProperty("result").GetProperty("label").GetInt32())
                : null;
    }

    public Task<WeChatAnswer<MediaTrace>> CheckMedia(
        string openId, ContentScene scene, Uri media, MediaKind kind, CancellationToken cancellation) => CallWithToken(
        "/wxa/media_check_async",
        "",
        new
        {
            version = 2,
            scene = (int)scene,
            openid = openId,
            media_url = media.AbsoluteUri,
            media_type = (int)kind,
        },
        Repeat.AnyTime,
        answer => answer.Text("trace_id") is { } trace ? new MediaTrace(trace) : null,
        cancellation);

    public Task<WeChatAnswer<RiskRank>> Risk(
        string openId, RiskScene scene, string clientAddress, CancellationToken cancellation) => CallWithToken(
        "/wxa/getuserriskrank",
        "",
        new { appid = _settings.AppId, openid = openId, scene = (int)scene, client_ip = clientAddress },
        Repeat.AnyTime,
        answer => answer.Json.GetProperty("risk_rank").GetInt32() is >= 0 and <= 4 and var rank
            ? new RiskRank(rank)
            : null,
        cancellation);

    /// <summary>The stable token: asking for it does not end the one that other processes use.</summary>
    private Task<WeChatAnswer<GivenToken>> FetchToken()
    {
        const string path = "/cgi-bin/stable_token";
        return Call(path, Repeat.AnyTime, Once, CancellationToken.None);

        async Task<WeChatAnswer<GivenToken>> Once(CancellationToken cancelled)
        {
            using var request = Post(path, new
            {
                grant_type = "client_credential",
                appid = _settings.AppId,
                secret = _settings.AppSecret,
                force_refresh = false,
            });
            var answer = await _wire.Ask(request, Given, cancelled);
            // Here 40001 is about the secret: there is no token that could be bad.
            return answer.Trouble is { Kind: TroubleKind.TokenRefused } trouble
                ? new(trouble with { Kind = TroubleKind.Configuration })
                : answer;
        }

        static GivenToken? Given(WireAnswer answer) =>
            answer.Text("access_token") is { Length: <= StoredToken.LengthMax } token
            && answer.Json.GetProperty("expires_in").GetInt32() is > 0 and <= TokenSecondsMax and var seconds
                ? new(token, TimeSpan.FromSeconds(seconds))
                : null;
    }

    private static string SignedBy(string openId, string sessionKey) =>
        $"&openid={Uri.EscapeDataString(openId)}&signature={SessionCrypto.Signature(sessionKey, "")}"
        + "&sig_method=hmac_sha256";

    private static string WordOf(AppEdition edition) => edition switch
    {
        AppEdition.Develop => "develop",
        AppEdition.Trial => "trial",
        _ => "release",
    };

    /// <summary>Null for a word that we do not know.</summary>
    internal static Suggestion? SuggestionOf(JsonElement result) => WireAnswer.TextOf(result, "suggest") switch
    {
        "pass" => Suggestion.Pass,
        "review" => Suggestion.Review,
        "risky" => Suggestion.Risky,
        _ => null,
    };
}
