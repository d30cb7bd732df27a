using System.Net;
using System.Text.Json.Nodes;

namespace ResidentService.IntegrationTests.WeChat;

[Collection(WeChatTown.Name)]
public sealed class PushTests(WeChatTown town)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_address_is_verified_by_its_signature()
    {
        using var verified = await town.Fake.Pushes.Verify("echo-4711");
        Assert.Equal("echo-4711", await verified.Content.ReadAsStringAsync(Cancellation));
        foreach (var query in (string[])["", "?echostr=x", "?signature=00&timestamp=1&nonce=2&echostr=x"])
            await town.Anonymous().Get("/wechat/push" + query).IsProblem(HttpStatusCode.Forbidden, "not_allowed");
    }

    [Theory]
    [InlineData("user_authorization_revoke")]
    [InlineData("user_authorization_cancellation")]
    public async Task Who_withdraws_is_deleted_once_however_often_it_is_told(string name)
    {
        var openId = "o-" + name;
        var person = await town.Person(openId);
        var push = town.Fake.Pushes.Event("gh_platform", name);
        push["OpenID"] = openId;
        await IsTaken(town.Fake.Pushes.Send(push));
        await person.Get("/api/v1/me").Is(HttpStatusCode.Unauthorized);

        var anew = await town.Person(openId);
        await IsTaken(town.Fake.Pushes.Send(push));
        await anew.Get("/api/v1/me").Ok();
    }

    [Fact]
    public async Task Who_withdraws_what_is_not_kept_here_stays()
    {
        var person = await town.Person("o-microphone");
        var push = town.Fake.Pushes.Event("o-microphone", "user_authorization_revoke");
        push["RevokeInfo"] = "5";
        await IsTaken(town.Fake.Pushes.Send(push));
        await person.Get("/api/v1/me").Ok();
    }

    [Fact]
    public async Task Who_owns_a_shop_is_deleted_too_since_WeChat_does_not_ask()
    {
        var owner = await town.Person("o-shop");
        await owner.PostOnce("/api/v1/merchants", new { communityId = town.Community, name = "李记面馆" }).Ok();
        await IsTaken(town.Fake.Pushes.Send(town.Fake.Pushes.Event("o-shop", "user_authorization_cancellation")));
        await owner.Get("/api/v1/me").Is(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task What_is_of_no_use_is_taken_so_that_it_does_not_come_again()
    {
        await IsTaken(town.Fake.Pushes.Send(town.Fake.Pushes.Event("o-nobody", "user_authorization_revoke")));
        await IsTaken(town.Fake.Pushes.Send(town.Fake.Pushes.Event("o-nobody", "user_info_modified")));
        // Nothing here has media yet: a verdict is taken, whatever it lacks and however often and late it comes.
        foreach (var verdict in (JsonObject[])
        [
            town.Fake.Pushes.MediaChecked("o-nobody", "trace-1", "risky"),
            town.Fake.Pushes.MediaChecked("o-nobody", "trace-1", "risky"),
            town.Fake.Pushes.MediaChecked("o-nobody", "trace-2", suggestion: null),
            town.Fake.Pushes.MediaChecked("o-nobody", "trace-3", suggestion: null, errcode: -1008),
        ])
        {
            verdict["CreateTime"] = DateTimeOffset.UtcNow.AddMinutes(-30).ToUnixTimeSeconds();
            await IsTaken(town.Fake.Pushes.Send(verdict));
        }

        await IsTaken(town.Fake.Pushes.Send(new() { ["MsgType"] = "text", ["Content"] = "你好" }));
        await IsTaken(town.Fake.Pushes.SendSealed(town.Fake.Pushes.Seal("no json")));
    }

    [Fact]
    public async Task What_is_not_sealed_and_signed_by_WeChat_does_nothing()
    {
        var person = await town.Person("o-safe");
        var push = town.Fake.Pushes.Event("o-safe", "user_authorization_cancellation");
        await IsRefused(town.Fake.Pushes.SendPlain(push));
        await IsRefused(town.Fake.Pushes.SendSealed(town.Fake.Pushes.Seal(push.ToJsonString()), new string('0', 40)));
        await IsRefused(town.Fake.Pushes.SendSealed("bm90IGZyb20gV2VDaGF0"));
        push["CreateTime"] = DateTimeOffset.UtcNow.AddDays(-2).ToUnixTimeSeconds();
        await IsTaken(town.Fake.Pushes.Send(push)); // overheard long ago
        await person.Get("/api/v1/me").Ok();
    }

    private static async Task IsTaken(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        Assert.Equal("success", await answer.Content.ReadAsStringAsync(Cancellation));
    }

    private static async Task IsRefused(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }
}
