using System.Net;
using ResidentService.FakeWeChat;

namespace ResidentService.IntegrationTests.WeChat;

/// <summary>Without an EncodingAesKey pushes come in the open: their signature does not cover the body.</summary>
public sealed class PlainPushTests
{
    [Fact]
    public async Task A_push_in_the_open_erases_nobody()
    {
        await using var fake = await FakeWeChatServer.Start();
        await using var service = await Started.With(new()
        {
            ["WeChat__AppId"] = fake.Options.AppId,
            ["WeChat__AppSecret"] = fake.Options.AppSecret,
            ["WeChat__ApiBaseUrl"] = fake.Address.AbsoluteUri,
            ["WeChat__PushToken"] = fake.Options.PushToken,
        });
        fake.Options.Push = new Uri(service.Address, "/wechat/push");
        using var person = service.NewClient();
        var signedIn = await person.Post("/api/v1/auth/wechat", new { code = fake.Users.LoginCode("o-zhang") }).Ok();
        person.AccessToken = (string?)signedIn["accessToken"];
        foreach (var name in (string[])["user_authorization_revoke", "user_authorization_cancellation"])
        {
            using var taken = await fake.Pushes.SendPlain(fake.Pushes.Event("o-zhang", name));
            Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
            await person.Get("/api/v1/me").Ok();
        }

        Secrecy.Of(service.Storage).Keep(fake);
    }
}
