using ResidentService.Service.Adapters.WeChat;
using ResidentService.Service.Settings;
using Senparc.CO2NET.Helpers.Serializers;
using Senparc.Weixin;
using Senparc.Weixin.CommonAPIs;
using Senparc.Weixin.Entities.TemplateMessage;
using Senparc.Weixin.MP.CommonAPIs;
using Senparc.Weixin.WxOpen.AdvancedAPIs;
using Senparc.Weixin.WxOpen.AdvancedAPIs.Sns;
using Senparc.Weixin.WxOpen.AdvancedAPIs.WxApp;
using Senparc.Weixin.WxOpen.AdvancedAPIs.WxApp.WxAppJson;

namespace ResidentService.Cluster.Adapters.Senparc;

/// <summary>
/// The requests of the official API, written by Senparc.Weixin. It is handed the token that the nodes share, never the
/// id of an app, so that it keeps and fetches none itself.
/// </summary>
internal sealed class WeChatSenparc : WeChatClient
{
    private readonly SenparcDoor _door;

    /// <param name="wayOut">Is the client's own from now on; a test brings its own.</param>
    /// <param name="system">For pauses, days and the age of tokens.</param>
    /// <param name="patience">How long one try may take; null for the usual.</param>
    public WeChatSenparc(
        WeChatSettings settings, ITokenStore tokens, HttpMessageHandler wayOut, WeChatAlarms alarms, ILogger log,
        TimeProvider system, TimeSpan? patience = null)
        : base(settings, tokens, alarms, log, system, patience) =>
        _door = new SenparcDoor(settings.ApiBaseUrl, wayOut, AnswerBytesMax);

    public override void Dispose() => _door.Dispose();

    /// <summary>Senparc puts them into the address as they are.</summary>
    protected override Task<HttpResponseMessage> AskSession(string code, CancellationToken cancellation) => _door.Ask(
        () => SnsApi.JsCode2JsonAsync(
            Uri.EscapeDataString(Settings.AppId), Uri.EscapeDataString(Settings.AppSecret),
            Uri.EscapeDataString(code)),
        cancellation);

    protected override Task<HttpResponseMessage> AskToken(CancellationToken cancellation) => _door.Ask(
        () => CommonApi.GetStableAccessTokenAsync(Settings.AppId, Settings.AppSecret), cancellation);

    /// <summary>Senparc's own method does not say whose code it is to be.</summary>
    protected override Task<HttpResponseMessage> AskPhone(
        StoredToken token, string code, string? openId, CancellationToken cancellation) =>
        Post(token, WeChatPaths.Phone, new { code, openid = openId }, cancellation);

    protected override Task<HttpResponseMessage> AskSessionCheck(
        StoredToken token, string openId, string sessionKey, CancellationToken cancellation) => _door.Ask(
        () => WxAppApi.CheckSessionAsync(token.Value, Uri.EscapeDataString(openId), sessionKey, buffer: ""),
        cancellation);

    protected override Task<HttpResponseMessage> AskSessionReset(
        StoredToken token, string openId, string sessionKey, CancellationToken cancellation) => _door.Ask(
        () => BusinessApi.ResetUserSessionKeyAsync(token.Value, openId, SessionCrypto.Signature(sessionKey, "")),
        cancellation);

    protected override Task<HttpResponseMessage> AskMessage(
        StoredToken token, SubscribeMessage message, CancellationToken cancellation) => _door.Ask(
        () => MessageApi.SendSubscribeAsync(
            token.Value, message.OpenId, message.TemplateId, DataOf(message), message.Page,
            WordInMessages(message.Edition), lang: "zh_CN"),
        cancellation);

    protected override Task<HttpResponseMessage> AskCodeImage(
        StoredToken token, CodeOfPage code, CancellationToken cancellation) => _door.Ask(
        () => WxAppApi.GetWxaCodeUnlimitAsync(
            token.Value, new MemoryStream(), code.Scene, code.Page, IsPageKnown(code), WordOf(code.Edition),
            code.WidthPixels),
        cancellation);

    protected override Task<HttpResponseMessage> AskLink(
        StoredToken token, LinkToPage link, CancellationToken cancellation) => _door.Ask(
        () => UrlLinkApi.GenerateAsync(
            token.Value, link.Page, link.Query, WordOf(link.Edition), isExpire: true,
            expireType: 1, // after a number of days
            expireInterval: link.Days),
        cancellation);

    protected override Task<HttpResponseMessage> AskTextCheck(
        StoredToken token, string openId, ContentScene scene, string text, CancellationToken cancellation) => _door.Ask(
        () => WxAppApi.MsgSecCheckAsync(token.Value, text, version: 2, (int)scene, openId), cancellation);

    /// <summary>Senparc's own method has the kind as text; WeChat's documentation as a number.</summary>
    protected override Task<HttpResponseMessage> AskMediaCheck(
        StoredToken token, string openId, ContentScene scene, Uri media, MediaKind kind,
        CancellationToken cancellation) => Post(
        token,
        WeChatPaths.MediaCheck,
        new { version = 2, scene = (int)scene, openid = openId, media_url = media.AbsoluteUri, media_type = (int)kind },
        cancellation);

    protected override Task<HttpResponseMessage> AskRisk(
        StoredToken token, string openId, RiskScene scene, string clientAddress, CancellationToken cancellation) =>
        _door.Ask(
            () => WxAppApi.GetUserRiskAsync(
                token.Value,
                new GetUserRiskRankParam
                {
                    appid = Settings.AppId,
                    openid = openId,
                    scene = (int)scene,
                    client_ip = clientAddress,
                }),
            cancellation);

    private static TemplateMessageData DataOf(SubscribeMessage message)
    {
        var data = new TemplateMessageData(message.Values.Count);
        foreach (var (name, value) in message.Values)
            data[name] = new TemplateMessageDataValue(value);
        return data;
    }

    private Task<HttpResponseMessage> Post(
        StoredToken token, string path, object body, CancellationToken cancellation) => _door.Ask(
        () => CommonJsonSend.SendAsync(
            token.Value, $"{Config.ApiMpHost}{path}?access_token={{0}}", body,
            jsonSetting: new JsonSetting(ignoreNulls: true)),
        cancellation);
}
