using System.Net;
using System.Security.Cryptography;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using ResidentService.Cluster.Adapters.Redis;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Security;

namespace ResidentService.Redis.Tests;

public sealed class SharedBucketsTests : IAsyncDisposable
{
    private const int Burst = 40;

    private readonly Secrets _secrets = new(RandomNumberGenerator.GetBytes(Secrets.MasterBytes));
    private readonly List<Node> _nodes = [];
    private RedisServer? _server;

    [Fact]
    public async Task What_one_node_has_let_through_the_next_refuses()
    {
        var (one, other) = (await NewNode(), await NewNode());
        Assert.InRange(await one.LetThrough("res_zhang"), Burst, Burst + (Burst / 2));
        Assert.InRange(await other.LetThrough("res_zhang"), 1, Burst / 2);
        Assert.InRange(await one.LetThrough("res_wang"), Burst, Burst + Burst / 2);
    }

    [Fact]
    public async Task Whoever_goes_from_node_to_node_gets_little_more_than_at_one()
    {
        Node[] nodes = [await NewNode(), await NewNode(), await NewNode()];
        var through = 0;
        for (var i = 0; i < 3 * Burst; i++)
        {
            if (await nodes[i % nodes.Length].LetsThrough("res_zhang"))
                through++;
        }

        Assert.InRange(through, Burst, 2 * Burst);
    }

    [Fact]
    public async Task A_refusal_says_how_long_it_lasts()
    {
        var (one, other) = (await NewNode(), await NewNode());
        await one.LetThrough("res_zhang");
        await other.LetThrough("res_zhang");
        using var lease = other.Ask("res_zhang");
        Assert.False(lease.IsAcquired);
        Assert.True(lease.TryGetMetadata(MetadataName.RetryAfter, out var pause));
        Assert.InRange(pause, TimeSpan.Zero, TimeSpan.FromSeconds(Burst));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task While_Redis_is_away_each_node_counts_by_itself(bool isKilled)
    {
        _server = await RedisServer.Start();
        var (one, other) = (NewNode(await _server.Link(patience: null)), NewNode(await _server.Link(patience: null)));
        await (isKilled ? _server!.Kill() : _server!.Hang());
        Assert.InRange(await one.LetThrough("res_zhang"), Burst, Burst + (Burst / 2));
        Assert.InRange(await other.LetThrough("res_zhang"), Burst, Burst + (Burst / 2));
    }

    [Fact]
    public async Task Redis_is_not_told_who_called_or_from_where()
    {
        var node = await NewNode();
        await node.LetThrough("res_zhang");
        await node.LetThrough(null);
        var disk = _server!.Disk();
        Assert.Contains("rate:", disk, StringComparison.Ordinal);
        Assert.DoesNotContain("res_zhang", disk, StringComparison.Ordinal);
        foreach (var address in (string[])["10.20.30.40", "281e140a"])
            Assert.DoesNotContain(address, disk, StringComparison.OrdinalIgnoreCase);
    }

    public async ValueTask DisposeAsync()
    {
        _nodes.ForEach(node => node.Dispose());
        if (_server is not null)
            await _server.DisposeAsync();
    }

    private async Task<Node> NewNode()
    {
        _server ??= await RedisServer.Start();
        return NewNode(await _server.Link());
    }

    private Node NewNode(RedisLink link)
    {
        var node = new Node(link, _secrets);
        _nodes.Add(node);
        return node;
    }

    /// <summary>What one node lets through: one call a second, so that next to nothing is filled up meanwhile.</summary>
    private sealed class Node(RedisLink link, Secrets secrets) : IDisposable
    {
        private readonly PartitionedRateLimiter<HttpContext> _limiter = RateLimits.Of(
            new(AreOn: true, new(1, Burst), new(1, Burst), TimeSpan.FromSeconds(15), ActorsMax: 1),
            new SharedBuckets(link, secrets, TimeProvider.System).Of);

        public RateLimitLease Ask(string? resident)
        {
            var context = new DefaultHttpContext();
            context.Connection.RemoteIpAddress = IPAddress.Parse("10.20.30.40");
            if (resident is not null)
                context.Features.Set(new SignedIn(Id.Parse<ResidentId>(resident), "session", IsPlatformAdmin: false));
            return _limiter.AttemptAcquire(context);
        }

        /// <summary>Whatever was told of it is answered before this is, over the same connection.</summary>
        public async Task<bool> LetsThrough(string? resident)
        {
            using var lease = Ask(resident);
            await RedisServer.Ask(link);
            return lease.IsAcquired;
        }

        /// <summary>So many calls before the first that is refused.</summary>
        public async Task<int> LetThrough(string? resident)
        {
            for (var through = 0; ; through++)
            {
                if (!await LetsThrough(resident))
                    return through;
            }
        }

        public void Dispose() => _limiter.Dispose();
    }
}
