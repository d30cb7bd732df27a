using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ResidentService.Service.Adapters.WeChat;

/// <summary>
/// What only staff can set right at WeChat, told once in the log and shown by <c>/health/ready</c> until the call has
/// succeeded again.
/// </summary>
public sealed partial class WeChatAlarms(ILogger<WeChatAlarms> log)
{
    private readonly ConcurrentDictionary<string, WeChatTrouble> _open = new();

    /// <summary>For <c>/health/ready</c>; null when all is well.</summary>
    public string? Warning => _open.IsEmpty
        ? null
        : string.Join("; ", _open.OrderBy(alarm => alarm.Key).Select(alarm => $"{alarm.Key}: {alarm.Value}"));

    /// <param name="call">The path of the call; it holds nothing secret.</param>
    public void Raise(string call, WeChatTrouble trouble)
    {
        var shown = trouble with { RetryAfter = null };
        if (_open.TryGetValue(call, out var known) && known == shown)
            return;
        _open[call] = shown;
        LogRaised(log, call, shown.ToString());
    }

    public void Settle(string call)
    {
        if (_open.TryRemove(call, out var settled))
            LogSettled(log, call, settled.ToString());
    }

    [LoggerMessage(LogLevel.Critical, "WeChat refuses {Call}: {Trouble}. Check WeChat:AppId, WeChat:AppSecret, the "
        + "list of addresses, the templates and the rights of the app.")]
    private static partial void LogRaised(ILogger log, string call, string trouble);

    [LoggerMessage(LogLevel.Information, "WeChat takes {Call} again after {Trouble}.")]
    private static partial void LogSettled(ILogger log, string call, string trouble);
}
