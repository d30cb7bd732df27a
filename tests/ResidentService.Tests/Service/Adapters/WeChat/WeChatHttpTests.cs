namespace ResidentService.Tests.Service.Adapters.WeChat;

public sealed class WeChatHttpTests : WeChatConformance
{
    protected override NewWeChat NewClient => WeChatBench.OwnClient;
}

public sealed class WeChatHttpAndStrangeAnswersTests : StrangeAnswersConformance
{
    protected override NewWeChat NewClient => WeChatBench.OwnClient;
}
