using System.Net;
using System.Text.Json.Nodes;

namespace ResidentService.IntegrationTests.Points;

public sealed class PointsTests(PointsTown town) : IClassFixture<PointsTown>
{
    private const string Points = "/api/v1/me/points";
    private const string Entries = Points + "/entries";

    [Fact]
    public async Task My_points_tell_what_can_be_spent_what_expires_soon_and_what_is_pending()
    {
        var points = await town.Zhang.Get(Points).Ok();
        Assert.Equal("acc_" + town.Zhang.ResidentId, (string?)points["accountId"]);
        Assert.Equal(50, (long)points["balance"]!);
        Assert.Equal(0, (long)points["held"]!);
        Assert.Equal(2, (long)points["pending"]!);
        var expiring = Assert.Single(points["expiring"]!.AsArray())!;
        Assert.Equal(5, (long)expiring["points"]!);
        Assert.EndsWith("-01T00:00:00+08:00", (string?)expiring["at"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_new_has_no_points()
    {
        var person = await town.Person();
        var points = await person.Get(Points).Ok();
        Assert.All((string[])["balance", "held", "pending"], name => Assert.Equal(0, (long)points[name]!));
        Assert.Empty(points["expiring"]!.AsArray());
        Assert.Empty((await person.Get(Entries).Ok())["items"]!.AsArray());
    }

    [Fact]
    public async Task Entries_come_newest_first_and_page_by_page()
    {
        var first = await town.Sun.Get(Entries + "?limit=2").Ok();
        Assert.Equal([9, 8], Numbers(first, "points"));
        Assert.Equal([24, 15], Numbers(first, "balanceAfter"));
        var second = await town.Sun.Get($"{Entries}?limit=2&cursor={first["nextCursor"]}").Ok();
        Assert.Equal([7], Numbers(second, "points"));
        Assert.Null(second["nextCursor"]);
        var oldest = second["items"]![0]!;
        Assert.Equal("award", (string?)oldest["reason"]);
        Assert.Equal("evt_cleaning", (string?)oldest["source"]);
    }

    [Fact]
    public async Task A_page_that_cannot_be_is_refused()
    {
        await town.Sun.Get(Entries + "?cursor=abcd").IsProblem(HttpStatusCode.BadRequest, "bad_cursor");
        await town.Sun.Get(Entries + "?limit=101").IsProblem(HttpStatusCode.BadRequest, "validation_failed");
    }

    [Fact]
    public async Task Who_is_not_signed_in_sees_nobodys_points()
    {
        foreach (var path in (string[])[Points, Entries, Entries + "/ent_res_x_1/origin"])
            await town.Anonymous().Get(path).IsProblem(HttpStatusCode.Unauthorized, "not_signed_in");
    }

    [Fact]
    public async Task A_gift_arrives_at_once_with_its_message_and_its_origin()
    {
        var given = await Gift(town.Liu, 12, "生日快乐");
        Assert.Equal(12, (long)given["points"]!);

        // The giver's own list waits for what the giver wrote; after that everybody's shows it.
        var paid = (await town.Liu.Get(Entries).Ok())["items"]![0]!;
        Assert.Equal(-12, (long)paid["points"]!);
        Assert.Equal(town.Wang.ResidentId, (string?)paid["source"]);
        Assert.Null(paid["message"]);

        var received = (await town.Wang.Get(Entries).Ok())["items"]![0]!;
        Assert.Equal(12, (long)received["points"]!);
        Assert.Equal("gift", (string?)received["reason"]);
        Assert.Equal(town.Liu.ResidentId, (string?)received["source"]);
        Assert.Equal("生日快乐", (string?)received["message"]);

        var origins = await town.Liu.Get($"{Entries}/{paid["entryId"]}/origin").Ok();
        var origin = Assert.Single(origins["items"]!.AsArray())!;
        Assert.Equal(12, (int)origin["points"]!);
        Assert.Equal("evt_cleaning", (string?)origin["eventId"]);
        Assert.Equal("河道清洁", (string?)origin["eventTitle"]);
        Assert.Equal(town.Community, (string?)origin["communityId"]);
        Assert.Equal(town.Liu.ResidentId, (string?)origin["earnerResidentId"]);
        Assert.Equal(town.Now.AddHours(-3), DateTimeOffset.Parse((string)origin["checkedInAt"]!));
    }

    [Fact]
    public async Task A_gift_with_the_same_key_is_given_once()
    {
        var before = (long)(await town.Liu.Get(Points).Ok())["balance"]!;
        var (key, body) = (Guid.NewGuid().ToString("N"), new { toResidentId = town.Wang.ResidentId, points = 3 });
        var first = await town.Liu.Post(Points + "/gifts", body, key).Ok();
        var again = await town.Liu.Post(Points + "/gifts", body, key).Ok();
        Assert.Equal((string?)first["transferId"], (string?)again["transferId"]);
        Assert.Equal(before - 3, (long)(await town.Liu.Get(Points).Ok())["balance"]!);
        await town.Liu.Post(Points + "/gifts", body with { points = 4 }, key)
            .IsProblem(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
    }

    [Fact]
    public async Task A_gift_is_still_answered_when_the_receiver_has_moved_out_since()
    {
        var son = await town.Person();
        var household = (await town.Liu.Get("/api/v1/me/household").Ok())["householdId"];
        await town.Liu.Post($"/api/v1/households/{household}/invitations", new { residentId = son.ResidentId }).Ok();
        await son.Post($"/api/v1/households/{household}/members/me").Ok();
        var gift = new { toResidentId = son.ResidentId, points = 1, message = "加油" };
        var first = await town.Liu.Post(Points + "/gifts", gift, "lost").Ok();

        await son.Delete($"/api/v1/households/{household}/members/me").Ok();
        var again = await town.Liu.Post(Points + "/gifts", gift, "lost").Ok();
        Assert.Equal((string?)first["transferId"], (string?)again["transferId"]);
        Assert.Equal(1, (long)(await son.Get(Points).Ok())["balance"]!);
        await town.Liu.PostOnce(Points + "/gifts", gift).IsProblem(HttpStatusCode.Conflict, "not_in_household");
    }

    [Fact]
    public async Task The_origin_of_another_persons_entry_is_not_found()
    {
        var entry = (await town.Sun.Get(Entries).Ok())["items"]![0]!["entryId"]!;
        await town.Sun.Get($"{Entries}/{entry}/origin").Is(HttpStatusCode.OK);
        await town.Zhang.Get($"{Entries}/{entry}/origin").IsProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Theory]
    [InlineData("1", "the account's opening is no entry")]
    [InlineData("999", "there is none yet")]
    [InlineData("0", "versions begin at 1")]
    [InlineData("x", "no number")]
    public async Task An_entry_that_is_none_is_not_found(string version, string why)
    {
        var answer = await town.Sun.Get($"{Entries}/ent_{town.Sun.ResidentId}_{version}/origin");
        Assert.True(answer.Status == HttpStatusCode.NotFound, $"{why}: {answer.Status}");
    }

    [Fact]
    public async Task Gifts_stay_in_the_household()
    {
        var to = new { toResidentId = town.Zhang.ResidentId, points = 1 };
        await town.Liu.PostOnce(Points + "/gifts", to).IsProblem(HttpStatusCode.Conflict, "not_in_household");
        await town.Sun.PostOnce(Points + "/gifts", to).IsProblem(HttpStatusCode.Conflict, "not_in_household");
        await town.Liu.PostOnce(Points + "/gifts", new { toResidentId = "res_nobody", points = 1 })
            .IsProblem(HttpStatusCode.Conflict, "not_in_household");
    }

    [Theory]
    [InlineData(101, HttpStatusCode.Conflict, "gift_limit_reached")]
    [InlineData(0, HttpStatusCode.BadRequest, "validation_failed")]
    [InlineData(-5, HttpStatusCode.BadRequest, "validation_failed")]
    public async Task Some_numbers_of_points_are_refused(int points, HttpStatusCode status, string code) =>
        await town.Liu.PostOnce(Points + "/gifts", new { toResidentId = town.Wang.ResidentId, points })
            .IsProblem(status, code);

    [Fact]
    public async Task Nobody_gives_more_than_they_have_or_to_themselves()
    {
        var (alone, partner) = (await town.Person(), await town.Person());
        var household = (await alone.PostOnce("/api/v1/households").Ok())["householdId"];
        await alone.Post($"/api/v1/households/{household}/invitations", new { residentId = partner.ResidentId }).Ok();
        await partner.Post($"/api/v1/households/{household}/members/me").Ok();
        await alone.PostOnce(Points + "/gifts", new { toResidentId = partner.ResidentId, points = 1 })
            .IsProblem(HttpStatusCode.Conflict, "insufficient_points");
        await alone.PostOnce(Points + "/gifts", new { toResidentId = alone.ResidentId, points = 1 })
            .IsProblem(HttpStatusCode.BadRequest, "gift_to_self");
    }

    [Fact]
    public async Task A_gift_needs_a_key_and_known_fields()
    {
        var to = town.Wang.ResidentId;
        await town.Liu.Post(Points + "/gifts", new { toResidentId = to, points = 1 })
            .IsProblem(HttpStatusCode.BadRequest, "idempotency_key_required");
        await town.Liu.PostOnce(Points + "/gifts", new { toResidentId = to, points = 1, currency = "CNY" })
            .IsProblem(HttpStatusCode.BadRequest, "unknown_field");
        await town.Liu.PostOnce(Points + "/gifts", new { points = 1 })
            .IsProblem(HttpStatusCode.BadRequest, "validation_failed");
        await town.Liu.PostOnce(Points + "/gifts", new { toResidentId = to, points = 1, message = new string('好', 51) })
            .IsProblem(HttpStatusCode.BadRequest, "validation_failed");
    }

    [Fact]
    public async Task The_communitys_workers_see_its_issuance()
    {
        var path = $"/api/v1/communities/{town.Community}/issuance";
        var issuance = await town.Worker.Get(path).Ok();
        Assert.Equal(20_000, (long)issuance["budgetPerMonth"]!);
        Assert.Equal(374, (long)issuance["issuedThisMonth"]!);
        Assert.Equal(374, (long)issuance["inCirculation"]!);
        Assert.Equal(0, (long)issuance["waitingAwards"]!);

        await town.Zhang.Get(path).IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        await town.Anonymous().Get(path).IsProblem(HttpStatusCode.Unauthorized, "not_signed_in");
        await town.Worker.Get("/api/v1/communities/com_elsewhere/issuance")
            .IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        await town.Admin.Get("/api/v1/communities/com_elsewhere/issuance")
            .IsProblem(HttpStatusCode.NotFound, "not_found");
    }

    private Task<JsonNode> Gift(Client giver, int points, string message) =>
        giver.PostOnce(Points + "/gifts", new { toResidentId = town.Wang.ResidentId, points, message }).Ok();

    private static long[] Numbers(JsonNode list, string name) =>
        [.. list["items"]!.AsArray().Select(item => (long)item![name]!)];
}
