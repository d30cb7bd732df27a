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
        await town.Advance();
        Assert.Equal(40, (int)(await li.Get("/api/v1/me").Ok())["volunteer"]!["supplementedMinutes"]!);
        var seen = (await town.Worker.Post(Path(id, "/visits/looks"), new { reason = "月度回访" }).Ok())["items"]![0]!;
        Assert.Equal("血压偏高", (string?)seen["notes"]);
        Assert.Equal("血压偏高", (string?)(await wang.All(Path(id, "/visits")))[0]["notes"]);
        await town.Advance();
        Assert.Equal("visits", (string?)Assert.Single(await wang.All("/api/v1/me/access-log"))["what"]);

        await town.Advance(7 * 24 * 60);
        Assert.Equal("volunteer", await Alerted(id));
        await town.Advance(2 * 24 * 60);
        Assert.Equal("gridWorker", await Alerted(id));
        Assert.Equal(["visitOverdue", "pairingBegun", "pairingProposed"], (await Told(li)).Where(IsOfPairing));
        Assert.Equal("visitOverdue", (await Told(town.Worker))[0]); // there is no grid worker here
        Assert.Equal(["pairingBegun", "pairingProposed"], (await Told(wang)).Where(IsOfPairing));
        var overdue = $"/api/v1/communities/{town.Community}/pairings?overdue=true";
        Assert.Contains(await town.Worker.All(overdue), row => (string)row["pairingId"]! == id);

        await li.Post(Path(id, "/offer"), new { volunteerId = zhao.ResidentId }).Is(HttpStatusCode.NoContent);
        await zhao.Post(Path(id, "/agree"), new { volunteerId = zhao.ResidentId }).Is(HttpStatusCode.NoContent);
        await wang.Post(Path(id, "/agree"), new { volunteerId = zhao.ResidentId }).Is(HttpStatusCode.NoContent);
        await li.PostOnce(Path(id, "/visits"), visit).IsProblem(HttpStatusCode.NotFound, "not_found");
        await zhao.PostOnce(Path(id, "/visits"), visit).Is(HttpStatusCode.NoContent);
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
