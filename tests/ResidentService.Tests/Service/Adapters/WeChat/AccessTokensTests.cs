using ResidentService.FakeWeChat;
using ResidentService.Service.Adapters.WeChat;
using ResidentService.Tests.Runtime;

namespace ResidentService.Tests.Service.Adapters.WeChat;

public sealed class AccessTokensTests
{
    [Fact]
    public async Task Many_calls_at_once_share_one_fetch()
    {
        await using var bench = await WeChatBench.Start();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Ask(bench.WeChat)));
        Assert.All(answers, answer => Assert.Null(answer.Trouble));
        Assert.Equal(1, bench.Fake.Tokens.Fetches);
    }

    [Fact]
    public async Task Two_nodes_share_one_token_also_over_its_renewal_and_its_loss()
    {
        await using var bench = await WeChatBench.Start();
        IWeChat[] nodes = [bench.WeChat, bench.NewNode()];
        await AskAll(nodes);
        Assert.Equal(1, bench.Fake.Tokens.Fetches);

        bench.Clock.Now += TimeSpan.FromMinutes(117);
        await AskAll(nodes);
        await Eventually.Until(() => bench.Fake.Tokens.Fetches == 2);
        await AskAll(nodes);
        Assert.Equal(2, bench.Fake.Tokens.Fetches);

        bench.Fake.Tokens.End();
        await AskAll(nodes);
        Assert.Equal(3, bench.Fake.Tokens.Fetches);
    }

    [Fact]
    public async Task It_is_renewed_early_beside_the_calls_which_go_on_with_the_old_one()
    {
        await using var bench = await WeChatBench.Start();
        await Ask(bench.WeChat);
        bench.Clock.Now += TimeSpan.FromMinutes(115);
        await Ask(bench.WeChat);
        Assert.Equal(1, bench.Fake.Tokens.Fetches);

        bench.Clock.Now += TimeSpan.FromMinutes(2);
        bench.Fake.Script.Next(WeChatPaths.Token, new Fault.Slow());
        Assert.Null((await Ask(bench.WeChat)).Trouble);
        bench.Fake.Script.LetGo();
        await Eventually.Until(() => bench.Fake.Tokens.Fetches == 2);
        Assert.Null((await Ask(bench.WeChat)).Trouble);
    }

    [Fact]
    public async Task A_node_that_still_has_the_old_one_may_use_it_until_its_end()
    {
        await using var bench = await WeChatBench.Start();
        await Ask(bench.WeChat);
        var old = await bench.Store.Read();
        bench.Clock.Now += TimeSpan.FromMinutes(117);
        await Ask(bench.WeChat);
        await Eventually.Until(() => bench.Fake.Tokens.Fetches == 2);
        await Eventually.Until(async () => await bench.Store.Read() != old);
        await bench.Store.Put((await bench.Store.TryBeginFetch(TimeSpan.Zero))!, old!);
        Assert.Null((await Ask(bench.WeChat)).Trouble);
        bench.Clock.Now += TimeSpan.FromMinutes(4);
        Assert.Null((await Ask(bench.WeChat)).Trouble);
        Assert.Null(bench.Fake.Tokens.WhyNot((await bench.Store.Read())!.Value));
    }

    [Fact]
    public async Task A_renewal_that_fails_leaves_the_old_one_in_use()
    {
        await using var bench = await WeChatBench.Start();
        await Ask(bench.WeChat);
        bench.Fake.Script.Always(WeChatPaths.Token, new Fault.Errcode(-1));
        bench.Clock.Now += TimeSpan.FromMinutes(117);
        Assert.Null((await Ask(bench.WeChat)).Trouble);
        bench.Clock.Now += TimeSpan.FromMinutes(3);
        Assert.Equal(TroubleKind.Busy, (await Ask(bench.WeChat)).Trouble?.Kind);
        bench.Fake.Script.Mend(WeChatPaths.Token);
        Assert.Null((await Ask(bench.WeChat)).Trouble);
    }

    [Theory]
    [InlineData(40001)]
    [InlineData(40014)]
    [InlineData(42001)]
    public async Task A_refused_token_is_replaced_and_the_call_made_once_more(int errcode)
    {
        await using var bench = await WeChatBench.Start();
        await Ask(bench.WeChat);
        bench.Fake.Script.Next(WeChatPaths.Risk, new Fault.Errcode(errcode));
        Assert.Null((await Ask(bench.WeChat)).Trouble);
        Assert.Equal((3, 2), (bench.Fake.Script.CallsOf(WeChatPaths.Risk), bench.Fake.Tokens.Fetches));
    }

    [Theory]
    [InlineData(40001)]
    [InlineData(40014)]
    [InlineData(42001)]
    public async Task A_token_that_is_refused_for_ever_is_not_fetched_without_end(int errcode)
    {
        await using var bench = await WeChatBench.Start();
        bench.Fake.Script.Always(WeChatPaths.Risk, new Fault.Errcode(errcode));
        Assert.Equal(TroubleKind.TokenRefused, (await Ask(bench.WeChat)).Trouble?.Kind);
        Assert.Equal((2, 2), (bench.Fake.Script.CallsOf(WeChatPaths.Risk), bench.Fake.Tokens.Fetches));
    }

    [Fact]
    public async Task A_caller_who_goes_away_does_not_take_the_token_from_the_others()
    {
        await using var bench = await WeChatBench.Start();
        bench.Fake.Script.Next(WeChatPaths.Token, new Fault.Slow());
        using var gone = new CancellationTokenSource();
        var left = bench.WeChat.Risk("o1", RiskScene.Marketing, "127.0.0.1", gone.Token);
        await Eventually.Until(() => bench.Fake.Script.CallsOf(WeChatPaths.Token) == 1);
        var stays = Ask(bench.WeChat);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        bench.Fake.Script.LetGo();
        Assert.Null((await stays).Trouble);
        Assert.Equal(1, bench.Fake.Tokens.Fetches);
    }

    [Fact]
    public async Task A_node_that_died_while_fetching_stops_the_others_for_a_while_only()
    {
        await using var bench = await WeChatBench.Start();
        Assert.NotNull(await bench.Store.TryBeginFetch(TimeSpan.FromSeconds(20)));
        var asking = Ask(bench.WeChat);
        await Eventually.Until(() => bench.Clock.Pauses > 3);
        Assert.Equal(0, bench.Fake.Tokens.Fetches);
        bench.Clock.Now += TimeSpan.FromSeconds(20);
        Assert.Null((await asking).Trouble);
    }

    private static Task<WeChatAnswer<RiskRank>> Ask(IWeChat node) =>
        node.Risk("o1", RiskScene.Marketing, "127.0.0.1", WeChatBench.Cancellation);

    private static async Task AskAll(IWeChat[] nodes)
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => Ask(nodes[i % nodes.Length])));
        Assert.All(answers, answer => Assert.Null(answer.Trouble));
    }
}
