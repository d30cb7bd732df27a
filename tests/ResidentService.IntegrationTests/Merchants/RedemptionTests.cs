using System.Net;
using System.Text.Json.Nodes;
using ResidentService.IntegrationTests.CommunityEvents;

namespace ResidentService.IntegrationTests.Merchants;

public sealed class RedemptionTests(Tangdu town) : IClassFixture<Tangdu>
{
    [Fact]
    public async Task A_voucher_is_issued_and_used_once_at_its_own_shop()
    {
        var (shop, owner) = await town.Shop();
        var offer = await Tangdu.Noodles(owner, shop);
        var resident = await town.Rich();
        var issued = await resident.PostOnce($"/api/v1/offers/{offer}/redemptions").Ok();
        Assert.Equal(("issued", 8), ((string?)issued["status"], (int)issued["points"]!));
        var voucher = (string)issued["redemptionId"]!;
        Assert.Equal(9, (int)(await owner.Get($"/api/v1/offers/{offer}").Ok())["remaining"]!);

        var (otherShop, otherOwner) = await town.Shop("另一家");
        var code = await Tangdu.Code(resident, voucher);
        await otherOwner.PostOnce($"/api/v1/merchants/{otherShop}/fulfilments", new { code })
            .IsProblem(HttpStatusCode.NotFound, "not_found");
        await resident.PostOnce($"/api/v1/merchants/{shop}/fulfilments", new { code })
            .IsProblem(HttpStatusCode.Forbidden, "not_allowed");

        var first = await owner.Post($"/api/v1/merchants/{shop}/fulfilments", new { code }, "scan").Ok();
        Assert.Equal((voucher, "油泼面一碗", 8),
            ((string?)first["redemptionId"], (string?)first["offerTitle"], (int)first["points"]!));
        var again = await owner.Post($"/api/v1/merchants/{shop}/fulfilments", new { code }, "scan").Ok();
        Assert.True(JsonNode.DeepEquals(first, again));
        await owner.PostOnce($"/api/v1/merchants/{shop}/fulfilments", new { code })
            .IsProblem(HttpStatusCode.Conflict, "already_fulfilled");
        await resident.Get($"/api/v1/redemptions/{voucher}/code")
            .IsProblem(HttpStatusCode.Conflict, "already_fulfilled");
        await resident.Post($"/api/v1/redemptions/{voucher}/cancel")
            .IsProblem(HttpStatusCode.Conflict, "already_fulfilled");

        Assert.Equal("fulfilled", (string?)(await resident.Get($"/api/v1/redemptions/{voucher}").Ok())["status"]);
        var seen = (await owner.Get($"/api/v1/merchants/{shop}/redemptions?status=fulfilled").Ok())["items"]!.AsArray();
        Assert.Equal(voucher, (string?)Assert.Single(seen)!["redemptionId"]);
        var mine = (await resident.Get("/api/v1/me/redemptions").Ok())["items"]!.AsArray();
        Assert.Equal("fulfilled", (string?)Assert.Single(mine)!["status"]);
    }

