using ResidentService.Service.Api.Edge;

namespace ResidentService.Service.Adapters.WeChat;

/// <summary>The table of WeChat's errors: what each means, whether staff must know, what a person is told.</summary>
public static class WeChatErrors
{
    private static readonly TimeSpan NextMinute = TimeSpan.FromMinutes(1);

    /// <summary>40163 and 45011 are seen but not in the official text.</summary>
    public static TroubleKind KindOf(int errorCode) => errorCode switch
    {
        -1 => TroubleKind.Busy,
        40001 or 40014 or 42001 => TroubleKind.TokenRefused,
        40013 or 40125 or 40164 or 48001 => TroubleKind.Configuration,
        40029 or 40163 => TroubleKind.CodeInvalid,
        40226 => TroubleKind.UserBlocked,
        45011 => TroubleKind.TooFast,
        45009 => TroubleKind.DailyLimit,
        40003 => TroubleKind.UnknownUser,
        40037 or 41030 or 47003 => TroubleKind.WrongMessage,
        43101 => TroubleKind.NoQuota,
        43104 => TroubleKind.FeatureOff,
        87014 => TroubleKind.IllegalContent,
        61010 => TroubleKind.UserNotActive,
        87009 => TroubleKind.SessionKeyInvalid,
        _ => TroubleKind.Unexpected,
    };

    /// <summary>Whether somebody of the staff has to act before it gets better.</summary>
    public static bool NeedsStaff(TroubleKind kind) => kind
        is TroubleKind.Configuration or TroubleKind.DailyLimit or TroubleKind.WrongMessage or TroubleKind.FeatureOff
        or TroubleKind.Unexpected;

    /// <summary>What the person is told who asked for something that needs WeChat.</summary>
    public static EdgeFault Fault(WeChatTrouble trouble) => trouble.Kind switch
    {
        TroubleKind.CodeInvalid => EdgeFault.WeChatCodeInvalid,
        TroubleKind.UserBlocked => EdgeFault.WeChatUserBlocked,
        TroubleKind.PhoneNotSupported => EdgeFault.PhoneNotSupported,
        TroubleKind.IllegalContent => EdgeFault.ContentRefused,
        TroubleKind.TooFast => EdgeFault.TooManyRequests with { RetryAfter = NextMinute },
        TroubleKind.NotReached or TroubleKind.NoAnswer or TroubleKind.Busy or TroubleKind.TokenRefused =>
            EdgeFault.TryAgain,
        _ when trouble.RetryAfter is { } after => EdgeFault.WeChatUnavailable with { RetryAfter = after },
        _ => EdgeFault.WeChatUnavailable,
    };
}
