using ResidentService.Service.Api.Edge;
using ResidentService.Service.Security;

namespace ResidentService.Service.Adapters.WeChat;

/// <summary>
/// Without an AppId: the code <c>sandbox:NAME</c> signs in the user NAME, the code
/// <c>sandbox:13800000000</c> proves that phone, and nothing is sent to WeChat.
/// </summary>
public sealed class WeChatSandbox : IWeChat
{
    private const string Prefix = "sandbox:";

    public Task<WeChatLogin> CodeToSession(string code, CancellationToken cancellation) =>
        Task.FromResult<WeChatLogin>(code.StartsWith(Prefix, StringComparison.Ordinal) && code.Length > Prefix.Length
            ? new WeChatLogin.Known(code[Prefix.Length..], SessionKey: null)
            : new WeChatLogin.Refused(EdgeFault.WeChatCodeInvalid));

    public Task<WeChatPhone> CodeToPhone(string code, string? openId, CancellationToken cancellation) =>
        Task.FromResult<WeChatPhone>(code.StartsWith(Prefix, StringComparison.Ordinal)
            && PhoneNumber.TryParse(code[Prefix.Length..], out var number)
            ? new WeChatPhone.Proven(number)
            : new WeChatPhone.Refused(EdgeFault.WeChatCodeInvalid));
}
