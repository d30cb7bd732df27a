using System.Net;
using ResidentService.IntegrationTests.CommunityEvents;
using static ResidentService.IntegrationTests.Appointments.BookSteps;

namespace ResidentService.IntegrationTests.Appointments;

public sealed class LifeOfAnAppointmentTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task A_slot_is_held_booked_seen_by_who_serves_and_cancelled()
    {
        var (lawyer, zhang, stranger) = (await town.Person(), await town.Person(), await town.Person());
        await zhang.Put("/api/v1/me", new { displayName = "张桂兰" }).Ok();
        var book = await town.OpenBook(lawyer.ResidentId);
        var startsAt = await town.FreeSlot(book);
        var id = await zhang.Hold(book, startsAt);
        Assert.Equal(id, await zhang.Hold(book, startsAt));
        await stranger.TryHold(book, startsAt).IsProblem(HttpStatusCode.Conflict, "slot_taken");
        var booked = await zhang.Post(Path(book, id, "/confirm"), new { matter = "房屋租赁" }).Ok();
        Assert.Equal("booked", (string?)booked["status"]);
        await zhang.TryHold(book, startsAt.AddHours(1)).IsProblem(HttpStatusCode.Conflict, "already_booked");

        await stranger.Get(Path(book, id, "")).IsProblem(HttpStatusCode.NotFound, "not_found");
        Assert.Equal("房屋租赁", (string?)(await lawyer.Get(Path(book, id, "")).Ok())["matter"]);
        Assert.Equal(id, (string?)Assert.Single(await zhang.All("/api/v1/me/appointments"))["appointmentId"]);
        await town.Advance();
        var day = startsAt.ToString("yyyy-MM-dd", null);
        var seen = Assert.Single(await lawyer.All(Path(book, $"/appointments?day={day}")));
        Assert.Equal("张桂兰", (string?)seen["displayName"]);

        await zhang.Post(Path(book, id, "/cancel"), new { }).Is(HttpStatusCode.NoContent);
        await zhang.Post(Path(book, id, "/cancel"), new { }).Is(HttpStatusCode.NoContent);
        Assert.Equal("cancelled", (string?)(await zhang.Get(Path(book, id, "")).Ok())["status"]);
        await stranger.Book(book, startsAt);
    }

    [Fact]
    public async Task A_hold_that_nobody_confirms_ends_by_itself()
    {
        var book = await town.OpenBook();
        var (zhang, li) = (await town.Person(), await town.Person());
        var startsAt = await town.FreeSlot(book);
        var id = await zhang.Hold(book, startsAt);
        await town.Advance(6);
        await zhang.Post(Path(book, id, "/confirm"), new { }).IsProblem(HttpStatusCode.NotFound, "not_found");
        await li.Book(book, startsAt);
        await zhang.Book(book, startsAt.AddMinutes(30));
    }

    [Fact]
    public async Task Of_many_who_confirm_at_once_one_has_the_slot()
    {
        var book = await town.OpenBook();
        var startsAt = await town.FreeSlot(book);
        var people = await town.People(12);
        var answers = await Task.WhenAll(people.Select(person => person.TryHold(book, startsAt)));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Created),
            answer => answer.IsProblem(HttpStatusCode.Conflict, "slot_taken"));
    }

    [Fact]
    public async Task Who_misses_three_is_barred_and_staff_still_book_for_them()
    {
        var zhang = await town.Person();
        await zhang.Put("/api/v1/me", new { communityId = town.Community }).Ok();
        var (book, last) = ("", "");
        for (var missed = 0; missed < 3; missed++)
        {
            book = await town.OpenBook();
            var startsAt = await town.FreeSlot(book);
            last = await zhang.Book(book, startsAt);
            await town.Worker.Post(Path(book, last, "/missed"))
                .IsProblem(HttpStatusCode.Conflict, "appointment_not_begun");
            await town.AdvanceTo(startsAt.AddMinutes(5));
            await zhang.Post(Path(book, last, "/cancel"), new { })
                .IsProblem(HttpStatusCode.Conflict, "appointment_begun");
            await zhang.Post(Path(book, last, "/attended")).IsProblem(HttpStatusCode.Forbidden, "not_allowed");
            await town.Worker.Post(Path(book, last, "/missed")).Is(HttpStatusCode.NoContent);
        }

        await town.Advance(60);
        var next = await town.FreeSlot(book);
        await zhang.TryHold(book, next).IsProblem(HttpStatusCode.Conflict, "barred_for_no_shows");
        await zhang.TryHold(book, next, await town.Neighbour()).IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        var byStaff = await town.Worker.Book(book, next, zhang.ResidentId);
        await zhang.Post(Path(book, byStaff, "/cancel"), new { }).Is(HttpStatusCode.NoContent);
        await town.Worker.Post(Path(book, last, "/excuse"), new { reason = "住院" }).Is(HttpStatusCode.NoContent);
        await zhang.Book(book, next);
    }

    [Fact]
    public async Task What_was_missed_is_excused_as_long_as_it_may_still_bar()
    {
        var zhang = await town.Person();
        var book = await town.OpenBook();
        var first = await Miss(zhang, book);
        await town.Advance(40 * 24 * 60);
        await Miss(zhang, book);
        await town.Worker.Post(Path(book, first, "/excuse"), new { reason = "住院" }).Is(HttpStatusCode.NoContent);
        await town.Worker.Post(Path(book, "apt_none", "/excuse"), new { reason = "住院" })
            .IsProblem(HttpStatusCode.NotFound, "not_found");
        await Miss(zhang, book);
        await zhang.Book(book, await town.FreeSlot(book));
    }

    private async Task<string> Miss(Client person, string book)
    {
        var startsAt = await town.FreeSlot(book);
        var id = await person.Book(book, startsAt);
        await town.AdvanceTo(startsAt.AddMinutes(5));
        await town.Worker.Post(Path(book, id, "/missed")).Is(HttpStatusCode.NoContent);
        await town.Advance();
        return id;
    }

    [Fact]
    public async Task A_closed_day_cancels_its_appointments_and_tells_why()
    {
        var book = await town.OpenBook();
        var zhang = await town.Person();
        var startsAt = await town.FreeSlot(book);
        var id = await zhang.Book(book, startsAt);
        var day = Path(book, $"/days/{startsAt:yyyy-MM-dd}");
        await town.Worker.Put(day, new { hours = new[] { new { from = "12:00", to = "09:00" } }, reason = "开会" })
            .IsProblem(HttpStatusCode.BadRequest, "plan_invalid");
        await town.Worker.Put(day, new { hours = new[] { new { from = "9", to = "10:00" } }, reason = "开会" })
            .IsProblem(HttpStatusCode.BadRequest, "validation_failed");
        await town.Worker.Put(day, new { hours = Array.Empty<object>(), reason = "律师出庭" }).Is(HttpStatusCode.NoContent);
        Assert.Equal("cancelled", (string?)(await zhang.Get(Path(book, id, "")).Ok())["status"]);
        await zhang.TryHold(book, startsAt).IsProblem(HttpStatusCode.Conflict, "no_such_slot");
        await town.Advance();
        var item = Assert.Single(await zhang.All("/api/v1/me/appointments"));
        Assert.Equal(("cancelled", "律师出庭"), ((string)item["status"]!, (string)item["reason"]!));
        var told = (await zhang.All("/api/v1/me/inbox"))[0];
        Assert.Equal(("appointmentCancelled", id), ((string)told["purpose"]!, (string)told["subjectId"]!));
        Assert.Contains("“法律咨询”预约已被取消", (string)told["text"]!, StringComparison.Ordinal);
        Assert.Single((await zhang.Get(Path(book)).Ok())["exceptions"]!.AsArray());
        await town.Worker.Delete(day).Is(HttpStatusCode.NoContent);
        var again = await zhang.Book(book, startsAt);
        await town.Worker.Post(Path(book, again, "/cancel"), new { })
            .IsProblem(HttpStatusCode.BadRequest, "validation_failed");
        await town.Worker.Post(Path(book, again, "/cancel"), new { reason = "换时间" }).Is(HttpStatusCode.NoContent);
        await town.Advance();
        Assert.Equal("换时间", (string?)(await zhang.All("/api/v1/me/appointments"))[0]["reason"]);
        Assert.Equal("换时间", (string?)(await zhang.Get("/api/v1/me/export").Ok())["appointments"]![0]!["reason"]);
    }

    [Fact]
    public async Task A_book_is_listed_for_its_community_and_service_and_can_be_closed()
    {
        var book = await town.OpenBook(service: "mediation");
        await town.Advance();
        var listed = Assert.Single(
            await town.Worker.All($"/api/v1/appointment-books?communityId={town.Community}&service=mediation"));
        Assert.Equal(book, (string?)listed["bookId"]);
        await town.Worker.Get($"/api/v1/appointment-books?communityId={town.Community}&service=magic")
            .IsProblem(HttpStatusCode.BadRequest, "validation_failed");
        await town.Worker.Put(Path(book), new { shifts = Array.Empty<object>() }).Ok();
        Assert.Empty(await town.Worker.Slots(book));
        await town.Worker.Put(Path(book), new { providerId = "res_nobody" })
            .IsProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Who_deletes_their_account_leaves_the_slot_to_others()
    {
        var book = await town.OpenBook();
        var (zhang, li) = (await town.Person(), await town.Person());
        var startsAt = await town.FreeSlot(book);
        await zhang.Book(book, startsAt);
        await zhang.Send(HttpMethod.Delete, "/api/v1/me", new { confirm = true }).Is(HttpStatusCode.NoContent);
        await li.Book(book, startsAt);
    }
}
