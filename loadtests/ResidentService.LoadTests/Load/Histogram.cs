using System.Numerics;

namespace ResidentService.LoadTests.Load;

/// <summary>
/// Latencies in microseconds, counted in buckets that grow with the value: 64 to each power of two, so a percentile is
/// off by at most 1.6 %. The shape is that of HdrHistogram, whose package does not exist for every registry.
/// </summary>
public sealed class Histogram
{
    private const int BitsOfDetail = 6;
    private const int Detail = 1 << BitsOfDetail;

    private readonly long[] _counts = new long[(64 - BitsOfDetail) << BitsOfDetail];

    public long Count { get; private set; }

    public TimeSpan Max { get; private set; }

    public void Add(TimeSpan latency)
    {
        _counts[BucketOf((long)latency.TotalMicroseconds)]++;
        Count++;
        if (latency > Max)
            Max = latency;
    }

    public void Add(Histogram other)
    {
        for (var i = 0; i < _counts.Length; i++)
            _counts[i] += other._counts[i];
        Count += other.Count;
        if (other.Max > Max)
            Max = other.Max;
    }

    /// <summary>The latency that this share of requests did not exceed.</summary>
    /// <param name="share">Above 0, at most 1: 0.99 for p99.</param>
    public TimeSpan Percentile(double share)
    {
        var rank = (long)Math.Ceiling(share * Count);
        var seen = 0L;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen >= rank && seen > 0)
                return TimeSpan.FromMicroseconds(Math.Min(UpperEdgeOf(i), Max.TotalMicroseconds));
        }

        return TimeSpan.Zero;
    }

    private static int BucketOf(long microseconds)
    {
        if (microseconds < Detail)
            return (int)Math.Max(0, microseconds);
        var power = BitOperations.Log2((ulong)microseconds);
        return ((power - BitsOfDetail + 1) << BitsOfDetail) + (int)((microseconds >> (power - BitsOfDetail)) - Detail);
    }

    private static long UpperEdgeOf(int bucket)
    {
        if (bucket < Detail)
            return bucket;
        var power = (bucket >> BitsOfDetail) + BitsOfDetail - 1;
        var within = (bucket & (Detail - 1)) + Detail;
        return ((long)(within + 1) << (power - BitsOfDetail)) - 1;
    }
}
