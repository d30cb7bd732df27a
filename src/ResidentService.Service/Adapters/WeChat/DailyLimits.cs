using System.Collections.Concurrent;
using ResidentService.Domain.Kernel;

namespace ResidentService.Service.Adapters.WeChat;

/// <summary>Calls whose number for the day is used up: they are not made again before midnight.</summary>
internal sealed class DailyLimits(TimeProvider system)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _until = new();

    public WeChatTrouble? Of(string call)
    {
        var now = system.GetUtcNow();
        return _until.TryGetValue(call, out var until) && until > now
            ? new WeChatTrouble(TroubleKind.DailyLimit) { RetryAfter = until - now }
            : null;
    }

    public void UsedUp(string call)
    {
        var today = Calendar.DayOf(system.GetUtcNow());
        _until[call] = Calendar.StartOf(today.AddDays(1));
    }
}
