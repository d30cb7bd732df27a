using System.Net;
using static ResidentService.IntegrationTests.CommunityEvents.EventSteps;

namespace ResidentService.IntegrationTests.CommunityEvents;

public sealed class SignUpOverHttpTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task Twenty_seats_and_twenty_places_in_line_go_to_forty_of_two_hundred()
    {
        var id = await town.Publish(await town.Morning(), new { capacity = 20 });
        var people = await town.People(200);
        var answers = await Task.WhenAll(people.Select(person => person.SignUp(id)));

        var won = answers.Where(answer => answer.Status == HttpStatusCode.Created).Select(answer => answer.Json)
            .OrderBy(answer => (int)answer["sequence"]!).ToList();
        Assert.Equal(Enumerable.Range(1, 40), won.Select(answer => (int)answer["sequence"]!));
        Assert.All(won[..20], answer => Assert.Equal("confirmed", (string?)answer["status"]));
        Assert.All(won[20..], answer => Assert.Equal("waiting", (string?)answer["status"]));
        Assert.Equal(Enumerable.Range(1, 20), won[20..].Select(answer => (int)answer["waitPosition"]!));
        Assert.All(
            answers.Where(answer => answer.Status != HttpStatusCode.Created),
            answer => answer.IsProblem(HttpStatusCode.Conflict, "event_full"));
        await town.Advance(); // Others' writes come into lists a moment later.
        var rows = await town.Worker.All(Path(id, "/sign-ups"), limit: 7);
        Assert.Equal(Enumerable.Range(1, 40), rows.Select(row => (int)row["sequence"]!));
        var seen = await town.Anonymous().Get(Path(id)).Ok();
        Assert.Equal((20, 20), ((int)seen["confirmed"]!, (int)seen["waiting"]!));

        // The losers' time is free again.
        var loser = people[Array.FindIndex(answers, answer => answer.Status == HttpStatusCode.Conflict)];
        await loser.SignUp(await town.Publish((DateTimeOffset)seen["startsAt"]!)).Ok();
    }

    [Fact]
    public async Task The_same_key_gives_the_same_answer_whatever_happened_since()
    {
        var start = await town.Morning();
        var id = await town.Publish(start, new { capacity = 1, waitListCapacity = 0 });
        var (zhang, li) = (await town.Person(), await town.Person());
        var first = (await zhang.SignUp(id, "key")).Is(HttpStatusCode.Created);
        Assert.Equal(first.Text, (await zhang.SignUp(id, "key")).Is(HttpStatusCode.Created).Text);
        await zhang.SignUp(id, "another").IsProblem(HttpStatusCode.Conflict, "already_signed_up");
        await zhang.CancelSignUp(id).Ok();
        await li.SignUp(id).Ok();
        Assert.Equal(first.Text, (await zhang.SignUp(id, "key")).Is(HttpStatusCode.Created).Text);
        await zhang.SignUp(id, "another").IsProblem(HttpStatusCode.Conflict, "event_full");
        Assert.Equal("cancelled", await zhang.MyStatus(id));
        await zhang.SignUp(await town.Publish(start)).Ok(); // A refused attempt leaves no claim behind.
    }

    [Fact]
    public async Task A_key_that_was_refused_many_times_is_decided_anew_each_time()
    {
        var id = await town.Publish(await town.Morning(), new { capacity = 1, waitListCapacity = 0 });
        var (zhang, li) = (await town.Person(), await town.Person());
        await zhang.SignUp(id).Ok();
        await zhang.CancelSignUp(id).Ok();
        await li.SignUp(id).Ok();
        for (var refused = 1; refused <= 5; refused++)
            await zhang.SignUp(id, "key").IsProblem(HttpStatusCode.Conflict, "event_full");
        await li.CancelSignUp(id).Ok();
        var given = (await zhang.SignUp(id, "key")).Is(HttpStatusCode.Created);
        Assert.Equal(given.Text, (await zhang.SignUp(id, "key")).Is(HttpStatusCode.Created).Text);
    }

    [Fact]
    public async Task A_sign_up_needs_a_key_and_takes_no_fields()
    {
        var id = await town.Publish(await town.Morning());
        var zhang = await town.Person();
        await zhang.Post(Path(id, "/sign-ups"), new { })
            .IsProblem(HttpStatusCode.BadRequest, "idempotency_key_required");
        await zhang.PostOnce(Path(id, "/sign-ups"), new { seat = 1 })
            .IsProblem(HttpStatusCode.BadRequest, "unknown_field");
        await town.Anonymous().SignUp(id).IsProblem(HttpStatusCode.Unauthorized, "not_signed_in");
        await zhang.SignUp("evt_nowhere").IsProblem(HttpStatusCode.NotFound, "not_found");
        await zhang.SignUp("com_tangdu").IsProblem(HttpStatusCode.NotFound, "not_found");
        await zhang.CancelSignUp(id).IsProblem(HttpStatusCode.NotFound, "not_found");
        await zhang.CancelSignUp("evt_nowhere").IsProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Nobody_is_at_two_places_at_once()
    {
        var start = await town.Morning();
        var (one, other) = (await town.Publish(start), await town.Publish(start.AddHours(1)));
        var zhang = await town.Person();
        var answers = await Task.WhenAll(zhang.SignUp(one), zhang.SignUp(other));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        answers.Single(answer => answer.Status != HttpStatusCode.Created)
            .IsProblem(HttpStatusCode.Conflict, "overlapping_sign_up");
        await zhang.SignUp(await town.Publish(start.AddHours(3))).Ok();
    }

    [Fact]
    public async Task Two_requests_of_one_person_with_two_keys_take_one_seat()
    {
        var id = await town.Publish(await town.Morning());
        var zhang = await town.Person();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => zhang.SignUp(id)));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(
            answers.Where(answer => answer.Status != HttpStatusCode.Created),
            answer => answer.IsProblem(HttpStatusCode.Conflict, "already_signed_up"));
    }

    [Fact]
    public async Task One_can_come_back_after_cancelling()
    {
        var id = await town.Publish(await town.Morning());
        var zhang = await town.Person();
        for (var sequence = 1; sequence <= 3; sequence++)
        {
            Assert.Equal(sequence, (int)(await zhang.SignUp(id).Ok())["sequence"]!);
            await zhang.CancelSignUp(id).Is(HttpStatusCode.NoContent);
            await zhang.CancelSignUp(id).Is(HttpStatusCode.NoContent);
        }
    }

    [Fact]
    public async Task Sign_up_has_a_window_and_ends_with_the_event()
    {
        var start = await town.Morning();
        var later = await town.Publish(start, new { signUpOpensAt = start.AddHours(-1) });
        var zhang = await town.Person();
        await zhang.SignUp(later).IsProblem(HttpStatusCode.Conflict, "sign_up_not_open");
        var off = await town.Publish(start);
        await zhang.SignUp(off).Ok();
        await town.Worker.Post(Path(off, "/cancel"), new { reason = "下雨" }).Is(HttpStatusCode.NoContent);
        Assert.Equal("cancelled", await zhang.MyStatus(off));
        await zhang.SignUp(off).IsProblem(HttpStatusCode.Conflict, "event_cancelled");
        await town.AdvanceTo(start);
        await zhang.SignUp(later).IsProblem(HttpStatusCode.Conflict, "sign_up_closed");
    }

    [Fact]
    public async Task Some_events_are_for_volunteers_and_some_have_a_minimum_age()
    {
        var start = await town.Morning();
        var (person, volunteer) = (await town.Person(), await town.Volunteer());
        var forVolunteers = await town.Publish(start, new { volunteersOnly = true });
        await person.SignUp(forVolunteers).IsProblem(HttpStatusCode.Conflict, "volunteers_only");
        await volunteer.SignUp(forVolunteers).Ok();

        var forOld = await town.Publish(start.AddDays(1), new { minimumAge = 60 });
        await person.SignUp(forOld).IsProblem(HttpStatusCode.Conflict, "birth_date_required");
        var byNight = await town.Publish(start.AddHours(11));
        await person.SignUp(byNight).IsProblem(HttpStatusCode.Conflict, "birth_date_required");
        await person.Put("/api/v1/me", new { birthDate = $"{start.Year - 15}-01-01" }).Ok();
        await person.SignUp(byNight).IsProblem(HttpStatusCode.Conflict, "minor_at_night");
        await person.SignUp(forOld).IsProblem(HttpStatusCode.Conflict, "age_not_allowed");
        await person.Put("/api/v1/me", new { birthDate = "1800-01-01" })
            .IsProblem(HttpStatusCode.BadRequest, "validation_failed");
        await volunteer.SignUp(forOld).Ok();
        var forOlder = await town.Publish(start.AddDays(2), new { minimumAge = 100 });
        await volunteer.SignUp(forOlder).IsProblem(HttpStatusCode.Conflict, "age_not_allowed");
        await volunteer.SignUp(byNight).Ok();
    }

    [Fact]
    public async Task In_approval_mode_staff_give_the_seats()
    {
        var id = await town.Publish(await town.Morning(), new { needsApproval = true, capacity = 1 });
        var (zhang, li) = (await town.Person(), await town.Person());
        Assert.Equal("requested", (string?)(await zhang.SignUp(id).Ok())["status"]);
        await li.SignUp(id).Ok();
        var approve = Path(id, $"/sign-ups/{li.ResidentId}/approve");
        await li.Post(approve).IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        Assert.Equal("""{"status":"confirmed","sequence":2}""", (await town.Worker.Post(approve)).Text);
        Assert.Equal("""{"status":"confirmed","sequence":2}""", (await town.Worker.Post(approve)).Text);
        await town.Worker.Post(Path(id, "/sign-ups/res_nobody/approve"))
            .IsProblem(HttpStatusCode.NotFound, "not_found");
        var rows = await town.Worker.All(Path(id, "/sign-ups"));
        Assert.Equal(["requested", "confirmed"], rows.Select(row => (string)row["status"]!));
    }

    [Fact]
    public async Task Staff_see_who_signed_up_by_name_and_others_do_not()
    {
        var id = await town.Publish(await town.Morning());
        var zhang = await town.Person();
        await zhang.Put("/api/v1/me", new { displayName = "张桂兰" }).Ok();
        await zhang.SignUp(id).Ok();
        await zhang.Get(Path(id, "/sign-ups")).IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        await town.Advance(); // Others' writes come into lists a moment later.
        var row = Assert.Single(await town.Worker.All(Path(id, "/sign-ups")));
        Assert.Equal("张桂兰", (string?)row["displayName"]);
        Assert.Equal(zhang.ResidentId, (string?)row["residentId"]);
    }
}
