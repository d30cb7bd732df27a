using ResidentService.Cluster.Adapters.Senparc;
using ResidentService.FakeWeChat;
using ResidentService.Service.Adapters.WeChat;
using ResidentService.Tests.Runtime;
using ResidentService.Tests.Service.Adapters.WeChat;
using Senparc.CO2NET.MessageQueue;

namespace ResidentService.Cluster.Tests.Adapters;

/// <summary>One after the other: where WeChat is, is the same for all of Senparc in a process.</summary>
[Collection(nameof(WeChatSenparc))]
public sealed class WeChatSenparcTests : WeChatConformance
{
    protected override NewWeChat NewClient => NewSenparc;

    internal static NewWeChat NewSenparc { get; } = (settings, tokens, wayOut, alarms, log, system, patience) =>
        new WeChatSenparc(settings, tokens, wayOut, alarms, log, system, patience);

    [Fact]
    public async Task Who_goes_away_is_not_waited_for()
    {
        await using var bench = await WeChatBench.Start(NewClient);
        using var gone = new CancellationTokenSource();
        bench.Fake.Script.Next(WeChatPaths.Session, new Fault.Slow());
        var left = bench.WeChat.CodeToSession(bench.Fake.Users.LoginCode("o-zhang"), gone.Token);
        await Eventually.Until(() => bench.Fake.Script.CallsOf(WeChatPaths.Session) == 1);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
    }

    [Fact]
    public async Task Many_at_once_each_get_their_own_answer()
    {
        await using var bench = await WeChatBench.Start(NewClient);
        var users = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => bench.WeChat.CodeToSession(
            bench.Fake.Users.LoginCode($"o-{i}"), WeChatBench.Cancellation)));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"o-{i}"), users.Select(user => user.Value?.OpenId));
    }

    [Fact]
    public async Task Senparc_has_nothing_to_write_to_its_files()
    {
        await using var bench = await WeChatBench.Start(NewClient);
        await bench.WeChat.CodeToSession(bench.Fake.Users.LoginCode("o-zhang"), WeChatBench.Cancellation);
        await bench.WeChat.CodeToSession("no code", WeChatBench.Cancellation);
        await bench.WeChat.Risk("o-zhang", RiskScene.Marketing, "127.0.0.1", WeChatBench.Cancellation);
        Assert.Equal(3, bench.Fake.Script.Seen.Count(call => call.Path != WeChatPaths.Token));
        Assert.Empty(SenparcMessageQueue.MessageQueueDictionary);
    }
}

[Collection(nameof(WeChatSenparc))]
public sealed class WeChatSenparcAndStrangeAnswersTests : StrangeAnswersConformance
{
    protected override NewWeChat NewClient => WeChatSenparcTests.NewSenparc;
}
