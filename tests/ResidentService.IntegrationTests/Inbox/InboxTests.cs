using System.Net;
using System.Text.Json.Nodes;
using ResidentService.IntegrationTests.CommunityEvents;

namespace ResidentService.IntegrationTests.Inbox;

public sealed class InboxTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task A_person_is_told_of_their_seat_of_moving_up_and_of_a_cancelled_event()
    {
        var @event = await town.Publish(await town.Morning(days: 10), new { capacity = 1, waitListCapacity = 1 });
        var (first, second) = (await town.Person(), await town.Person());
        await first.SignUp(@event).Ok();
        await second.SignUp(@event).Ok();
        await town.Advance();
        Assert.Equal(["signUpConfirmed"], await Purposes(first));
        Assert.Empty(await Purposes(second));
        await first.CancelSignUp(@event).Ok();
        await town.Worker.Post(EventSteps.Path(@event, "/cancel"), new { reason = "下雨" }).Ok();
        await town.Advance();
        Assert.Equal(["eventCancelled", "movedUp"], await Purposes(second));

        var newest = (await Inbox(second))[0]!;
        Assert.Equal((@event, "活动取消", false),
            ((string?)newest["subjectId"], (string?)newest["title"], (bool)newest["isRead"]!));
        Assert.Contains("“清洁家园”已取消", (string?)newest["text"], StringComparison.Ordinal);
        second.Language = "en";
        Assert.Contains("was cancelled", (string?)(await Inbox(second))[0]!["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_cancels_and_signs_up_again_finds_both_messages()
    {
        var @event = await town.Publish(await town.Morning(days: 10));
        var person = await town.Person();
        await person.SignUp(@event).Ok();
        await town.Advance();
        var first = (long)(await Inbox(person))[0]!["messageId"]!;
        await person.CancelSignUp(@event).Ok();
        await town.Advance();
        Assert.Equal([first], (await Inbox(person)).Select(message => (long)message!["messageId"]!));

        await person.SignUp(@event).Ok();
        await town.Advance();
        Assert.Equal(["signUpConfirmed", "signUpConfirmed"], await Purposes(person));
        var inbox = await Inbox(person);
        Assert.Equal([@event, @event], inbox.Select(message => (string?)message!["subjectId"]));
        Assert.Equal(first, (long)inbox[1]!["messageId"]!);
        Assert.True((long)inbox[0]!["messageId"]! > first);
        Assert.Equal(2, await Unread(person));
    }

    [Fact]
    public async Task Who_has_a_seat_is_told_of_a_change_and_reminded_a_day_before()
    {
        var startsAt = await town.Morning(days: 4);
        var @event = await town.Publish(startsAt);
        var person = await town.Person();
        await person.SignUp(@event).Ok();
        await town.Worker.Put($"/api/v1/events/{@event}", new { title = "清洁家园（带手套）" }).Ok();
        await town.AdvanceTo(startsAt.AddDays(-1).AddMinutes(1));
        await town.Advance();
        Assert.Equal(["eventReminder", "eventChanged", "signUpConfirmed"], await Purposes(person));
        Assert.Contains("“清洁家园（带手套）”", (string?)(await Inbox(person))[0]!["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shop_is_told_that_it_is_approved_and_staff_that_it_waits()
    {
        var owner = await town.Person();
        var shop = (string)(await owner.PostOnce(
            "/api/v1/merchants", new { communityId = town.Community, name = "李记面馆" }).Ok())["merchantId"]!;
        await town.Worker.Post($"/api/v1/merchants/{shop}/approve").Ok();
        await town.Advance();
        Assert.Equal(["merchantApproved"], await Purposes(owner));
        Assert.Contains("merchantApplied", await Purposes(town.Worker));
        Assert.Contains("“李记面馆”", (string?)(await Inbox(owner))[0]!["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_read_stays_read_and_what_comes_later_is_unread()
    {
        var person = await town.Person();
        for (var day = 20; day < 23; day++)
            await person.SignUp(await town.Publish(await town.Morning(day))).Ok();
        await town.Advance();
        Assert.Equal(3, await Unread(person));
        var second = (long)(await Inbox(person))[1]!["messageId"]!;
        await Read(person, second).Is(HttpStatusCode.NoContent);
        Assert.Equal(1, await Unread(person));
        await Read(person, 1).Is(HttpStatusCode.NoContent);
        Assert.Equal(1, await Unread(person));
        Assert.Equal([false, true, true], (await Inbox(person)).Select(message => (bool)message!["isRead"]!));
        await Read(person, 0).IsProblem(HttpStatusCode.BadRequest, "validation_failed");
        Assert.Equal(0, await Unread(await town.Person()));
    }

    [Fact]
    public async Task An_award_is_told_with_its_points()
    {
        var startsAt = await town.Morning(days: 3);
        var @event = await town.Publish(startsAt);
        var person = await town.Volunteer();
        await person.SignUp(@event).Ok();
        await town.AdvanceTo(startsAt.AddMinutes(-1));
        await person.Post(EventSteps.Path(@event, "/check-ins"), new { code = await town.Code(@event) }).Ok();
        await town.AdvanceTo(startsAt.AddHours(2).AddMinutes(1));
        await person.Post(EventSteps.Path(@event, "/check-outs"), new { code = await town.Code(@event) }).Ok();
        await town.Worker.Post(EventSteps.Path(@event, "/settle")).Ok();
        await town.Advance();
        Assert.Contains("2 积分已到账", (string?)(await Inbox(person))[0]!["text"], StringComparison.Ordinal);
    }

    private static async Task<JsonArray> Inbox(Client person) =>
        (await person.Get("/api/v1/me/inbox").Ok())["items"]!.AsArray();

    private static async Task<IEnumerable<string?>> Purposes(Client person) =>
        (await Inbox(person)).Select(message => (string?)message!["purpose"]);

    private static async Task<int> Unread(Client person) =>
        (int)(await person.Get("/api/v1/me/inbox/unread").Ok())["unread"]!;

    private static Task<Answer> Read(Client person, long through) =>
        person.Post("/api/v1/me/inbox/read", new { through });
}
