using Microsoft.AspNetCore.DataProtection;
using ResidentService.Cluster.Adapters.Redis;
using ResidentService.Service.Adapters.WeChat;
using ResidentService.Tests.Runtime;
using ResidentService.Tests.Service.Adapters.WeChat;

namespace ResidentService.Redis.Tests;

public sealed class RedisTokenStoreTests : TokenStoreConformance, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly EphemeralDataProtectionProvider _keys = new();
    private RedisServer? _server;

    [Fact]
    public async Task Nodes_share_one_token_also_over_its_loss()
    {
        await using var bench = await WeChatBench.Start();
        _server = await RedisServer.Start();
        var nodes = Nodes(bench, await _server.Link(), await _server.Link(), await _server.Link());
        await AskAll(nodes);
        Assert.Equal(1, bench.Fake.Tokens.Fetches);

        bench.Fake.Tokens.End();
        await AskAll(nodes);
        Assert.Equal(2, bench.Fake.Tokens.Fetches);
    }

    [Fact]
    public async Task The_token_outlives_a_Redis_that_is_killed()
    {
        var store = await Open();
        await Fetch(store, "t1");
        await _server!.Kill();
        await _server.Run();
        Assert.Equal(Token("t1"), await NewStore(await _server.Link()).Read());
        await Eventually.Until(async () => await store.Read() == Token("t1"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task While_Redis_is_away_each_node_fetches_once_for_itself(bool isKilled)
    {
        await using var bench = await WeChatBench.Start();
        _server = await RedisServer.Start();
        var links = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _server.Link(patience: null)));
        var nodes = Nodes(bench, links);
        await (isKilled ? _server!.Kill() : _server!.Hang());
        await AskAll(nodes);
        Assert.Equal(nodes.Length, bench.Fake.Tokens.Fetches);

        await (isKilled ? _server.Run() : _server.GoOn());
        var another = NewStore(await _server.Link());
        await Eventually.Until(async () =>
        {
            await AskAll(nodes);
            return await another.Read() is not null;
        });
        var fetches = bench.Fake.Tokens.Fetches;
        await AskAll(nodes);
        Assert.Equal(fetches, bench.Fake.Tokens.Fetches);
    }

    [Fact]
    public async Task A_turn_that_began_without_Redis_ends_without_it()
    {
        _server = await RedisServer.Start();
        var link = await _server.Link();
        var node = NewStore(link);
        await _server.Kill();
        var own = await node.TryBeginFetch(Patience);
        await _server.Run();
        await RedisServer.Answers(link);
        var shared = await NewStore(await _server.Link()).TryBeginFetch(Patience);
        Assert.Equal(own!.Number, shared!.Number);

        await node.Put(own, Token("own"));
        await node.EndFetch(own);
        Assert.Null(await node.Read());
        Assert.Null(await node.TryBeginFetch(Patience));
    }

    [Fact]
    public async Task A_turn_that_Redis_has_forgotten_comes_before_those_it_gives_next()
    {
        var store = await Open();
        await Fetch(store, "t1");
        await Fetch(store, "t2");
        var turn = await store.TryBeginFetch(Patience);
        var link = await _server!.Link();
        await link.Ask(database => database.ScriptEvaluateAsync("return redis.call('flushall')"));
        await store.Put(turn!, Token("t3"));
        await Fetch(store, "t4");
        Assert.Equal(Token("t4"), await store.Read());
    }

    [Fact]
    public async Task Redis_is_told_no_token_in_plain()
    {
        await Fetch(await Open(), "a-token-to-look-for");
        Assert.Contains("wechat-token", _server!.Disk(), StringComparison.Ordinal);
        Assert.DoesNotContain("a-token-to-look-for", _server.Disk(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_was_sealed_with_a_lost_key_is_none()
    {
        var store = await Open();
        await Fetch(store, "t1");
        var stranger = new RedisTokenStore(
            await _server!.Link(), new EphemeralDataProtectionProvider().CreateProtector("t"), new MemoryTokenStore(Clock));
        Assert.Null(await stranger.Read());
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    protected override async Task<ITokenStore> Open()
    {
        _server = await RedisServer.Start();
        return NewStore(await _server.Link());
    }

    private RedisTokenStore NewStore(RedisLink link) =>
        new(link, _keys.CreateProtector("t"), new MemoryTokenStore(Clock));

    private IWeChat[] Nodes(WeChatBench bench, params RedisLink[] links) =>
        [.. links.Select(link => bench.NewNode(store: NewStore(link)))];

    private static async Task AskAll(IWeChat[] nodes)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(i =>
            nodes[i % nodes.Length].Risk("o1", RiskScene.Marketing, "127.0.0.1", WeChatBench.Cancellation)));
        Assert.All(answers, answer => Assert.Null(answer.Trouble));
    }
}
