using ResidentService.Service.Adapters.WeChat;

namespace ResidentService.Tests.Service.Adapters.WeChat;

public sealed class WeChatSandboxTests
{
    [Theory]
    [InlineData("sandbox:138 0000 0000", true)]
    [InlineData("sandbox:zhang", false)]
    [InlineData("13800000000", false)]
    public async Task The_sandbox_proves_whatever_phone_is_named(string code, bool isProven) => Assert.Equal(
        isProven,
        (await new WeChatSandbox().CodeToPhone(code, null, WeChatBench.Cancellation)).Value is not null);

    [Theory]
    [InlineData("sandbox:zhang", "zhang")]
    [InlineData("sandbox:", null)]
    [InlineData("zhang", null)]
    [InlineData("SANDBOX:zhang", null)]
    public async Task The_sandbox_lets_in_whoever_names_themself(string code, string? openId)
    {
        var login = await new WeChatSandbox().CodeToSession(code, WeChatBench.Cancellation);
        Assert.Equal(openId, login.Value?.OpenId);
        Assert.Equal(openId is null ? TroubleKind.CodeInvalid : null, login.Trouble?.Kind);
    }
}
