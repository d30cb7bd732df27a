using ResidentService.Service.Security;

namespace ResidentService.Service.Adapters.WeChat;

/// <summary>
/// What the service needs of WeChat. No call throws but for a caller who has gone: what went wrong is in the answer.
/// </summary>
public interface IWeChat
{
    /// <summary>Trades the one-use code of <c>wx.login</c> for the user.</summary>
    Task<WeChatAnswer<WeChatUser>> CodeToSession(string code, CancellationToken cancellation);

    /// <summary>Trades the one-use code of a tap on "my phone number" for the number that WeChat has proven.</summary>
    /// <param name="openId">Where known, WeChat checks that the code is this user's.</param>
    Task<WeChatAnswer<PhoneNumber>> CodeToPhone(string code, string? openId, CancellationToken cancellation);

    /// <summary>Whether a session key is still the one that the user's phone has.</summary>
    Task<WeChatAnswer<SessionIsGood>> CheckSession(string openId, string sessionKey, CancellationToken cancellation);

    /// <summary>Replaces a session key; the one before is dead.</summary>
    Task<WeChatAnswer<NewSessionKey>> ResetSession(string openId, string sessionKey, CancellationToken cancellation);

    /// <summary>Sends one message that the user has accepted.</summary>
    Task<WeChatAnswer<MessageTaken>> Send(SubscribeMessage message, CancellationToken cancellation);

    /// <summary>The picture of a code that opens a page of the mini-program; it is good for ever.</summary>
    Task<WeChatAnswer<CodeImage>> CodeImage(CodeOfPage code, CancellationToken cancellation);

    /// <summary>A link that opens a page of the mini-program from a text message or a web page.</summary>
    Task<WeChatAnswer<Uri>> Link(LinkToPage link, CancellationToken cancellation);

    /// <summary>Looks at a text before others read it.</summary>
    /// <param name="openId">Who wrote it.</param>
    Task<WeChatAnswer<TextVerdict>> CheckText(
        string openId, ContentScene scene, string text, CancellationToken cancellation);

    /// <summary>Has a picture or a recording looked at; the verdict is pushed later, under the same trace id.</summary>
    Task<WeChatAnswer<MediaTrace>> CheckMedia(
        string openId, ContentScene scene, Uri media, MediaKind kind, CancellationToken cancellation);

    /// <summary>How likely a user is a robot or one of many accounts of one person.</summary>
    Task<WeChatAnswer<RiskRank>> Risk(
        string openId, RiskScene scene, string clientAddress, CancellationToken cancellation);
}
