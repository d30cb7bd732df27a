using System.Net;
using System.Text.Json.Nodes;
using ResidentService.IntegrationTests.CommunityEvents;

namespace ResidentService.IntegrationTests.Care;

public sealed class CareTagTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task Tags_are_seen_by_who_has_to_know_and_the_person_sees_who_looked()
    {
        var (wang, grid, stranger) = (await Neighbour("王秀英"), await Grid(), await town.Person());
        var review = (await Today()).AddDays(90);
        await SetTag(wang, "livingAlone", "high", review).Is(HttpStatusCode.NoContent);
        await SetTag(wang, "disability", "general", review).Is(HttpStatusCode.NoContent);

        var looks = $"/api/v1/residents/{wang.ResidentId}/care/looks";
        await stranger.Post(looks, new { reason = "好奇" }).IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        await grid.Post(looks, new { reason = "" }).IsProblem(HttpStatusCode.BadRequest, "validation_failed");
        var seen = await grid.Post(looks, new { reason = "入户走访" }).Ok();
        Assert.Equal(("王秀英", "high"), ((string)seen["displayName"]!, (string)seen["tier"]!));
        Assert.Equal(["livingAlone", "disability"], seen["tags"]!.AsArray().Select(tag => (string)tag!["kind"]!));
        Assert.Equal("居委会证明", (string?)seen["tags"]![0]!["evidence"]);

        await town.Advance();
        var look = Assert.Single(await wang.All("/api/v1/me/access-log"));
        Assert.Equal(
            [grid.ResidentId, "网格员小赵", "care", "入户走访"],
            ((string[])["byResidentId", "displayName", "what", "reason"]).Select(field => (string)look[field]!));
        Assert.Empty(await stranger.All("/api/v1/me/access-log"));
        Assert.Equal(2, (await wang.Get("/api/v1/me/care").Ok())["tags"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_tag_is_set_anew_and_removed_and_there_is_one_of_a_kind()
    {
        var wang = await Neighbour("王秀英");
        var review = (await Today()).AddDays(90);
        await SetTag(wang, "hardship", "key", review).Is(HttpStatusCode.NoContent);
        await SetTag(wang, "hardship", "key", review).Is(HttpStatusCode.NoContent);
        await SetTag(wang, "hardship", "high", review).Is(HttpStatusCode.NoContent);
        var tag = Assert.Single((await wang.Get("/api/v1/me/care").Ok())["tags"]!.AsArray())!;
        Assert.Equal("high", (string?)tag["tier"]);
        var path = $"/api/v1/residents/{wang.ResidentId}/care/tags/hardship";
        await town.Worker.Send(HttpMethod.Delete, path, new { reason = "已脱困" }).Is(HttpStatusCode.NoContent);
        await town.Worker.Send(HttpMethod.Delete, path, new { reason = "已脱困" }).Is(HttpStatusCode.NoContent);
        Assert.Empty((await wang.Get("/api/v1/me/care").Ok())["tags"]!.AsArray());
        await SetTag(wang, "7", "high", review).IsProblem(HttpStatusCode.NotFound, "not_found");
        await SetTag(wang, "hardship", "high", review.AddDays(400))
            .IsProblem(HttpStatusCode.BadRequest, "review_date_invalid");
    }

    [Fact]
    public async Task A_list_names_nobody_follows_a_move_and_forgets_who_has_gone()
    {
        var wang = await Neighbour("王秀英");
        var here = $"/api/v1/communities/{town.Community}/care?tier=high";
        await SetTag(wang, "aged80", "high", (await Today()).AddDays(10)).Is(HttpStatusCode.NoContent);
        await town.Advance();
        Assert.Equal(["isReviewDue", "residentId", "reviewOn", "tier"], Fields(await Listed(here, wang)));
        await town.AdvanceTo(await town.Morning(days: 10));
        Assert.True((bool)(await Listed(here + "&reviewDue=true", wang))!["isReviewDue"]!);
        await town.AdvanceTo(await town.Morning(days: 21));

        var there = await town.Found($"新社区{Guid.NewGuid():N}");
        await wang.Put("/api/v1/me", new { communityId = there }).Ok();
        await town.Advance();
        Assert.Null(await Listed(here, wang));
        var thereList = $"/api/v1/communities/{there}/care";
        Assert.NotNull(await Listed(thereList, wang, town.Admin));
        await wang.Send(HttpMethod.Delete, "/api/v1/me", new { confirm = true }).Is(HttpStatusCode.NoContent);
        await town.Advance();
        Assert.Null(await Listed(thereList, wang, town.Admin));
    }

    private async Task<Client> Neighbour(string name)
    {
        var person = await town.Person();
        await person.Put("/api/v1/me", new { displayName = name, communityId = town.Community }).Ok();
        return person;
    }

    private async Task<Client> Grid()
    {
        var grid = await Neighbour("网格员小赵");
        await town.Worker.Post($"/api/v1/communities/{town.Community}/staff",
            new { residentId = grid.ResidentId, role = "gridWorker" }).Ok();
        return grid;
    }

    private async Task<DateOnly> Today() => DateOnly.FromDateTime((await town.Morning(days: 0)).DateTime);

    private Task<Answer> SetTag(Client person, string kind, string tier, DateOnly reviewOn) => town.Worker.Put(
        $"/api/v1/residents/{person.ResidentId}/care/tags/{kind}", new { tier, evidence = "居委会证明", reviewOn });

    private async Task<JsonNode?> Listed(string path, Client person, Client? viewer = null) =>
        (await (viewer ?? town.Worker).All(path))
            .SingleOrDefault(row => (string)row["residentId"]! == person.ResidentId);

    private static IEnumerable<string> Fields(JsonNode? row) => row!.AsObject().Select(field => field.Key).Order();
}
