using System.Net;
using static ResidentService.IntegrationTests.CommunityEvents.EventSteps;

namespace ResidentService.IntegrationTests.CommunityEvents;

public sealed class EventWritingTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task A_draft_is_for_staff_only()
    {
        var id = await town.Draft(await town.Morning());
        await town.Anonymous().Get(Path(id)).IsProblem(HttpStatusCode.NotFound, "not_found");
        await (await town.Person()).Get(Path(id)).IsProblem(HttpStatusCode.NotFound, "not_found");
        Assert.Equal("draft", (string?)(await town.Worker.Get(Path(id)).Ok())["status"]);
        Assert.DoesNotContain(await Listed(), listed => listed == id);
        await town.Worker.Post(Path(id, "/cancel"), new { reason = "不办了" }).Ok();
        await town.Anonymous().Get(Path(id)).IsProblem(HttpStatusCode.NotFound, "not_found");
        Assert.DoesNotContain(await Listed(), listed => listed == id);
    }

    [Fact]
    public async Task Drafting_twice_with_one_key_makes_one_event()
    {
        var start = await town.Morning();
        var body = Reading(start, "读书会");
        var first = (await town.Worker.Post("/api/v1/events", body, "once")).Is(HttpStatusCode.Created);
        Assert.Equal(first.Text, (await town.Worker.Post("/api/v1/events", body, "once")).Text);
        await town.Worker.Post("/api/v1/events", Reading(start, "另一个读书会"), "once")
            .IsProblem(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
        await town.Worker.Post("/api/v1/events", body).IsProblem(HttpStatusCode.BadRequest, "idempotency_key_required");
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field()
    {
        var start = await town.Morning();
        foreach (var (wrong, field) in new (object, string)[]
        {
            (new { title = "" }, "title"),
            (new { endsAt = start.AddHours(-1) }, "endsAt"),
            (new { endsAt = start.AddHours(25) }, "endsAt"),
            (new { endsAt = (string?)null }, "endsAt"),
            (new { startsAt = "2026-05-04T09:00:00" }, "startsAt"),
            (new { capacity = 0 }, "capacity"),
            (new { waitListCapacity = -1 }, "waitListCapacity"),
            (new { signUpClosesAt = start.AddDays(1) }, "signUpClosesAt"),
            (new { locationRequired = true }, "place"),
            (new { place = new { name = "广场", latitude = 91, longitude = 9, radiusMetres = 100 } }, "place.latitude"),
            (new { place = new { name = "广场", latitude = 34, radiusMetres = 100 } }, "place.longitude"),
        })
        {
            var answer = await Assert.ThrowsAnyAsync<Exception>(() => town.Draft(start, wrong));
            Assert.Contains("400", answer.Message, StringComparison.Ordinal);
            Assert.Contains("validation_failed", answer.Message, StringComparison.Ordinal);
            Assert.Contains($"\"{field}\"", answer.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Only_workers_of_the_community_write()
    {
        var start = await town.Morning();
        var id = await town.Draft(start);
        var elsewhere = await town.Found("别处社区" + Guid.NewGuid().ToString("N"));
        foreach (var person in (Client[])[await town.Person(), await WorkerOf(elsewhere)])
        {
            await person.PostOnce("/api/v1/events", Reading(start, "读书会"))
                .IsProblem(HttpStatusCode.Forbidden, "not_allowed");
            await person.Put(Path(id), new { title = "读书会" }).IsProblem(HttpStatusCode.Forbidden, "not_allowed");
            foreach (var call in (string[])["/publish", "/settle"])
                await person.Post(Path(id, call)).IsProblem(HttpStatusCode.Forbidden, "not_allowed");
            await person.Post(Path(id, "/cancel"), new { reason = "下雨" })
                .IsProblem(HttpStatusCode.Forbidden, "not_allowed");
            await person.Get(Path(id, "/check-in-code")).IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        }

        await town.Worker.Post(Path("evt_nowhere", "/publish")).IsProblem(HttpStatusCode.NotFound, "not_found");
        await town.Worker.Put(Path("evt_nowhere"), new { title = "读书会" })
            .IsProblem(HttpStatusCode.NotFound, "not_found");
        await town.Anonymous().Get(Path("evt_nowhere")).IsProblem(HttpStatusCode.NotFound, "not_found");
        await town.Worker.Get(Path(id, "/check-in-code")).IsProblem(HttpStatusCode.Conflict, "event_not_published");
        await town.Worker.Post(Path(id, "/settle")).IsProblem(HttpStatusCode.Conflict, "event_not_published");
        await town.Worker.Post(Path(id, "/cancel"), new { }).IsProblem(HttpStatusCode.BadRequest, "validation_failed");
    }

    [Fact]
    public async Task A_change_leaves_what_is_absent()
    {
        var start = await town.Morning();
        var id = await town.Draft(start, new { description = "带手套", privateDetails = "门禁 1234" });
        var changed = await town.Worker.Put(Path(id), new { endsAt = start.AddHours(3), capacity = 1 }).Ok();
        Assert.Equal(("清洁家园", "带手套", "门禁 1234"),
            ((string?)changed["title"], (string?)changed["description"], (string?)changed["privateDetails"]));
        Assert.Equal(start.AddHours(3), (DateTimeOffset)changed["endsAt"]!);
        await town.Worker.Put(Path(id), new { endsAt = start })
            .IsProblem(HttpStatusCode.BadRequest, "validation_failed");

        await town.Worker.Post(Path(id, "/publish")).Ok();
        await town.Worker.Put(Path(id), new { startsAt = start.AddHours(1) })
            .IsProblem(HttpStatusCode.Conflict, "event_published");
        await town.Worker.Put(Path(id), new { capacity = 3, title = "大扫除" }).Ok();
        var listed = Assert.Single(await town.Worker.All(List()), item => (string?)item["eventId"] == id);
        Assert.Equal(("大扫除", 3), ((string?)listed["title"], (int)listed["capacity"]!));
    }

    [Fact]
    public async Task Raising_the_capacity_moves_the_line_up()
    {
        var id = await town.Publish(await town.Morning(), new { capacity = 1 });
        var (zhang, li) = (await town.Person(), await town.Person());
        await zhang.SignUp(id).Ok();
        Assert.Equal("waiting", (string?)(await li.SignUp(id).Ok())["status"]);
        await town.Worker.Put(Path(id), new { capacity = 2 }).Ok();
        Assert.Equal("confirmed", await li.MyStatus(id));
    }

    [Fact]
    public async Task Private_details_are_for_those_with_a_seat_and_staff()
    {
        var id = await town.Publish(await town.Morning(), new { capacity = 1, privateDetails = "门禁 1234" });
        var (zhang, li) = (await town.Person(), await town.Person());
        await zhang.SignUp(id).Ok();
        await li.SignUp(id).Ok();
        (Client, bool)[] views = [(zhang, true), (li, false), (town.Anonymous(), false), (town.Worker, true)];
        foreach (var (who, sees) in views)
            Assert.Equal(sees, (await who.Get(Path(id)).Ok())["privateDetails"] is not null);
    }

    [Fact]
    public async Task Several_sessions_are_one_event()
    {
        var start = await town.Morning();
        object[] sessions =
        [
            new { startsAt = start, endsAt = start.AddHours(1) },
            new { startsAt = start.AddDays(1), endsAt = start.AddDays(1).AddHours(1) },
        ];
        await Assert.ThrowsAnyAsync<Exception>(() => town.Draft(start, new { sessions }));
        var id = await town.Publish(start, new { sessions, startsAt = (string?)null, endsAt = (string?)null });
        var seen = await town.Anonymous().Get(Path(id)).Ok();
        Assert.Equal(start, (DateTimeOffset)seen["startsAt"]!);
        Assert.Equal(start.AddDays(1).AddHours(1), (DateTimeOffset)seen["endsAt"]!);
        Assert.Equal(2, seen["sessions"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_list_shows_a_communitys_events_in_their_order_page_by_page()
    {
        var community = await town.Found("列表社区" + Guid.NewGuid().ToString("N"));
        await Appoint(community, town.Worker);
        var start = await town.Morning();
        var events = new List<string>();
        foreach (var day in (int[])[3, 1, 2, 1])
            events.Add(await town.Publish(start.AddDays(day), new { communityId = community }));
        string[] soonest = [.. ((string[])[events[1], events[3]]).Order(StringComparer.Ordinal), events[2], events[0]];
        var ofCommunity = $"/api/v1/events?communityId={community}";
        Assert.Equal(soonest, (await town.Worker.All(ofCommunity, limit: 1)).Select(Id));

        var (from, to) = (start.AddDays(2), start.AddDays(3));
        var byTime = $"{ofCommunity}&from={from:yyyy-MM-ddTHH:mm:sszzz}&to={to:yyyy-MM-ddTHH:mm:sszzz}";
        Assert.Equal([events[2]], (await town.Worker.All(byTime)).Select(Id));
        var byDay = $"{ofCommunity}&from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}";
        Assert.Equal([events[2], events[0]], (await town.Worker.All(byDay)).Select(Id));
        await town.Worker.Get("/api/v1/events?from=tomorrow").IsProblem(HttpStatusCode.BadRequest, "validation_failed");
        await town.Worker.Get("/api/v1/events?communityId=evt_x")
            .IsProblem(HttpStatusCode.BadRequest, "validation_failed");
    }

    [Fact]
    public async Task Near_a_point_the_nearest_come_first()
    {
        var start = await town.Morning();
        var events = new List<string>();
        foreach (var latitude in (double[])[34.05, 34.001, 34.02, 35])
        {
            var place = new { name = "广场", latitude, longitude = 109, radiusMetres = 100 };
            events.Add(await town.Publish(start, new { place }));
        }

        await town.Publish(start);
        var near = await town.Anonymous().All("/api/v1/events?near=34,109", limit: 2);
        Assert.Equal([events[1], events[2], events[0]], near.Select(Id));
        Assert.Equal(111, (int)near[0]["distanceMetres"]!);
        await town.Worker.Get("/api/v1/events?near=34").IsProblem(HttpStatusCode.BadRequest, "validation_failed");
    }

    private static string Id(System.Text.Json.Nodes.JsonNode item) => (string)item["eventId"]!;

    private object Reading(DateTimeOffset start, string title) => new
    {
        communityId = town.Community,
        title,
        startsAt = start,
        endsAt = start.AddHours(1),
        capacity = 5,
    };

    private string List() => $"/api/v1/events?communityId={town.Community}";

    private async Task<IEnumerable<string>> Listed() => (await town.Worker.All(List())).Select(Id);

    private async Task<Client> WorkerOf(string community)
    {
        var person = await town.Person();
        await Appoint(community, person);
        return person;
    }

    private async Task Appoint(string community, Client person)
    {
        var body = new { residentId = person.ResidentId, role = "communityWorker" };
        await town.Admin.Post($"/api/v1/communities/{community}/staff", body).Ok();
    }
}
