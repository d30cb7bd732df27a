using ResidentService.Service.Security;

namespace ResidentService.Service.Adapters.WeChat;

/// <summary>
/// Without an AppId: the code <c>sandbox:NAME</c> signs in the user NAME, the code <c>sandbox:13800000000</c> proves
/// that phone, and nothing is sent to WeChat. Messages and checks end well; what only WeChat can make is not there.
/// </summary>
public sealed class WeChatSandbox : IWeChat
{
    private const string Prefix = "sandbox:";

    private static readonly WeChatTrouble Wrong = new(TroubleKind.CodeInvalid);
    private static readonly WeChatTrouble NotHere = new(TroubleKind.FeatureOff);

    public Task<WeChatAnswer<WeChatUser>> CodeToSession(string code, CancellationToken cancellation) =>
        code.StartsWith(Prefix, StringComparison.Ordinal) && code.Length > Prefix.Length
            ? Given(new WeChatUser(code[Prefix.Length..], SessionKey: null))
            : Refused<WeChatUser>(Wrong);

    public Task<WeChatAnswer<PhoneNumber>> CodeToPhone(string code, string? openId, CancellationToken cancellation) =>
        code.StartsWith(Prefix, StringComparison.Ordinal)
        && PhoneNumber.TryParse(code[Prefix.Length..], out var number)
            ? Given(number)
            : Refused<PhoneNumber>(Wrong);

    public Task<WeChatAnswer<SessionIsGood>> CheckSession(
        string openId, string sessionKey, CancellationToken cancellation) => Refused<SessionIsGood>(NotHere);

    public Task<WeChatAnswer<NewSessionKey>> ResetSession(
        string openId, string sessionKey, CancellationToken cancellation) => Refused<NewSessionKey>(NotHere);

    public Task<WeChatAnswer<MessageTaken>> Send(SubscribeMessage message, CancellationToken cancellation) =>
        Given(new MessageTaken(null));

    public Task<WeChatAnswer<CodeImage>> CodeImage(CodeOfPage code, CancellationToken cancellation) =>
        Refused<CodeImage>(NotHere);

    public Task<WeChatAnswer<Uri>> Link(LinkToPage link, CancellationToken cancellation) => Refused<Uri>(NotHere);

    public Task<WeChatAnswer<TextVerdict>> CheckText(
        string openId, ContentScene scene, string text, CancellationToken cancellation) =>
        Given(new TextVerdict(Suggestion.Pass, Label: 100));

    public Task<WeChatAnswer<MediaTrace>> CheckMedia(
        string openId, ContentScene scene, Uri media, MediaKind kind, CancellationToken cancellation) =>
        Refused<MediaTrace>(NotHere);

    public Task<WeChatAnswer<RiskRank>> Risk(
        string openId, RiskScene scene, string clientAddress, CancellationToken cancellation) => Given(new RiskRank(0));

    private static Task<WeChatAnswer<T>> Given<T>(T value) where T : class =>
        Task.FromResult(WeChatAnswer.Given(value));

    private static Task<WeChatAnswer<T>> Refused<T>(WeChatTrouble trouble) where T : class =>
        Task.FromResult(new WeChatAnswer<T>(trouble));
}
