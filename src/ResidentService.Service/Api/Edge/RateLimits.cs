using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using ResidentService.Service.Security;
using ResidentService.Service.Settings;

namespace ResidentService.Service.Api.Edge;

/// <summary>Makes the bucket of somebody who has not called for a while.</summary>
/// <param name="caller">Who it is, or from where.</param>
public delegate ReplenishingRateLimiter NewBucket(string caller, Rate rate);

/// <summary>
/// How fast one may call: who is signed in by who it is, so that neighbours behind one address do not pay for each
/// other; everybody else by address. A bucket that is full again is forgotten after ten seconds.
/// </summary>
public static class RateLimits
{
    /// <summary>Buckets are filled up so often.</summary>
    private static readonly TimeSpan Fill = TimeSpan.FromSeconds(1);

    public static void Configure(RateLimiterOptions options, LimitSettings limits, NewBucket newBucket)
    {
        options.GlobalLimiter = Of(limits, newBucket);
        options.OnRejected = (refused, _) => new(Problem.Of(Fault(refused.Lease)).ExecuteAsync(refused.HttpContext));
    }

    /// <summary>Letting a call through allocates 56 bytes of the framework's, and the bucket of somebody new.</summary>
    public static PartitionedRateLimiter<HttpContext> Of(LimitSettings limits, NewBucket newBucket)
    {
        Func<Caller, RateLimiter> user = caller => newBucket(caller.Name, limits.PerUser);
        Func<Caller, RateLimiter> address = caller => newBucket(caller.Name, limits.PerAddress);
        return PartitionedRateLimiter.Create<HttpContext, Caller>(context => SignedIn.Of(context) is { } caller
            ? new(new(caller.Resident.Value, 0), user)
            : new(new(null, NetworkOf(context.Connection.RemoteIpAddress)), address));
    }

    /// <summary>A bucket of this process alone.</summary>
    public static ReplenishingRateLimiter OwnBucket(string caller, Rate rate) => new TokenBucketRateLimiter(new()
    {
        TokenLimit = rate.Burst,
        TokensPerPeriod = rate.PerSecond,
        ReplenishmentPeriod = Fill,
        AutoReplenishment = false, // one timer of the partitioned limiter fills all of them
        QueueLimit = 0,
    });

    private readonly record struct Caller(string? Resident, UInt128 Network)
    {
        public string Name => Resident ?? Network.ToString("x", CultureInfo.InvariantCulture);
    }

    /// <summary>An IPv4 address; of IPv6 the /64 that one home is given, since it can take any address in it.</summary>
    private static UInt128 NetworkOf(IPAddress? address)
    {
        if (address is null)
            return 0;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (address.AddressFamily == AddressFamily.InterNetwork)
            bytes[4..].Clear();
        else
            bytes[8..].Clear();
        return MemoryMarshal.Read<UInt128>(bytes);
    }

    private static EdgeFault Fault(RateLimitLease lease) => EdgeFault.TooManyRequests with
    {
        RetryAfter = lease.TryGetMetadata(MetadataName.RetryAfter, out var pause) && pause > Fill ? pause : Fill,
    };
}
