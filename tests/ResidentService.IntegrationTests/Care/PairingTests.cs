using System.Net;
using ResidentService.IntegrationTests.CommunityEvents;

namespace ResidentService.IntegrationTests.Care;

public sealed class PairingTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task A_person_of_tier_1_is_paired_visited_missed_and_handed_over()
    {
        var (wang, li, zhao) = (await Neighbour(), await town.Volunteer(), await town.Volunteer());
        var review = DateOnly.FromDateTime((await town.Morning(days: 90)).DateTime);
        await town.Worker.Put($"/api/v1/residents/{wang.ResidentId}/care/tags/livingAlone",
            new { tier = "high", evidence = "居委会证明", reviewOn = review }).Is(HttpStatusCode.NoContent);
        Assert.True(await IsUnpaired(wang));

        var id = await Request(wang);
        await town.Worker.Post(Path(id, "/offer"), new { volunteerId = li.ResidentId }).Is(HttpStatusCode.NoContent);
        await li.Post(Path(id, "/agree"), new { volunteerId = li.ResidentId }).Is(HttpStatusCode.NoContent);
        await zhao.Get(Path(id)).IsProblem(HttpStatusCode.NotFound, "not_found");
        await wang.Post(Path(id, "/agree"), new { volunteerId = li.ResidentId }).Is(HttpStatusCode.NoContent);
        Assert.Equal(("active", "high"), await StatusAndTier(id));
        Assert.False(await IsUnpaired(wang));

        var visit = new { kind = "inPerson", minutes = 40, notes = "血压偏高", hasNeeds = true };
        await wang.PostOnce(Path(id, "/visits"), visit).IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        await li.PostOnce(Path(id, "/visits"), visit).Is(HttpStatusCode.NoContent);
        var seen = (await town.Worker.Post(Path(id, "/visits/looks"), new { reason = "月度回访" }).Ok())["items"]![0]!;
        Assert.Equal("血压偏高", (string?)seen["notes"]);
        Assert.Equal("血压偏高", (string?)(await wang.All(Path(id, "/visits")))[0]["notes"]);
        await town.Advance();
        Assert.Equal("visits", (string?)Assert.Single(await wang.All("/api/v1/me/access-log"))["what"]);

        await town.Advance(7 * 24 * 60);
        Assert.Equal("volunteer", await Alerted(id));
        var grid = await town.Person();
        await town.Worker.Post($"/api/v1/communities/{town.Community}/staff",
            new { residentId = grid.ResidentId, role = "gridWorker" }).Ok();
        await town.Advance(2 * 24 * 60);
        Assert.Equal("gridWorker", await Alerted(id));
        Assert.Equal(["visitOverdue", "pairingBegun", "pairingProposed"], (await Told(li)).Where(IsOfPairing));
        Assert.Contains("visitOverdue", await Told(grid));
        Assert.Equal(["pairingBegun", "pairingProposed"], (await Told(wang)).Where(IsOfPairing));
        await wang.Post(Path(id, "/pause"), new { until = await town.Morning(days: 20), reason = "住院" })
            .Is(HttpStatusCode.NoContent);
        await wang.Post(Path(id, "/resume")).Is(HttpStatusCode.NoContent);
        Assert.Equal("gridWorker", await Alerted(id));
        var overdue = $"/api/v1/communities/{town.Community}/pairings?overdue=true";
        Assert.Contains(await town.Worker.All(overdue), row => (string)row["pairingId"]! == id);

        await li.Post(Path(id, "/offer"), new { volunteerId = zhao.ResidentId }).Is(HttpStatusCode.NoContent);
        await zhao.Post(Path(id, "/agree"), new { volunteerId = zhao.ResidentId }).Is(HttpStatusCode.NoContent);
        await wang.Post(Path(id, "/agree"), new { volunteerId = zhao.ResidentId }).Is(HttpStatusCode.NoContent);
        await li.PostOnce(Path(id, "/visits"), visit).IsProblem(HttpStatusCode.NotFound, "not_found");
        Assert.Equal("gridWorker", await Alerted(id));
        await zhao.PostOnce(Path(id, "/visits"), visit).Is(HttpStatusCode.NoContent);
        Assert.Null(await Alerted(id));
        await town.Advance();
        Assert.Equal(id, (string?)Assert.Single(await zhao.All("/api/v1/me/pairings"))["pairingId"]);
        await wang.Post(Path(id, "/end"), new { reason = "搬到女儿家" }).Is(HttpStatusCode.NoContent);
        await town.Advance();
        Assert.True(await IsUnpaired(wang));
    }

    [Fact]
    public async Task Minors_have_vetted_volunteers_and_a_second_adult_at_the_visit()
    {
        var (child, li, mother) = (await Neighbour(), await town.Volunteer(), await town.Volunteer());
        await child.Put("/api/v1/me", new { birthDate = $"{(await town.Morning()).Year - 10}-01-01" }).Ok();
        var id = await Request(child);
        var offer = new { volunteerId = li.ResidentId };
        await town.Worker.Post(Path(id, "/offer"), offer).IsProblem(HttpStatusCode.Conflict, "vetting_required");
        var review = DateOnly.FromDateTime((await town.Morning(days: 300)).DateTime);
        await town.Worker.Post($"/api/v1/residents/{li.ResidentId}/vettings",
            new { reviewOn = review, evidence = "无犯罪记录证明" }).Is(HttpStatusCode.NoContent);
        await town.Worker.Post(Path(id, "/offer"), offer).Is(HttpStatusCode.NoContent);
        await town.Worker.Post(Path(id, "/agree"), offer).Is(HttpStatusCode.NoContent); // on the household's paper
        await li.Post(Path(id, "/agree"), offer).Is(HttpStatusCode.NoContent);
        await li.PostOnce(Path(id, "/visits"), new { kind = "inPerson", minutes = 30, notes = "辅导作业" })
            .IsProblem(HttpStatusCode.Conflict, "second_adult_required");
        await li.PostOnce(Path(id, "/visits"),
                new { kind = "inPerson", minutes = 30, notes = "辅导作业", besideId = mother.ResidentId })
            .Is(HttpStatusCode.NoContent);

        var standIn = new { volunteerId = mother.ResidentId, until = await town.Morning(days: 20) };
        await li.Post(Path(id, "/substitute"), standIn).IsProblem(HttpStatusCode.Conflict, "vetting_required");
        await town.Worker.Post($"/api/v1/residents/{mother.ResidentId}/vettings",
            new { reviewOn = review, evidence = "无犯罪记录证明" }).Is(HttpStatusCode.NoContent);
        await li.Post(Path(id, "/substitute"), standIn).Is(HttpStatusCode.NoContent);

        await li.Put("/api/v1/me", new { birthDate = $"{(await town.Morning()).Year - 16}-01-01" }).Ok();
        await li.PostOnce(Path(id, "/visits"), // a minor is none of the two adults
                new { kind = "inPerson", minutes = 30, notes = "辅导作业", besideId = mother.ResidentId })
            .IsProblem(HttpStatusCode.Conflict, "second_adult_required");
        await li.PostOnce(Path(id, "/visits"),
                new { kind = "inPerson", minutes = 30, notes = "辅导作业", besideId = town.Worker.ResidentId })
            .Is(HttpStatusCode.NoContent);

        await town.Worker.Send(HttpMethod.Delete, $"/api/v1/residents/{li.ResidentId}/vettings", new { reason = "被投诉" })
            .Is(HttpStatusCode.NoContent);
        Assert.Equal(("requested", "general"), await StatusAndTier(id));
    }

    [Fact]
    public async Task A_visit_by_the_card_earns_minutes_and_points_and_a_typed_one_waits_for_two_of_staff()
    {
        var (wang, li, grid) = (await Neighbour(), await town.Volunteer(), await town.Person());
        var id = await Paired(wang, li);
        var card = (string)(await wang.Get("/api/v1/me/card").Ok())["code"]!;
        var foreign = (string)(await li.Get("/api/v1/me/card").Ok())["code"]!;
        await li.Post(Path(id, "/visits/begin"), new { code = foreign })
            .IsProblem(HttpStatusCode.Conflict, "code_invalid");
        await li.PostOnce(Path(id, "/visits"), new { kind = "inPerson", code = card, notes = "都好" })
            .IsProblem(HttpStatusCode.Conflict, "visit_not_begun");
        await li.Post(Path(id, "/visits/begin"), new { code = card }).Is(HttpStatusCode.NoContent);
        await town.Advance(130);
        await li.PostOnce(Path(id, "/visits"), new { kind = "inPerson", code = card, minutes = 5, notes = "都好" })
            .IsProblem(HttpStatusCode.BadRequest, "validation_failed");
        await li.PostOnce(Path(id, "/visits"), new { kind = "inPerson", code = card, notes = "都好" })
            .Is(HttpStatusCode.NoContent);
        await town.Advance();
        Assert.Equal(130, (int)(await li.Get("/api/v1/me").Ok())["volunteer"]!["signedMinutes"]!);
        Assert.Equal(2, (int)(await li.Get("/api/v1/me/points").Ok())["balance"]!);
        var entry = (await li.All("/api/v1/me/points/entries"))[0];
        var origin = (await li.Get($"/api/v1/me/points/entries/{entry["entryId"]}/origin").Ok())["items"]![0]!;
        Assert.StartsWith("vis_", (string)origin["serviceId"]!, StringComparison.Ordinal);

        await li.PostOnce(Path(id, "/visits"), new { kind = "phone", minutes = 40, notes = "通话" })
            .Is(HttpStatusCode.NoContent);
        await town.Advance();
        var reports = $"/api/v1/communities/{town.Community}/visit-reports";
        var report = Assert.Single(await town.Worker.All(reports), row => (string)row["pairingId"]! == id);
        var approve = $"/api/v1/visit-reports/{report["visitId"]}/approve";
        await wang.Post(approve).IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        await town.Worker.Post(approve).Is(HttpStatusCode.NoContent);
        await town.Worker.Post(approve).IsProblem(HttpStatusCode.Conflict, "second_approver_needed");
        await town.Worker.Post($"/api/v1/communities/{town.Community}/staff",
            new { residentId = grid.ResidentId, role = "gridWorker" }).Ok();
        await grid.Post(approve).Is(HttpStatusCode.NoContent);
        Assert.Equal(40, (int)(await li.Get("/api/v1/me").Ok())["volunteer"]!["supplementedMinutes"]!);
        await town.Advance();
        Assert.Equal("recorded", (string?)Assert.Single(await li.All("/api/v1/me/visit-reports"))["status"]);
        Assert.DoesNotContain(await town.Worker.All(reports), row => (string)row["pairingId"]! == id);
    }

    [Fact]
    public async Task The_household_says_yes_to_who_stands_in_and_all_of_them_see_the_pairing()
    {
        var (wang, li, zhao, son) = (await Neighbour(), await town.Volunteer(), await town.Volunteer(), await Neighbour());
        var id = await Paired(wang, li);
        var household = (string)(await wang.PostOnce("/api/v1/households").Ok())["householdId"]!;
        await wang.Post($"/api/v1/households/{household}/invitations", new { residentId = son.ResidentId }).Ok();
        await son.Post($"/api/v1/households/{household}/members/me").Is(HttpStatusCode.NoContent);
        await li.Post(Path(id, "/substitute"),
            new { volunteerId = zhao.ResidentId, until = await town.Morning(days: 9) }).Is(HttpStatusCode.NoContent);
        var visit = new { kind = "phone", minutes = 10, notes = "都好" };
        await zhao.PostOnce(Path(id, "/visits"), visit).IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        await zhao.Post(Path(id, "/substitute/agree"), new { volunteerId = zhao.ResidentId })
            .IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        await son.Post(Path(id, "/substitute/agree"), new { volunteerId = zhao.ResidentId })
            .Is(HttpStatusCode.NoContent);
        await zhao.PostOnce(Path(id, "/visits"), visit).Is(HttpStatusCode.NoContent);
        await town.Advance();
        foreach (var person in (Client[])[wang, son, li, zhao])
            Assert.Equal(id, (string?)Assert.Single(await person.All("/api/v1/me/pairings"))["pairingId"]);
        await zhao.Post(Path(id, "/substitute/decline"), new { volunteerId = zhao.ResidentId })
            .Is(HttpStatusCode.NoContent);
        await town.Advance();
        Assert.Empty(await zhao.All("/api/v1/me/pairings"));
    }

    [Fact]
    public async Task The_list_of_a_community_and_own_data_follow_the_person()
    {
        var (wang, li) = (await Neighbour(), await town.Volunteer());
        var id = await Paired(wang, li);
        await li.PostOnce(Path(id, "/visits"), new { kind = "phone", minutes = 10, notes = "血压偏高" })
            .Is(HttpStatusCode.NoContent);
        await town.AdvanceTo(await town.Morning(days: 31));
        var there = await town.Found($"新社区{Guid.NewGuid():N}");
        await wang.Put("/api/v1/me", new { communityId = there }).Ok();
        await town.Advance();
        Assert.DoesNotContain(await town.Admin.All($"/api/v1/communities/{town.Community}/pairings"), Has);
        Assert.Contains(await town.Admin.All($"/api/v1/communities/{there}/pairings"), Has);
        var own = (await wang.Get("/api/v1/me/export").Ok())["pairings"]![0]!;
        Assert.Equal(id, (string?)own["pairing"]!["pairingId"]);
        Assert.Equal("血压偏高", (string?)own["visits"]![0]!["notes"]);
        Assert.Empty((await li.Get("/api/v1/me/export").Ok())["pairings"]![0]!["visits"]!.AsArray());

        bool Has(System.Text.Json.Nodes.JsonNode row) => (string)row["pairingId"]! == id;
    }

    [Fact]
    public async Task One_person_has_three_open_pairings_and_a_fourth_when_one_has_ended()
    {
        var wang = await Neighbour();
        var first = await Request(wang);
        await Request(wang);
        await Request(wang);
        await town.Worker.PostOnce("/api/v1/pairings", new { residentId = wang.ResidentId })
            .IsProblem(HttpStatusCode.Conflict, "too_many_pairings");
        await town.Worker.Post(Path(first, "/end"), new { reason = "重复" }).Is(HttpStatusCode.NoContent);
        await Request(wang);
    }

    [Fact]
    public async Task When_the_volunteer_deletes_their_account_somebody_else_is_looked_for()
    {
        var (wang, li) = (await Neighbour(), await town.Volunteer());
        var id = await Request(wang);
        await town.Worker.Post(Path(id, "/offer"), new { volunteerId = "res_nobody" })
            .IsProblem(HttpStatusCode.NotFound, "not_found");
        await town.Worker.Post(Path(id, "/offer"), new { volunteerId = li.ResidentId }).Is(HttpStatusCode.NoContent);
        await li.Post(Path(id, "/agree"), new { volunteerId = li.ResidentId }).Is(HttpStatusCode.NoContent);
        await town.Worker.Post(Path(id, "/agree"), new { volunteerId = li.ResidentId }).Is(HttpStatusCode.NoContent);
        await li.Send(HttpMethod.Delete, "/api/v1/me", new { confirm = true }).Is(HttpStatusCode.NoContent);
        await town.Advance();
        Assert.Equal(("requested", "general"), await StatusAndTier(id));
    }

    private async Task<string> Paired(Client person, Client volunteer)
    {
        var id = await Request(person);
        var body = new { volunteerId = volunteer.ResidentId };
        await town.Worker.Post(Path(id, "/offer"), body).Is(HttpStatusCode.NoContent);
        await volunteer.Post(Path(id, "/agree"), body).Is(HttpStatusCode.NoContent);
        await person.Post(Path(id, "/agree"), body).Is(HttpStatusCode.NoContent);
        return id;
    }

    private static string Path(string pairing, string more = "") => $"/api/v1/pairings/{pairing}{more}";

    private async Task<Client> Neighbour()
    {
        var person = await town.Person();
        await person.Put("/api/v1/me", new { displayName = "王秀英", communityId = town.Community }).Ok();
        return person;
    }

    private async Task<string> Request(Client person) => (string)(await town.Worker.PostOnce("/api/v1/pairings",
        new { residentId = person.ResidentId }).Ok())["pairingId"]!;

    private async Task<(string, string)> StatusAndTier(string id)
    {
        var pairing = await town.Worker.Get(Path(id)).Ok();
        return ((string)pairing["status"]!, (string)pairing["tier"]!);
    }

    private static async Task<List<string>> Told(Client person) =>
        [.. (await person.All("/api/v1/me/inbox")).Select(message => (string)message["purpose"]!)];

    private static bool IsOfPairing(string purpose) =>
        purpose.StartsWith("pairing", StringComparison.Ordinal) || purpose == "visitOverdue";

    private async Task<string?> Alerted(string id) => (string?)(await town.Worker.Get(Path(id)).Ok())["alerted"];

    private async Task<bool> IsUnpaired(Client person)
    {
        await town.Advance();
        var people = await town.Worker.All($"/api/v1/communities/{town.Community}/care?tier=high&withoutPairing=true");
        return people.Any(row => (string)row["residentId"]! == person.ResidentId);
    }
}
