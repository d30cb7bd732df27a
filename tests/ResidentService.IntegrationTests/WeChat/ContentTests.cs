using System.Net;
using System.Text.Json.Nodes;
using ResidentService.FakeWeChat;

namespace ResidentService.IntegrationTests.WeChat;

[Collection(WeChatTown.Name)]
public sealed class ContentTests(WeChatTown town)
{
    private const string CheckPath = "/wxa/msg_sec_check";

    [Fact]
    public async Task What_WeChat_calls_risky_is_refused_also_to_staff()
    {
        var @event = await town.Event(publish: false);
        town.Fake.Script.Next(CheckPath, Judged("risky"));
        await town.Admin.Post($"/api/v1/events/{@event}/publish")
            .IsProblem(HttpStatusCode.UnprocessableEntity, "content_refused");
        Assert.Equal("draft", (string?)(await town.Admin.Get($"/api/v1/events/{@event}").Ok())["status"]);
        town.Fake.Script.Next(CheckPath, new Fault.Errcode(87014));
        await (await town.Person("o-named")).Put("/api/v1/me", new { displayName = "坏名字" })
            .IsProblem(HttpStatusCode.UnprocessableEntity, "content_refused");
    }

    [Fact]
    public async Task What_staff_have_written_or_will_read_does_not_wait_for_WeChat()
    {
        var @event = await town.Event(publish: false);
        town.Fake.Script.Next(CheckPath, new Fault.Errcode(61010));
        await town.Admin.Post($"/api/v1/events/{@event}/publish").Is(HttpStatusCode.NoContent);
        town.Fake.Script.Next(CheckPath, Judged("review"));
        await (await town.Person("o-named")).Put("/api/v1/me", new { displayName = "张桂兰" }).Ok();
    }

    [Theory]
    [InlineData("review", "unsure")]
    [InlineData("61010", "authorAway")]
    [InlineData("away", "notChecked")]
    public async Task What_is_not_sure_waits_for_staff_and_passes_when_they_allow_it(string said, string why)
    {
        var (owner, shop) = await town.Shop();
        var offer = new { title = $"凉皮 {said}", description = "手工", points = 5, stock = 5 };
        var calls = town.Fake.Script.CallsOf(CheckPath);
        town.Fake.Script.Always(CheckPath, said switch
        {
            "review" => Judged("review"),
            "61010" => new Fault.Errcode(61010),
            _ => new Fault.Errcode(99999), // which nobody knows
        });
        await Pledge(owner, shop, offer).IsProblem(HttpStatusCode.Conflict, "content_waiting");
        town.Fake.Script.Mend(CheckPath);
        await Pledge(owner, shop, offer).IsProblem(HttpStatusCode.Conflict, "content_waiting");
        Assert.Equal(calls + 1, town.Fake.Script.CallsOf(CheckPath));

        var waiting = await Waiting(why);
        Assert.Equal(($"凉皮 {said}\n手工", "offer"), ((string)waiting["text"]!, (string)waiting["kind"]!));
        Assert.Contains(
            (await owner.Get("/api/v1/me/export").Ok())["waitingTexts"]!.AsArray(),
            text => (string?)text!["text"] == $"凉皮 {said}\n手工");
        var path = $"/api/v1/contents/{waiting["contentId"]}";
        await owner.Post(path + "/allow").IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        await town.Admin.Post(path + "/allow").Is(HttpStatusCode.NoContent);
        await Pledge(owner, shop, offer).Is(HttpStatusCode.Created);

        await town.Admin.Post(path + "/withdraw", new { reason = "图文不符" }).Is(HttpStatusCode.NoContent);
        await Pledge(owner, shop, offer).IsProblem(HttpStatusCode.UnprocessableEntity, "content_refused");
        await IsTold(owner, "contentWithdrawn");
    }

    private static Fault Judged(string suggestion) => new Fault.Says(
        $$$"""{"errcode":0,"errmsg":"ok","trace_id":"t","result":{"suggest":"{{{suggestion}}}","label":20001}}""");

    private static Task IsTold(Client person, string purpose) => Soon.Until(async () =>
        (string?)(await person.Get("/api/v1/me/inbox").Ok())["items"]!.AsArray()[0]!["purpose"] == purpose);

    private static Task<Answer> Pledge(Client owner, string shop, object offer) =>
        owner.PostOnce($"/api/v1/merchants/{shop}/offers", offer);

    /// <summary>The admin has not written it, so their list may come to it a moment later.</summary>
    private Task<JsonNode> Waiting(string why) => Soon.Of(async () =>
        (await town.Admin.Get($"/api/v1/communities/{town.Community}/contents").Ok())["items"]!.AsArray()
            .SingleOrDefault(item => (string?)item!["why"] == why));
}
