using ResidentService.Service.Api.Edge;
using ResidentService.Service.Security;

namespace ResidentService.Service.Adapters.WeChat;

/// <summary>What the service needs of WeChat.</summary>
public interface IWeChat
{
    /// <summary>Trades the one-use code of <c>wx.login</c> for the user.</summary>
    Task<WeChatLogin> CodeToSession(string code, CancellationToken cancellation);

    /// <summary>Trades the one-use code of a tap on "my phone number" for the number that WeChat has proven.</summary>
    /// <param name="openId">Where known, WeChat checks that the code is this user's.</param>
    Task<WeChatPhone> CodeToPhone(string code, string? openId, CancellationToken cancellation);
}

/// <summary>How trading a code for a phone ended.</summary>
public abstract record WeChatPhone
{
    private WeChatPhone() { }

    public sealed record Proven(PhoneNumber Number) : WeChatPhone;

    public sealed record Refused(EdgeFault Fault) : WeChatPhone;
}

/// <summary>How trading a code ended.</summary>
public abstract record WeChatLogin
{
    private WeChatLogin() { }

    /// <param name="SessionKey">Never leaves the server; null in the sandbox.</param>
    public sealed record Known(string OpenId, string? SessionKey) : WeChatLogin
    {
        /// <summary>Never shows who it is, or the key, in a log.</summary>
        public override string ToString() => "known";
    }

    public sealed record Refused(EdgeFault Fault) : WeChatLogin;
}