    [Fact]
    public async Task Two_clerks_who_scan_at_once_hand_over_once()
    {
        var (shop, owner) = await town.Shop();
        var resident = await town.Rich();
        var voucher = await Tangdu.Redeem(resident, await Tangdu.Noodles(owner, shop));
        var code = await Tangdu.Code(resident, voucher);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            owner.PostOnce($"/api/v1/merchants/{shop}/fulfilments", new { code })));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK),
            answer => answer.IsProblem(HttpStatusCode.Conflict, "already_fulfilled"));
    }

    [Theory]
    [InlineData("code")]
    [InlineData("spoken")]
    public async Task A_key_that_was_used_for_one_voucher_hands_no_other_over(string form)
    {
        var (shop, owner) = await town.Shop();
        var offer = await Tangdu.Noodles(owner, shop);
        var (zhang, wang) = (await town.Rich(), await town.Rich());
        var (first, second) = (await Tangdu.Redeem(zhang, offer), await Tangdu.Redeem(wang, offer));
        await Tangdu.Lists(owner, shop, first, second);
        var path = $"/api/v1/merchants/{shop}/fulfilments";
        var body = new { code = await Tangdu.Code(zhang, first, form) };
        var answer = await owner.Post(path, body, "k1").Ok();
        var other = new { code = await Tangdu.Code(wang, second, form) };
        await owner.Post(path, other, "k1").IsProblem(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
        Assert.Equal("issued", (string?)(await wang.Get($"/api/v1/redemptions/{second}").Ok())["status"]);

        await owner.Get($"/api/v1/merchants/{shop}/redemptions").Ok();
        Assert.True(JsonNode.DeepEquals(answer, await owner.Post(path, body, "k1").Ok()));
        await owner.Post(path, other, "k2").Ok();
    }

    [Fact]
    public async Task The_spoken_form_does_the_same_and_cannot_be_guessed_for_long()
    {
        var (shop, owner) = await town.Shop();
        var resident = await town.Rich();
        var voucher = await Tangdu.Redeem(resident, await Tangdu.Noodles(owner, shop));
        await Tangdu.Lists(owner, shop, voucher);
        var spoken = await Tangdu.Code(resident, voucher, "spoken");
        Assert.Matches("^[0-9]{8}$", spoken);
        var wrong = spoken == "00000000" ? "00000001" : "00000000";
        await owner.PostOnce($"/api/v1/merchants/{shop}/fulfilments", new { code = wrong })
            .IsProblem(HttpStatusCode.Conflict, "code_invalid");

        var used = await owner.Post($"/api/v1/merchants/{shop}/fulfilments", new { code = spoken }, "spoken").Ok();
        Assert.Equal(voucher, (string?)used["redemptionId"]);
        await owner.Get($"/api/v1/merchants/{shop}/redemptions").Ok();
        await owner.Post($"/api/v1/merchants/{shop}/fulfilments", new { code = spoken }, "spoken").Ok();
        await owner.PostOnce($"/api/v1/merchants/{shop}/fulfilments", new { code = spoken })
            .IsProblem(HttpStatusCode.Conflict, "already_fulfilled");

        await owner.PostOnce($"/api/v1/merchants/{shop}/fulfilments", new { code = wrong })
            .IsProblem(HttpStatusCode.Conflict, "code_invalid");
        await owner.PostOnce($"/api/v1/merchants/{shop}/fulfilments", new { code = wrong })
            .IsProblem(HttpStatusCode.TooManyRequests, "too_many_requests");
    }

    [Fact]
    public async Task Codes_that_are_none_are_told_from_codes_that_are_wrong()
    {
        var (shop, owner) = await town.Shop();
        var resident = await town.Rich();
        var voucher = await Tangdu.Redeem(resident, await Tangdu.Noodles(owner, shop));
        var code = await Tangdu.Code(resident, voucher);
        await owner.PostOnce($"/api/v1/merchants/{shop}/fulfilments", new { code = "hello" })
            .IsProblem(HttpStatusCode.BadRequest, "validation_failed");
        var forged = code[..^4] + (code.EndsWith("AAAA", StringComparison.Ordinal) ? "BBBB" : "AAAA");
        await owner.PostOnce($"/api/v1/merchants/{shop}/fulfilments", new { code = forged })
            .IsProblem(HttpStatusCode.Conflict, "code_invalid");
        await owner.PostOnce($"/api/v1/merchants/{shop}/fulfilments", new { })
            .IsProblem(HttpStatusCode.BadRequest, "validation_failed");
    }

    [Fact]
    public async Task Cancelling_gives_everything_back()
    {
        var (shop, owner) = await town.Shop();
        var offer = await Tangdu.Noodles(owner, shop, points: Tangdu.Points, stock: 1);
        var resident = await town.Rich();
        var voucher = await Tangdu.Redeem(resident, offer);
        var other = await town.Rich();
        await other.PostOnce($"/api/v1/offers/{offer}/redemptions").IsProblem(HttpStatusCode.Conflict, "out_of_stock");
        await other.Post($"/api/v1/redemptions/{voucher}/cancel").IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        await other.Get($"/api/v1/redemptions/{voucher}").IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        await other.Get($"/api/v1/redemptions/{voucher}/code").IsProblem(HttpStatusCode.Forbidden, "not_allowed");

        for (var times = 0; times < 2; times++)
            await resident.Post($"/api/v1/redemptions/{voucher}/cancel").Is(HttpStatusCode.NoContent);
        await resident.Get($"/api/v1/redemptions/{voucher}/code")
            .IsProblem(HttpStatusCode.Conflict, "redemption_cancelled");
        // All points are needed again, and the only piece.
        await Tangdu.Redeem(resident, offer);
    }

    [Fact]
    public async Task What_cannot_be_had_is_refused_at_once()
    {
        var (shop, owner) = await town.Shop();
        var resident = await town.Rich();
        var dear = await Tangdu.Noodles(owner, shop, points: Tangdu.Points + 1);
        await resident.PostOnce($"/api/v1/offers/{dear}/redemptions")
            .IsProblem(HttpStatusCode.Conflict, "insufficient_points");
        var limited = await Tangdu.Offer(owner, shop, new { title = "面", points = 1, stock = 5, perResidentLimit = 1 });
        await Tangdu.Redeem(resident, limited);
        await resident.PostOnce($"/api/v1/offers/{limited}/redemptions")
            .IsProblem(HttpStatusCode.Conflict, "limit_reached");
        var daily = await Tangdu.Offer(owner, shop, new { title = "面", points = 1, stock = 5, stockPerDay = 1 });
        await Tangdu.Redeem(resident, daily);
        await resident.PostOnce($"/api/v1/offers/{daily}/redemptions")
            .IsProblem(HttpStatusCode.Conflict, "out_of_stock");
        var later = await Tangdu.Offer(owner, shop,
            new { title = "面", points = 1, stock = 5, validFrom = "2099-01-01T00:00:00+08:00" });
        await resident.PostOnce($"/api/v1/offers/{later}/redemptions")
            .IsProblem(HttpStatusCode.Conflict, "offer_not_valid_now");
        await resident.PostOnce("/api/v1/offers/off_nowhere/redemptions")
            .IsProblem(HttpStatusCode.NotFound, "not_found");
        await resident.Get("/api/v1/redemptions/red_nowhere").IsProblem(HttpStatusCode.NotFound, "not_found");
        await resident.Post($"/api/v1/offers/{limited}/redemptions")
            .IsProblem(HttpStatusCode.BadRequest, "idempotency_key_required");
    }

    [Fact]
    public async Task A_repeated_request_is_one_redemption_also_when_nothing_is_left()
    {
        var (shop, owner) = await town.Shop();
        var offer = await Tangdu.Noodles(owner, shop, stock: 1);
        var resident = await town.Rich();
        var first = await resident.Post($"/api/v1/offers/{offer}/redemptions", new { }, "once").Ok();
        var second = await resident.Post($"/api/v1/offers/{offer}/redemptions", null, "once").Ok();
        Assert.True(JsonNode.DeepEquals(first, second));
    }

    [Fact]
    public async Task In_a_rush_no_more_are_had_than_there_are()
    {
        var (shop, owner) = await town.Shop();
        var offer = await Tangdu.Noodles(owner, shop, points: 2, stock: 7);
        var people = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => town.Rich()));
        var answers = await Task.WhenAll(people.SelectMany(person => Enumerable.Range(0, 4)
            .Select(_ => person.PostOnce($"/api/v1/offers/{offer}/redemptions"))));
        Assert.Equal(7, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Created),
            answer => answer.IsProblem(HttpStatusCode.Conflict, "out_of_stock"));
        Assert.Equal(0, (int)(await owner.Get($"/api/v1/offers/{offer}").Ok())["remaining"]!);
    }

    [Fact]
    public async Task A_family_redeems_with_what_it_has_put_together_and_who_leaves_last_has_the_rest()
    {
        var (shop, owner) = await town.Shop();
        var offer = await Tangdu.Noodles(owner, shop);
        var (mother, daughter) = (await town.Rich(), await town.Person());
        var household = (string)(await mother.PostOnce("/api/v1/households").Ok())["householdId"]!;
        var (path, child) = ($"/api/v1/households/{household}", $"members/{daughter.ResidentId}");
        await daughter.Get($"{path}/points").IsProblem(HttpStatusCode.NotFound, "not_found");
        await daughter.PostOnce($"{path}/points", new { points = 1 }).IsProblem(HttpStatusCode.NotFound, "not_found");
        await mother.Post($"{path}/invitations", new { residentId = daughter.ResidentId }).Ok();
        await daughter.Post($"{path}/members/me").Is(HttpStatusCode.NoContent);
        var asked = $"/api/v1/offers/{offer}/household-redemptions";
        await mother.PostOnce(asked).IsProblem(HttpStatusCode.Conflict, "insufficient_points");
        await daughter.PostOnce(asked).IsProblem(HttpStatusCode.Forbidden, "minors_do_not_spend"); // who knows her age?

        await mother.PostOnce($"{path}/points", new { points = 51 })
            .IsProblem(HttpStatusCode.Conflict, "insufficient_points");
        foreach (var _ in (int[])[1, 2])
            await mother.Post($"{path}/points", new { points = 20 }, "pool-" + household).Ok();
        Assert.Equal((30, 20), (await Balance(mother, "/api/v1/me/points"), await Balance(daughter, $"{path}/points")));

        await mother.Put($"{path}/{child}", new { relation = "child", role = "minor" }).Is(HttpStatusCode.NoContent);
        await daughter.PostOnce(asked).IsProblem(HttpStatusCode.Forbidden, "minors_do_not_spend");
        await mother.Put($"{path}/{child}", new { relation = "child", role = "adult" }).Is(HttpStatusCode.NoContent);
        var used = (string)(await daughter.PostOnce(asked).Ok())["redemptionId"]!;
        var cancelled = (string)(await daughter.PostOnce(asked).Ok())["redemptionId"]!;
        Assert.True((bool)(await daughter.Get($"/api/v1/redemptions/{used}").Ok())["byHousehold"]!);
        Assert.Equal(4, await Balance(mother, $"{path}/points"));
        var code = await Tangdu.Code(daughter, used);
        await owner.PostOnce($"/api/v1/merchants/{shop}/fulfilments", new { code }).Ok();
        await Soon.Until(async () => (await mother.All($"{path}/points/entries"))
            .Select(entry => $"{entry["points"]} {entry["reason"]}").SequenceEqual(["-8 redemption", "20 gift"]));

        await mother.Delete($"{path}/members/me").Is(HttpStatusCode.NoContent);
        await daughter.Delete($"{path}/members/me").Is(HttpStatusCode.NoContent);
        await Soon.Until(async () => await Balance(daughter, "/api/v1/me/points") == 4);
        await daughter.Post($"/api/v1/redemptions/{cancelled}/cancel").Is(HttpStatusCode.NoContent);
        await Soon.Until(async () => await Balance(daughter, "/api/v1/me/points") == 12);
        Assert.Equal(30, await Balance(mother, "/api/v1/me/points"));
    }

    private static async Task<int> Balance(Client client, string path) => (int)(await client.Get(path).Ok())["balance"]!;
}
