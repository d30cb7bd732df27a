using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Security;

namespace ResidentService.Tests.Service.Api.Edge;

public sealed class RateLimitsTests : IDisposable
{
    private const int UserBurst = 3;
    private const int AddressBurst = 5;

    // One a second: in the moment of a test next to nothing is filled up.
    private readonly PartitionedRateLimiter<HttpContext> _limiter = RateLimits.Of(
        new(AreOn: true, new(1, UserBurst), new(1, AddressBurst), TimeSpan.FromSeconds(15), ActorsMax: 1),
        RateLimits.OwnBucket);

    [Fact]
    public void Each_user_has_a_share_whatever_the_address()
    {
        Assert.Equal(UserBurst, Granted(() => Call("10.0.0.1", "res_zhang")));
        Assert.Equal(UserBurst, Granted(() => Call("10.0.0.1", "res_wang")));
        Assert.Equal(0, Granted(() => Call("10.0.0.2", "res_zhang")));
    }

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.2")]
    [InlineData("::ffff:10.0.0.1", "::ffff:10.0.0.2")]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:2::1")]
    public void Nobody_in_particular_has_the_share_of_an_address(string one, string other)
    {
        Assert.Equal(AddressBurst, Granted(() => Call(one)));
        Assert.Equal(AddressBurst, Granted(() => Call(other)));
        Assert.Equal(UserBurst, Granted(() => Call(one, "res_zhang")));
    }

    [Theory]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:1:ffff::2")]
    [InlineData("10.0.0.1", "::ffff:10.0.0.1")]
    public void One_home_is_one_address(string one, string other)
    {
        Assert.Equal(AddressBurst, Granted(() => Call(one)));
        Assert.Equal(0, Granted(() => Call(other)));
    }

    [Fact]
    public void A_call_let_through_costs_less_than_a_hundred_bytes()
    {
        using var generous = RateLimits.Of(
            new(AreOn: true, new(100_000, 100_000), new(1, 1), TimeSpan.FromSeconds(15), ActorsMax: 1),
            RateLimits.OwnBucket);
        var call = Call("10.0.0.1", "res_zhang");
        for (var i = 0; i < 1_000; i++)
            generous.AttemptAcquire(call);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            generous.AttemptAcquire(call);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 100_000, $"{allocated} bytes for 1,000 calls");
    }

    public void Dispose() => _limiter.Dispose();

    private int Granted(Func<HttpContext> call)
    {
        for (var granted = 0; ; granted++)
        {
            using var lease = _limiter.AttemptAcquire(call());
            if (!lease.IsAcquired)
                return granted;
        }
    }

    private static DefaultHttpContext Call(string address, string? resident = null)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        if (resident is not null)
            context.Features.Set(new SignedIn(Id.Parse<ResidentId>(resident), "session", IsPlatformAdmin: false));
        return context;
    }
}
