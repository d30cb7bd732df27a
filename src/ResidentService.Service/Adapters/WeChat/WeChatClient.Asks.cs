namespace ResidentService.Service.Adapters.WeChat;

/// <summary>
/// How each request is written and sent, once. What comes back is handed on as it is; what goes wrong on the way is
/// thrown as <see cref="HttpClient"/> throws it.
/// </summary>
public abstract partial class WeChatClient
{
    protected abstract Task<HttpResponseMessage> AskSession(string code, CancellationToken cancellation);

    /// <summary>The stable token: asking for it does not end the one that other processes use.</summary>
    protected abstract Task<HttpResponseMessage> AskToken(CancellationToken cancellation);

    /// <param name="openId">Where known, so that WeChat checks whose code it is.</param>
    protected abstract Task<HttpResponseMessage> AskPhone(
        StoredToken token, string code, string? openId, CancellationToken cancellation);

    protected abstract Task<HttpResponseMessage> AskSessionCheck(
        StoredToken token, string openId, string sessionKey, CancellationToken cancellation);

    protected abstract Task<HttpResponseMessage> AskSessionReset(
        StoredToken token, string openId, string sessionKey, CancellationToken cancellation);

    protected abstract Task<HttpResponseMessage> AskMessage(
        StoredToken token, SubscribeMessage message, CancellationToken cancellation);

    protected abstract Task<HttpResponseMessage> AskCodeImage(
        StoredToken token, CodeOfPage code, CancellationToken cancellation);

    protected abstract Task<HttpResponseMessage> AskLink(
        StoredToken token, LinkToPage link, CancellationToken cancellation);

    protected abstract Task<HttpResponseMessage> AskTextCheck(
        StoredToken token, string openId, ContentScene scene, string text, CancellationToken cancellation);

    protected abstract Task<HttpResponseMessage> AskMediaCheck(
        StoredToken token, string openId, ContentScene scene, Uri media, MediaKind kind,
        CancellationToken cancellation);

    protected abstract Task<HttpResponseMessage> AskRisk(
        StoredToken token, string openId, RiskScene scene, string clientAddress, CancellationToken cancellation);

    /// <summary>What a code or a link opens, in WeChat's word.</summary>
    protected static string WordOf(AppEdition edition) => edition switch
    {
        AppEdition.Develop => "develop",
        AppEdition.Trial => "trial",
        _ => "release",
    };

    /// <summary>What a message opens, for which WeChat has other words.</summary>
    protected static string WordInMessages(AppEdition edition) => edition switch
    {
        AppEdition.Develop => "developer",
        AppEdition.Trial => "trial",
        _ => "formal",
    };

    /// <summary>An edition that is not published yet has pages that WeChat does not know.</summary>
    protected static bool IsPageKnown(CodeOfPage code) => code.Edition == AppEdition.Release;
}
