using System.Net;

namespace ResidentService.IntegrationTests.Communities;

public sealed class CommunityListTests(Town town) : IClassFixture<Town>
{
    private const string Communities = "/api/v1/communities";

    [Fact]
    public async Task Whoever_founds_a_community_finds_it_in_the_list()
    {
        var id = await town.Found("新建社区");
        var listed = (await town.Admin.Get(Communities + "?limit=100").Ok())["items"]!.AsArray()
            .Single(item => (string?)item!["communityId"] == id)!;
        Assert.Equal("新建社区", (string?)listed["name"]);
        Assert.Equal("枣园街道", (string?)listed["street"]);
        Assert.Equal("灞桥区", (string?)listed["district"]);
        Assert.Equal("西安市", (string?)listed["city"]);
    }

    [Fact]
    public async Task Anybody_can_page_through_the_list()
    {
        string[] founded = [await town.Found("甲社区"), await town.Found("乙社区"), await town.Found("丙社区")];
        await town.Admin.Get(Communities).Ok(); // has caught up, so everybody sees them
        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = await town.Anonymous().Get($"{Communities}?limit=2&cursor={cursor}").Ok();
            seen.AddRange(page["items"]!.AsArray().Select(item => (string)item!["communityId"]!));
            cursor = (string?)page["nextCursor"];
        }
        while (cursor is not null);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Subset(seen.ToHashSet(), founded.ToHashSet());
    }

    [Fact]
    public async Task A_cursor_of_another_list_is_refused() => await town.Anonymous()
        .Get(Communities + "?cursor=AAAAAAAAAAAAAAAA").IsProblem(HttpStatusCode.BadRequest, "bad_cursor");
}
