using System.Text.Json;
using ResidentService.Service.Security;

namespace ResidentService.Service.Adapters.WeChat;

public abstract partial class WeChatClient
{
    private const int TokenSecondsMax = 7_200;

    public Task<WeChatAnswer<WeChatUser>> CodeToSession(string code, CancellationToken cancellation) => Call(
        WeChatPaths.Session,
        Repeat.IfUnsent,
        cancelled => _wire.Ask(
            until => AskSession(code, until),
            answer => answer.Text("openid") is { } openId && answer.Text("session_key") is { } key
                ? new WeChatUser(openId, key, answer.Text("unionid"))
                : null,
            cancelled),
        cancellation);

    public async Task<WeChatAnswer<PhoneNumber>> CodeToPhone(
        string code, string? openId, CancellationToken cancellation)
    {
        var proof = await CallWithToken(
            WeChatPaths.Phone, Repeat.IfUnsent, (token, until) => AskPhone(token, code, openId, until), Number,
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
            info.TryGetProperty("watermark", out var mark) && WireAnswer.TextOf(mark, "appid") == Settings.AppId;
    }

    public Task<WeChatAnswer<SessionIsGood>> CheckSession(
        string openId, string sessionKey, CancellationToken cancellation) => CallWithToken(
        WeChatPaths.SessionCheck,
        Repeat.AnyTime,
        (token, until) => AskSessionCheck(token, openId, sessionKey, until),
        _ => new SessionIsGood(),
        cancellation);

    public Task<WeChatAnswer<NewSessionKey>> ResetSession(
        string openId, string sessionKey, CancellationToken cancellation) => CallWithToken(
        WeChatPaths.SessionReset,
        Repeat.IfUndone,
        (token, until) => AskSessionReset(token, openId, sessionKey, until),
        answer => answer.Text("openid") == openId && answer.Text("session_key") is { } key
            ? new NewSessionKey(key)
            : null,
        cancellation);

    public Task<WeChatAnswer<MessageTaken>> Send(SubscribeMessage message, CancellationToken cancellation) =>
        CallWithToken(
            WeChatPaths.Message,
            Repeat.IfUndone,
            (token, until) => AskMessage(token, message, until),
            answer => new MessageTaken(
                answer.Json.TryGetProperty("msgid", out var id) ? id.ToString() : null),
            cancellation);

    public Task<WeChatAnswer<CodeImage>> CodeImage(CodeOfPage code, CancellationToken cancellation) => CallWithToken(
        WeChatPaths.CodeImage,
        Repeat.AnyTime,
        (token, until) => AskCodeImage(token, code, until),
        answer => answer is { IsPicture: true, Bytes.Length: > 0 }
            ? new CodeImage(answer.Bytes, answer.ContentType!)
            : null,
        cancellation);

    public Task<WeChatAnswer<Uri>> Link(LinkToPage link, CancellationToken cancellation) => CallWithToken(
        WeChatPaths.Link,
        Repeat.AnyTime,
        (token, until) => AskLink(token, link, until),
        answer => Uri.TryCreate(answer.Text("url_link"), UriKind.Absolute, out var url) ? url : null,
        cancellation);

    public Task<WeChatAnswer<TextVerdict>> CheckText(
        string openId, ContentScene scene, string text, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, TextVerdict.TextLengthMax, nameof(text));
        return CallWithToken(
            WeChatPaths.TextCheck, Repeat.AnyTime, (token, until) => AskTextCheck(token, openId, scene, text, until),
            Verdict, cancellation);

        static TextVerdict? Verdict(WireAnswer answer) =>
            SuggestionOf(answer.Json.GetProperty("result")) is { } suggestion
                ? new(suggestion, answer.Json.GetProperty("result").GetProperty("label").GetInt32())
                : null;
    }

    public Task<WeChatAnswer<MediaTrace>> CheckMedia(
        string openId, ContentScene scene, Uri media, MediaKind kind, CancellationToken cancellation) => CallWithToken(
        WeChatPaths.MediaCheck,
        Repeat.AnyTime,
        (token, until) => AskMediaCheck(token, openId, scene, media, kind, until),
        answer => answer.Text("trace_id") is { } trace ? new MediaTrace(trace) : null,
        cancellation);

    public Task<WeChatAnswer<RiskRank>> Risk(
        string openId, RiskScene scene, string clientAddress, CancellationToken cancellation) => CallWithToken(
        WeChatPaths.Risk,
        Repeat.AnyTime,
        (token, until) => AskRisk(token, openId, scene, clientAddress, until),
        answer => answer.Json.GetProperty("risk_rank").GetInt32() is >= 0 and <= 4 and var rank
            ? new RiskRank(rank)
            : null,
        cancellation);

    private Task<WeChatAnswer<GivenToken>> FetchToken()
    {
        return Call(WeChatPaths.Token, Repeat.AnyTime, Once, CancellationToken.None);

        async Task<WeChatAnswer<GivenToken>> Once(CancellationToken cancelled)
        {
            var answer = await _wire.Ask(AskToken, Given, cancelled);
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

    /// <summary>Null for a word that we do not know.</summary>
    private static Suggestion? SuggestionOf(JsonElement result) => WireAnswer.TextOf(result, "suggest") switch
    {
        "pass" => Suggestion.Pass,
        "review" => Suggestion.Review,
        "risky" => Suggestion.Risky,
        _ => null,
    };
}
