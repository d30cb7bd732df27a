using System.Diagnostics.CodeAnalysis;

namespace ResidentService.Service.Adapters.WeChat;

/// <summary>How a call ended: what was asked for, or why it is not there.</summary>
public abstract record WeChatAnswer
{
    /// <summary>Null where WeChat gave what was asked for.</summary>
    public WeChatTrouble? Trouble { get; private protected init; }

    public static WeChatAnswer<T> Given<T>(T value) where T : class => new(value, null);

    /// <summary>Never shows what was given, which may be a key or a phone.</summary>
    public sealed override string ToString() => Trouble is { } trouble ? trouble.ToString() : "given";
}

/// <inheritdoc/>
public sealed record WeChatAnswer<T> : WeChatAnswer where T : class
{
    public WeChatAnswer(WeChatTrouble trouble) : this(null, trouble)
    {
    }

    internal WeChatAnswer(T? value, WeChatTrouble? trouble) => (Value, Trouble) = (value, trouble);

    public T? Value { get; }

    public bool IsGiven([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out WeChatTrouble? trouble)
    {
        (value, trouble) = (Value, Trouble);
        return value is not null;
    }
}

/// <summary>Why WeChat did not do it.</summary>
/// <param name="ErrorCode">WeChat's <c>errcode</c>; 0 where there was none.</param>
public sealed record WeChatTrouble(TroubleKind Kind, int ErrorCode = 0)
{
    /// <summary>The value of a message that WeChat finds wrong, for instance <c>thing2</c>.</summary>
    public string? Field { get; init; }

    /// <summary>The path of the call that met it.</summary>
    public string? Call { get; init; }

    /// <summary>When asking again makes sense.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public override string ToString() =>
        $"{Kind}{(ErrorCode != 0 ? $" {ErrorCode}" : "")}{(Field is null ? "" : $" at {Field}")}";
}

/// <summary>What the errors of WeChat mean to us.</summary>
public enum TroubleKind
{
    /// <summary>The connection was never made: nothing has happened there.</summary>
    NotReached,

    /// <summary>It may have happened or not: no answer came, or none that can be read.</summary>
    NoAnswer,

    /// <summary>It is too busy; nothing has happened there.</summary>
    Busy,

    /// <summary>Our access token is not good, even after a new one was fetched.</summary>
    TokenRefused,

    /// <summary>AppId, secret, list of addresses or permission: somebody has to set it right.</summary>
    Configuration,

    /// <summary>A one-use code is wrong, used or too old.</summary>
    CodeInvalid,

    /// <summary>WeChat takes the user for a high risk.</summary>
    UserBlocked,

    /// <summary>Too many calls in this minute.</summary>
    TooFast,

    /// <summary>The day's calls are used up; nothing is asked before midnight.</summary>
    DailyLimit,

    /// <summary>The user is of another app, for ever.</summary>
    UnknownUser,

    /// <summary>A template, page or value is not right: sending it again would not help.</summary>
    WrongMessage,

    /// <summary>The user has refused messages, or has accepted no more of this template.</summary>
    NoQuota,

    /// <summary>The app lacks the right to do this.</summary>
    FeatureOff,

    /// <summary>The content is illegal.</summary>
    IllegalContent,

    /// <summary>The user has not been in the mini-program for two hours, so their content cannot be judged.</summary>
    UserNotActive,

    /// <summary>The session key is not the user's any more.</summary>
    SessionKeyInvalid,

    /// <summary>A phone that is not of the Chinese mainland.</summary>
    PhoneNotSupported,

    /// <summary>An error that our table does not have.</summary>
    Unexpected,
}
