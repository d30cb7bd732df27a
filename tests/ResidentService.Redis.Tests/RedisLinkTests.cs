using ResidentService.Cluster.Adapters.Redis;
using ResidentService.Tests.Service.Adapters.WeChat;
using StackExchange.Redis;

namespace ResidentService.Redis.Tests;

public sealed class RedisLinkTests
{
    private readonly LogLines _log = new();
    private readonly StillWatch _watch = new();

    [Fact]
    public async Task A_Redis_that_hangs_is_asked_once_and_then_left_alone_for_a_while()
    {
        await using var server = await RedisServer.Start();
        var link = await Link(server);
        await server.Hang();
        Assert.Equal([true, false, false], await AreAsked(link, 3));
        Assert.True(link.IsAway);

        _watch.Passed += TimeSpan.FromSeconds(2);
        Assert.Equal([true, false], await AreAsked(link, 2));

        await server.GoOn();
        await Answers(link);
        Assert.False(link.IsAway);
    }

    [Fact]
    public async Task Of_all_who_come_after_a_pause_one_asks()
    {
        await using var server = await RedisServer.Start();
        var link = await Link(server);
        await server.Hang();
        await IsAsked(link);
        _watch.Passed += TimeSpan.FromSeconds(2);
        var asked = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => IsAsked(link)));
        Assert.Single(asked, one => one);
    }

    [Fact]
    public async Task A_Redis_that_was_killed_is_found_again()
    {
        await using var server = await RedisServer.Start();
        var link = await Link(server);
        await server.Kill();
        Assert.Null(await RedisServer.Ask(link));
        await server.Run();
        await Answers(link);
    }

    [Fact]
    public async Task A_Redis_that_comes_later_is_found()
    {
        await using var server = await RedisServer.Start();
        await server.Kill();
        await using var link = new RedisLink(
            ConfigurationOptions.Parse(server.Address), "test", _watch, _log.For<RedisLink>());
        Assert.Null(await RedisServer.Ask(link));
        await server.Run();
        await Answers(link);
    }

    [Fact]
    public async Task A_time_away_is_two_lines_in_the_log()
    {
        await using var server = await RedisServer.Start();
        var link = await Link(server);
        var before = _log.Lines.Count;
        await server.Hang();
        for (var i = 0; i < 5; i++)
        {
            _watch.Passed += TimeSpan.FromSeconds(2);
            Assert.Null(await RedisServer.Ask(link));
        }

        await server.GoOn();
        await Answers(link);
        Assert.Equal([LogLevel.Warning, LogLevel.Information], _log.Lines.Skip(before).Select(line => line.Level));
    }

    [Fact]
    public async Task No_more_than_a_limit_is_asked_at_once()
    {
        await using var server = await RedisServer.Start();
        var link = await server.Link();
        var late = new TaskCompletionSource<string>();
        var asking = Enumerable.Range(0, 5_000).Select(_ => link.Ask(_ => late.Task).AsTask()).ToList();
        late.SetResult("answer");
        Assert.Equal(1_000, (await Task.WhenAll(asking)).Count(answer => answer is not null));
        Assert.NotNull(await RedisServer.Ask(link));
    }

    /// <summary>With the usual patience, and a stop watch that stands still.</summary>
    private async Task<RedisLink> Link(RedisServer server)
    {
        _watch.Runs = true;
        var link = await server.Link(patience: null, _watch, _log.For<RedisLink>());
        _watch.Runs = false;
        return link;
    }

    private async Task Answers(RedisLink link)
    {
        _watch.Runs = true;
        await RedisServer.Answers(link);
        _watch.Runs = false;
    }

    private static async Task<List<bool>> AreAsked(RedisLink link, int questions)
    {
        var asked = new List<bool>();
        for (var i = 0; i < questions; i++)
            asked.Add(await IsAsked(link));
        return asked;
    }

    /// <summary>Whether a question was asked at all.</summary>
    private static async Task<bool> IsAsked(RedisLink link)
    {
        var asked = false;
        await link.Ask(database =>
        {
            asked = true;
            return database.ScriptEvaluateAsync("return 1");
        });
        return asked;
    }

    /// <summary>A stop watch that the test moves on; timers run as ever.</summary>
    private sealed class StillWatch : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        /// <summary>Then it is moved on by each look at it.</summary>
        public bool Runs { get; set; }

        public override long GetTimestamp()
        {
            if (Runs)
                Passed += TimeSpan.FromMilliseconds(10);
            return 1 + (long)(Passed.TotalSeconds * TimestampFrequency);
        }
    }
}
