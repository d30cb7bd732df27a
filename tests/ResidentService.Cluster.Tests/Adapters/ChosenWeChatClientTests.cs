#if SENPARC
using ResidentService.FakeWeChat;
using ResidentService.Service.Adapters.WeChat;
#endif
using ResidentService.IntegrationTests;

namespace ResidentService.Cluster.Tests.Adapters;

public sealed class ChosenWeChatClientTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("resident-service-").FullName;

#if SENPARC
    [Fact]
    public async Task People_sign_in_over_Senparc_where_it_is_chosen()
    {
        await using var fake = await FakeWeChatServer.Start();
        await using var service = await ServiceProcess.Start(_folder, new Dictionary<string, string>
        {
            ["Cluster__WeChatClient"] = "Senparc",
            ["WeChat__AppId"] = fake.Options.AppId,
            ["WeChat__AppSecret"] = fake.Options.AppSecret,
            ["WeChat__ApiBaseUrl"] = fake.Address.ToString(),
        });
        await service.NewClient().Post(
            "/api/v1/auth/wechat",
            new { code = fake.Users.LoginCode("o-zhang"), phoneCode = fake.Users.PhoneCode("o-zhang", "13700000009") }).Ok();
        // Only Senparc says that it is a browser.
        foreach (var path in (string[])[WeChatPaths.Token, WeChatPaths.Phone])
        {
            Assert.StartsWith(
                "Mozilla/", Assert.Single(fake.Script.Seen, call => call.Path == path).Headers["User-Agent"],
                StringComparison.Ordinal);
        }
    }
#else
    [Fact]
    public async Task Senparc_is_not_chosen_where_it_was_not_built()
    {
        var (exitCode, output) = await ServiceProcess.Run(
            _folder, "serve", "--Cluster:WeChatClient=Senparc", "--WeChat:AppId=wx1", "--WeChat:AppSecret=s1");
        Assert.Equal(
            (1, "Cluster:WeChatClient: cannot be Senparc: this was built without it"), (exitCode, output.Trim()));
    }
#endif

    [Theory]
    [InlineData("Other", "Cluster:WeChatClient: must be Own or Senparc, not \"Other\".")]
    [InlineData("1", "Cluster:WeChatClient: must be Own or Senparc, not \"1\".")]
    [InlineData("Senparc", "Cluster:WeChatClient: needs WeChat:AppId: the sandbox asks nobody")]
    public async Task A_choice_that_cannot_be_had_stops_the_start(string client, string line)
    {
        var (exitCode, output) = await ServiceProcess.Run(_folder, "serve", $"--Cluster:WeChatClient={client}");
        Assert.Equal((1, line), (exitCode, output.Trim()));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
