using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;

namespace ResidentService.Cluster.Adapters.Redis;

/// <summary>One caller's bucket on this node, see <see cref="SharedBuckets"/>.</summary>
/// <param name="own">What this node lets through by itself.</param>
/// <param name="batch">After so many it tells.</param>
/// <param name="tell">Tells of a batch; the answer is how long all nodes are to refuse the caller.</param>
internal sealed class SharedBucket(
    ReplenishingRateLimiter own, int batch, Func<ValueTask<TimeSpan>> tell, TimeProvider system)
    : ReplenishingRateLimiter
{
    private uint _passed;
    private long _refusedUntil;

    /// <inheritdoc/>
    public override TimeSpan? IdleDuration => own.IdleDuration;

    /// <inheritdoc/>
    public override bool IsAutoReplenishing => own.IsAutoReplenishing;

    /// <inheritdoc/>
    public override TimeSpan ReplenishmentPeriod => own.ReplenishmentPeriod;

    /// <inheritdoc/>
    public override bool TryReplenish() => own.TryReplenish();

    /// <inheritdoc/>
    public override RateLimiterStatistics? GetStatistics() => own.GetStatistics();

    /// <inheritdoc/>
    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        var now = system.GetTimestamp();
        if (Volatile.Read(ref _refusedUntil) is var until && until > now)
            return new Refusal(system.GetElapsedTime(now, until));
        var lease = own.AttemptAcquire(permitCount);
        if (lease.IsAcquired && permitCount > 0 && Interlocked.Increment(ref _passed) % batch == 0)
            _ = Tell();
        return lease;
    }

    /// <summary>Nobody queues for a call.</summary>
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
        new(AttemptAcquireCore(permitCount));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            own.Dispose();
        base.Dispose(disposing);
    }

    private async Task Tell()
    {
        if (await tell() is var wait && wait > TimeSpan.Zero)
            Volatile.Write(ref _refusedUntil, system.GetTimestamp() + (long)(wait.TotalSeconds * system.TimestampFrequency));
    }

    private sealed class Refusal(TimeSpan pause) : RateLimitLease
    {
        public override bool IsAcquired => false;

        public override IEnumerable<string> MetadataNames => [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, [NotNullWhen(true)] out object? metadata)
        {
            metadata = metadataName == MetadataName.RetryAfter.Name ? pause : null;
            return metadata is not null;
        }
    }
}
