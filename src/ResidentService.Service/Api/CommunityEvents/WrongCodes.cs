using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Residents;

namespace ResidentService.Service.Api.CommunityEvents;

/// <summary>
/// Eight digits can be guessed by who may try for ever: after a few wrong codes a minute a person is not heard any
/// more at that event. Counted by system time and in memory, since it is about guessing and not about the domain.
/// </summary>
public sealed class WrongCodes(TimeProvider system)
{
    public const int PerMinuteMax = 5;

    private const int GuessersInMemoryMax = 100_000;

    private readonly Lock _lock = new();
    private readonly RecentValues<(ResidentId, EventId), Count> _wrong = new(GuessersInMemoryMax);

    private readonly record struct Count(long Minute, int Number);

    /// <summary>Whether the code is right; null for who has guessed too often.</summary>
    public bool? IsRight(ResidentId resident, EventId @event, Func<bool> check)
    {
        var minute = system.GetUtcNow().ToUnixTimeSeconds() / 60;
        lock (_lock)
        {
            var wrong = _wrong.TryGet((resident, @event), out var known) && known.Minute == minute ? known.Number : 0;
            if (wrong >= PerMinuteMax)
                return null;
            var isRight = check();
            if (!isRight)
                _wrong.Set((resident, @event), new(minute, wrong + 1));
            return isRight;
        }
    }
}
