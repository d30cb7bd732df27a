using ResidentService.Domain.Residents;

namespace ResidentService.Service.Api.Redemptions;

/// <summary>
/// How often a clerk may try a spoken code: eight digits could be guessed, if one could try for long (DOMAIN.md).
/// </summary>
/// <param name="systemTime">Limits keep system time.</param>
public sealed class SpokenTries(TimeProvider systemTime)
{
    public const int PerWindowMax = 5;
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private const int ClerksInMemoryMax = 20_000;

    private readonly Lock _gate = new();
    private readonly RecentValues<ResidentId, DateTimeOffset[]> _tries = new(ClerksInMemoryMax);

    /// <summary>Takes one try; false when there is none left in this minute.</summary>
    public bool Take(ResidentId clerk)
    {
        lock (_gate)
        {
            var now = systemTime.GetUtcNow();
            DateTimeOffset[] recent = _tries.TryGet(clerk, out var tries)
                ? Array.FindAll(tries, at => now - at < Window)
                : [];
            if (recent.Length >= PerWindowMax)
                return false;
            _tries.Set(clerk, [.. recent, now]);
            return true;
        }
    }
}
