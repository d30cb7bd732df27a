using System.Threading.RateLimiting;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Security;
using ResidentService.Service.Settings;
using StackExchange.Redis;

namespace ResidentService.Cluster.Adapters.Redis;

/// <summary>
/// How fast one may call all nodes together. Each node has a bucket of its own, and tells the one in Redis afterwards
/// what it has let through, a tenth of a burst at a time; Redis answers how long the caller has to wait when that was
/// too much. So no call waits for Redis, a flood at one node does not reach it, and while it is away each node counts
/// by itself. The price: a caller gets up to a tenth of a burst more for each node.
/// </summary>
internal sealed class SharedBuckets(RedisLink redis, Secrets secrets, TimeProvider system)
{
    private const int TellsInBurst = 10;
    private const int NameBytes = 16;

    /// <summary>
    /// The leaky bucket as one number, the time at which it is empty again (GCRA). What is told has happened, so that it
    /// counts even when it was too much, but never for more than two bursts. Times are microseconds of Redis's clock.
    /// </summary>
    private const string TakeScript = """
        local time = redis.call('time')
        local now = time[1] * 1000000 + time[2]
        local calls, each, burst = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
        local empty = math.max(now, tonumber(redis.call('get', KEYS[1]) or 0)) + calls * each
        empty = math.min(empty, now + 2 * burst * each)
        redis.call('set', KEYS[1], string.format('%.0f', empty), 'px', math.ceil((empty - now) / 1000))
        return math.max(0, math.ceil(empty - now - burst * each))
        """;

    /// <summary>The bucket of a caller on this node.</summary>
    public ReplenishingRateLimiter Of(string caller, Rate rate)
    {
        // Neither who called nor from where is written to Redis's disk.
        var key = redis.KeyOf("rate:" + Convert.ToBase64String(secrets.Mac(Purpose.RateLimit, caller)[..NameBytes]));
        var batch = Math.Max(1, rate.Burst / TellsInBurst);
        return new SharedBucket(RateLimits.OwnBucket(caller, rate), batch, () => Take(key, batch, rate), system);
    }

    /// <returns>How long the caller has to wait; zero also where Redis is away.</returns>
    private async ValueTask<TimeSpan> Take(RedisKey key, int calls, Rate rate)
    {
        RedisValue[] values = [calls, TimeSpan.MicrosecondsPerSecond / rate.PerSecond, rate.Burst];
        var answer = await redis.Ask(database =>
            database.ScriptEvaluateAsync(TakeScript, [key], values, CommandFlags.NoScriptCache));
        return answer is null ? TimeSpan.Zero : TimeSpan.FromMicroseconds((long)answer);
    }
}
