using System.Text.Json.Nodes;

namespace ResidentService.IntegrationTests.WeChat;

[Collection(WeChatTown.Name)]
public sealed class MessageTests(WeChatTown town)
{
    [Fact]
    public async Task A_tap_counts_once_and_lets_one_message_through_whose_like_stands_in_the_inbox()
    {
        var person = await town.Person("o-told");
        var accept = town.Fake.Pushes.Event("o-told", "subscribe_msg_popup_event");
        accept["List"] = Answer("accept");
        town.Fake.Users.Accept("o-told", WeChatTown.CancelTemplate);
        foreach (var _ in (int[])[1, 2])
            (await town.Fake.Pushes.Send(accept)).Dispose();
        await person.Post("/api/v1/me/subscriptions", new { templateIds = new[] { WeChatTown.CancelTemplate } }).Ok();
        Assert.Equal(1, await Left(person));

        var @event = await CancelledEvent(person);
        await Soon.Until(() => town.Fake.Users.Messages.Any(message => message.OpenId == "o-told"));
        var message = Assert.Single(town.Fake.Users.Messages, message => message.OpenId == "o-told");
        Assert.Equal((WeChatTown.CancelTemplate, $"pages/event?id={@event}", "清洁家园"),
            (message.TemplateId, message.Page, message.Values["thing1"]));
        await Soon.Until(async () => await Left(person) == 0);
        var inbox = (await person.Get("/api/v1/me/inbox").Ok())["items"]!.AsArray();
        Assert.Equal(["eventCancelled", "signUpConfirmed"], inbox.Select(one => (string?)one!["purpose"]));
    }

    [Fact]
    public async Task Who_rejects_in_the_settings_has_accepted_no_more()
    {
        var person = await town.Person("o-rejects");
        var accept = town.Fake.Pushes.Event("o-rejects", "subscribe_msg_popup_event");
        accept["List"] = new JsonArray(Answer("accept"), new JsonObject { ["TemplateId"] = 7 });
        (await town.Fake.Pushes.Send(accept)).Dispose();
        Assert.Equal(1, await Left(person));
        var change = town.Fake.Pushes.Event("o-rejects", "subscribe_msg_change_event");
        change["List"] = new JsonArray(Answer("reject"));
        (await town.Fake.Pushes.Send(change)).Dispose();
        Assert.Equal(0, await Left(person));
    }

    private static JsonObject Answer(string status) => new()
    {
        ["TemplateId"] = WeChatTown.CancelTemplate,
        ["SubscribeStatusString"] = status,
        ["PopupScene"] = "2",
    };

    private static async Task<int> Left(Client person) =>
        (int)(await person.Get("/api/v1/me/subscriptions").Ok())["items"]![0]!["left"]!;

    /// <summary>Somebody signs up for it, then it is cancelled, which is told also at night.</summary>
    private async Task<string> CancelledEvent(Client person)
    {
        var @event = await town.Event();
        await person.PostOnce($"/api/v1/events/{@event}/sign-ups").Ok();
        await town.Admin.Post($"/api/v1/events/{@event}/cancel", new { reason = "下雨" }).Ok();
        return @event;
    }
}
