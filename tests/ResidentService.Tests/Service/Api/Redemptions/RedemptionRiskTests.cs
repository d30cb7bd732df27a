using System.Net;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.FakeWeChat;
using ResidentService.Service.Api.Redemptions;
using ResidentService.Tests.Service.Adapters.WeChat;
using ResidentService.Tests.Service.Messages;

namespace ResidentService.Tests.Service.Api.Redemptions;

public sealed class RedemptionRiskTests
{
    private const string Path = "/wxa/getuserriskrank";

    [Fact]
    public async Task Above_the_limit_WeChats_highest_rank_is_refused_and_no_other()
    {
        await using var bench = await MessagesBench.Start();
        var risk = new RedemptionRisk(bench.WeChat.WeChat, bench.Actors, bench.Vault, abovePoints: 200);
        var person = await bench.Person(1);
        bench.WeChat.Fake.Quirks.RiskRank = 4;
        Assert.Null(await Ask(risk, person, 200));
        Assert.Equal(0, bench.WeChat.Fake.Script.CallsOf(Path));
        Assert.Equal("risk_too_high", await Ask(risk, person, 201));
        Assert.Contains(
            "\"openid\":\"o-1\",\"scene\":1,\"client_ip\":\"127.0.0.1\"",
            bench.WeChat.Fake.Script.Seen.Last().Body, StringComparison.Ordinal);
        bench.WeChat.Fake.Quirks.RiskRank = 3;
        Assert.Null(await Ask(risk, person, 201));
    }

    [Fact]
    public async Task Nobody_waits_for_a_WeChat_that_says_nothing_nor_does_who_has_none()
    {
        await using var bench = await MessagesBench.Start();
        var risk = new RedemptionRisk(bench.WeChat.WeChat, bench.Actors, bench.Vault, abovePoints: 0);
        var person = await bench.Person(1);
        foreach (var fault in (Fault[])[new Fault.Errcode(48001), new Fault.Errcode(45009)])
        {
            bench.WeChat.Fake.Script.Next(Path, fault);
            Assert.Null(await Ask(risk, person, 1));
        }

        var calls = bench.WeChat.Fake.Script.CallsOf(Path);
        Assert.Null(await Ask(risk, Id.Parse<ResidentId>("res_without"), 1));
        var sandbox = new RedemptionRisk(bench.WeChat.WeChat, bench.Actors, bench.Vault, abovePoints: null);
        Assert.Null(await Ask(sandbox, person, 1_000));
        Assert.Equal(calls, bench.WeChat.Fake.Script.CallsOf(Path));
    }

    private static async Task<string?> Ask(RedemptionRisk risk, ResidentId person, int price) =>
        (await risk.Of(Amount.Of(price), person, IPAddress.Loopback, WeChatBench.Cancellation))?.Code;
}
