using System.Net;
using System.Text.Json.Nodes;
using static ResidentService.IntegrationTests.CommunityEvents.EventSteps;

namespace ResidentService.IntegrationTests.CommunityEvents;

public sealed class LifeOfAnEventTests(Town town) : IClassFixture<Town>
{
    private static readonly object Square =
        new { name = "广场", latitude = 34.27, longitude = 109.05, radiusMetres = 100 };

    [Fact]
    public async Task From_the_draft_to_the_points()
    {
        var start = await town.Morning();
        var id = await town.Draft(start, new { waitListCapacity = 1 });
        var (zhang, li, wang) = (await town.Volunteer(), await town.Volunteer(), await town.Volunteer());
        await zhang.SignUp(id).IsProblem(HttpStatusCode.NotFound, "not_found");
        await town.Worker.Post(Path(id, "/publish")).Is(HttpStatusCode.NoContent);

        Assert.Equal("""{"status":"confirmed","sequence":1}""", await SignedUp(zhang, id));
        Assert.Equal("""{"status":"confirmed","sequence":2}""", await SignedUp(li, id));
        Assert.Equal("""{"status":"waiting","sequence":3,"waitPosition":1}""", await SignedUp(wang, id));
        await (await town.Volunteer()).SignUp(id).IsProblem(HttpStatusCode.Conflict, "event_full");

        await zhang.CancelSignUp(id).Is(HttpStatusCode.NoContent);
        Assert.Equal("confirmed", await wang.MyStatus(id));
        await zhang.SignUp(await town.Publish(start)).Is(HttpStatusCode.Created); // Their time is free at once.

        await town.AdvanceTo(start.AddMinutes(-10));
        await Check(id, "check-ins", li, wang);
        await town.AdvanceTo(start.AddMinutes(60));
        Assert.Equal("""{"minutes":60,"pendingPoints":1}""", await Check(id, "check-outs", li));
        Assert.Equal("attended", await li.MyStatus(id));
        await town.Worker.Post(Path(id, "/settle")).IsProblem(HttpStatusCode.Conflict, "event_not_finished");
        await town.AdvanceTo(start.AddMinutes(125));
        Assert.Equal("""{"minutes":120,"pendingPoints":2}""", await Check(id, "check-outs", wang));

        var settled = (await town.Worker.Post(Path(id, "/settle"))).Is(HttpStatusCode.OK);
        Assert.Equal("""{"volunteers":2,"minutes":180,"points":3}""", settled.Text);
        Assert.Equal(settled.Text, (await town.Worker.Post(Path(id, "/settle"))).Text);
        await town.Advance();
        Assert.Equal((60, 1), await Earned(li));
        Assert.Equal((120, 2), await Earned(wang));
        Assert.Equal((0, 0), await Earned(zhang));
        Assert.Equal("settled", (string?)(await li.Get(Path(id)).Ok())["status"]);
    }

    [Fact]
    public async Task A_card_scanned_by_staff_counts_and_staff_close_what_was_forgotten()
    {
        var start = await town.Morning();
        var id = await town.Publish(start, new { place = Square, locationRequired = true });
        var (zhang, li) = (await town.Volunteer(), await town.Volunteer());
        await zhang.SignUp(id).Ok();
        await li.SignUp(id).Ok();
        await town.AdvanceTo(start.AddMinutes(-5));
        await Scan(id, await zhang.Card(), "in").Ok();
        await Scan(id, await li.Card(), "in").Ok();
        await town.AdvanceTo(start.AddMinutes(30));
        Assert.Equal(30, (int)(await Scan(id, await zhang.Card(), "out").Ok())["minutes"]!);
        var record = Path(id, $"/records/{li.ResidentId}/close");
        var close = new { at = start.AddMinutes(20), reason = "手机没电" };
        Assert.Equal(20, (int)(await town.Worker.Post(record, close).Ok())["minutes"]!);
        await town.Worker.Post(record, close).Ok();
        await town.Worker.Post(record, new { at = start.AddMinutes(10), reason = "手机没电" })
            .IsProblem(HttpStatusCode.Conflict, "no_open_record");
        await li.Post(record, close).IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        await Scan(id, "card.res_nobody.abc", "in").IsProblem(HttpStatusCode.Conflict, "code_invalid");
        await Scan(id, await (await town.Person()).Card(), "in").IsProblem(HttpStatusCode.Conflict, "not_signed_up");
        await town.Worker.Post(Path(id, "/staff-scans"), new { code = await li.Card(), direction = "up" })
            .IsProblem(HttpStatusCode.BadRequest, "validation_failed");
    }

