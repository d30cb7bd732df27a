using ResidentService.Service.Api.Edge;

namespace ResidentService.Service.Adapters.WeChat;

/// <summary>
/// Without an AppId: the code <c>sandbox:NAME</c> signs in the user NAME, and nothing is sent to WeChat.
/// </summary>
public sealed class WeChatSandbox : IWeChat
{
    private const string Prefix = "sandbox:";

    public Task<WeChatLogin> CodeToSession(string code, CancellationToken cancellation) =>
        Task.FromResult<WeChatLogin>(code.StartsWith(Prefix, StringComparison.Ordinal) && code.Length > Prefix.Length
            ? new WeChatLogin.Known(code[Prefix.Length..], SessionKey: null)
            : new WeChatLogin.Refused(EdgeFault.WeChatCodeInvalid));
}
