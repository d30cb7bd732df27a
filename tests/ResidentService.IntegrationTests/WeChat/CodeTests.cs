using System.Net;
using ResidentService.FakeWeChat;

namespace ResidentService.IntegrationTests.WeChat;

[Collection(WeChatTown.Name)]
public sealed class CodeTests(WeChatTown town)
{
    private const string CodePath = "/wxa/getwxacodeunlimit";
    private const string LinkPath = "/wxa/generate_urllink";

    [Fact]
    public async Task The_code_of_an_event_is_made_once_however_many_ask()
    {
        var @event = await town.Event();
        var person = await town.Person("o-poster");
        var before = town.Fake.Script.CallsOf(CodePath);
        town.Fake.Script.Next(CodePath, new Fault.Errcode(45011));
        await person.Get(Code(@event)).IsProblem(HttpStatusCode.TooManyRequests, "too_many_requests");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => person.Get(Code(@event))));
        Assert.All(
            answers, answer => Assert.Contains("PNG", answer.Is(HttpStatusCode.OK).Text, StringComparison.Ordinal));
        Assert.Equal(2, town.Fake.Script.CallsOf(CodePath) - before);
        var asked = town.Fake.Script.Seen.Last(call => call.Path == CodePath).Body;
        Assert.Contains($"\"scene\":\"{@event}\",\"page\":\"pages/event\"", asked, StringComparison.Ordinal);

        (await person.Get(Code(@event, "?width=1280"))).Is(HttpStatusCode.OK);
        Assert.Equal(3, town.Fake.Script.CallsOf(CodePath) - before);
        await person.Get(Code(@event, "?width=431")).IsProblem(HttpStatusCode.BadRequest, "validation_failed");
    }

    [Fact]
    public async Task A_link_is_kept_for_a_day()
    {
        var @event = await town.Event();
        var person = await town.Person("o-poster");
        var before = town.Fake.Script.CallsOf(LinkPath);
        foreach (var _ in (int[])[1, 2])
        {
            var link = await person.Get($"/api/v1/events/{@event}/mini-program-link").Ok();
            Assert.StartsWith("https://wxaurl.cn/", (string?)link["link"], StringComparison.Ordinal);
        }

        Assert.Equal(1, town.Fake.Script.CallsOf(LinkPath) - before);
    }

    [Fact]
    public async Task What_nobody_may_see_has_no_code()
    {
        var person = await town.Person("o-poster");
        await person.Get(Code(await town.Event(publish: false))).IsProblem(HttpStatusCode.NotFound, "not_found");
        await person.Get(Code("evt_none")).IsProblem(HttpStatusCode.NotFound, "not_found");
        await person.Get("/api/v1/offers/off_none/mini-program-code").IsProblem(HttpStatusCode.NotFound, "not_found");
        await town.Anonymous().Get(Code("evt_none")).Is(HttpStatusCode.Unauthorized);
    }

    private static string Code(string @event, string query = "") =>
        $"/api/v1/events/{@event}/mini-program-code{query}";
}