    [Fact]
    public async Task A_code_counts_at_its_own_event_for_those_signed_up_and_at_the_place()
    {
        var start = await town.Morning();
        var id = await town.Publish(start, new { place = Square, locationRequired = true });
        var other = await town.Publish(start);
        var zhang = await town.Person();
        await zhang.SignUp(id).Ok();
        await CheckIn(zhang, id, new { code = await town.Code(id) })
            .IsProblem(HttpStatusCode.Conflict, "check_in_not_open");

        await town.AdvanceTo(start);
        await CheckIn(zhang, id, new { code = await town.Code(other) })
            .IsProblem(HttpStatusCode.Conflict, "code_invalid");
        var code = await town.Code(id);
        await CheckIn(await town.Person(), id, new { code }).IsProblem(HttpStatusCode.Conflict, "not_signed_up");
        await CheckIn(zhang, id, new { code, latitude = 34.27 })
            .IsProblem(HttpStatusCode.BadRequest, "validation_failed");
        await CheckIn(zhang, id, new { code, latitude = 34.28, longitude = 109.05, accuracyMetres = 5_000 })
            .IsProblem(HttpStatusCode.Conflict, "outside_place"); // 1,100 m away: 200 m are forgiven at most.
        await zhang.Post(Path(id, "/check-outs"), new { code }).IsProblem(HttpStatusCode.Conflict, "not_checked_in");
        await CheckIn(zhang, id, new { code, latitude = 34.272, longitude = 109.05, accuracyMetres = 150 }).Ok();
        Assert.Equal("attended", await zhang.MyStatus(id));
        await zhang.CancelSignUp(id).IsProblem(HttpStatusCode.Conflict, "already_checked_in");
    }

    [Fact]
    public async Task Who_guesses_codes_is_not_heard_any_more()
    {
        var start = await town.Morning();
        var id = await town.Publish(start);
        var zhang = await town.Person();
        await zhang.SignUp(id).Ok();
        await town.AdvanceTo(start);
        var code = await town.Code(id);
        var wrong = code == "00000000" ? "00000001" : "00000000";
        var refused = new List<Answer>();
        for (var guess = 0; guess < 12; guess++) // A minute may begin meanwhile.
            refused.Add(await CheckIn(zhang, id, new { code = wrong }));
        Assert.Equal("code_invalid", refused[4].Code);
        Assert.Contains(refused, answer => answer.Status == HttpStatusCode.TooManyRequests);
        Assert.All(refused, answer => Assert.Contains(answer.Code, (string[])["code_invalid", "too_many_requests"]));
    }

    [Fact]
    public async Task Who_did_not_come_is_a_no_show_unless_staff_excuse_it()
    {
        var start = await town.Morning();
        var absent = await town.Person();
        for (var day = 0; day < 3; day++)
        {
            var id = await town.Publish(start.AddDays(day));
            var present = await town.Volunteer();
            await absent.SignUp(id).Ok();
            await present.SignUp(id).Ok();
            await town.AdvanceTo(start.AddDays(day));
            await Check(id, "check-ins", present);
            await town.AdvanceTo(start.AddDays(day).AddHours(2));
            await town.Worker.Post(Path(id, "/settle")).Ok();
            await town.Advance();
            Assert.Equal("noShow", await absent.MyStatus(id));
        }

        var last = (string)(await absent.All("/api/v1/me/sign-ups"))[0]["eventId"]!;
        var next = await town.Publish(start.AddDays(5));
        await absent.SignUp(next).IsProblem(HttpStatusCode.Conflict, "barred_for_no_shows");
        await absent.Post(Path(last, $"/no-shows/{absent.ResidentId}/excuse"), new { reason = "住院" })
            .IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        await town.Worker.Post(Path(last, $"/no-shows/{absent.ResidentId}/excuse"), new { reason = "住院" })
            .Is(HttpStatusCode.NoContent);
        await absent.SignUp(next).Ok();
    }

    [Fact]
    public async Task Where_nobody_checked_in_nobody_is_a_no_show()
    {
        var start = await town.Morning();
        var id = await town.Publish(start);
        var zhang = await town.Person();
        await zhang.SignUp(id).Ok();
        await town.AdvanceTo(start.AddHours(2));
        await town.Worker.Post(Path(id, "/settle")).Ok();
        await town.Advance();
        Assert.Equal("confirmed", await zhang.MyStatus(id));
        Assert.Equal("confirmed", (string?)(await zhang.All("/api/v1/me/sign-ups"))[0]["status"]);
    }

    private async Task<string> Check(string id, string direction, params Client[] people)
    {
        var code = await town.Code(id);
        var last = "";
        foreach (var person in people)
            last = (await person.Post(Path(id, "/" + direction), new { code })).Is(HttpStatusCode.OK).Text;
        return last;
    }

    private static async Task<string> SignedUp(Client person, string id) =>
        (await person.SignUp(id)).Is(HttpStatusCode.Created).Text;

    private static Task<Answer> CheckIn(Client person, string id, object body) =>
        person.Post(Path(id, "/check-ins"), body);

    private Task<Answer> Scan(string id, string code, string direction) =>
        town.Worker.Post(Path(id, "/staff-scans"), new { code, direction });

    private static async Task<(int Minutes, int Points)> Earned(Client person)
    {
        JsonNode volunteer = (await person.Get("/api/v1/me").Ok())["volunteer"]!;
        var points = await person.Get("/api/v1/me/points").Ok();
        return ((int)volunteer["signedMinutes"]!, (int)points["balance"]!);
    }
}
