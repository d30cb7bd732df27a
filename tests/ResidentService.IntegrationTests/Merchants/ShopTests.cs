using System.Net;

namespace ResidentService.IntegrationTests.Merchants;

public sealed class ShopTests(Tangdu town) : IClassFixture<Tangdu>
{
    [Fact]
    public async Task A_shop_applies_is_approved_and_offers()
    {
        var owner = await town.Person();
        var applied = await owner.PostOnce("/api/v1/merchants", new
        {
            communityId = Tangdu.Community,
            name = "王记包子",
            address = "枣园东路 1 号",
            creditCode = "92610104MA6TTD009X",
            foodLicence = "JY26101040000099",
            foodLicenceEndsOn = "2099-12-31",
        }).Ok();
        var id = (string)applied["merchantId"]!;
        await owner.PostOnce($"/api/v1/merchants/{id}/offers", new { title = "包子", points = 2, stock = 5 })
            .IsProblem(HttpStatusCode.Conflict, "merchant_not_active");
        await Soon.Until(async () => (await town.Worker
            .Get($"/api/v1/communities/{Tangdu.Community}/merchants?status=applied&limit=100").Ok())["items"]!
            .AsArray().Any(item => (string?)item!["merchantId"] == id));

        await town.Worker.Post($"/api/v1/merchants/{id}/approve").Is(HttpStatusCode.NoContent);
        await town.Worker.Post($"/api/v1/merchants/{id}/approve").Is(HttpStatusCode.NoContent);
        var offer = await Tangdu.Offer(owner, id, new { title = "包子", points = 2, stock = 5, perResidentLimit = 1 });

        var shown = await (await town.Anonymous()).Get($"/api/v1/offers/{offer}").Ok();
        Assert.Equal(("王记包子", 5, true),
            ((string?)shown["merchantName"], (int)shown["remaining"]!, (bool)shown["isOpen"]!));
        var list = await owner.Get($"/api/v1/offers?communityId={Tangdu.Community}").Ok();
        var item = list["items"]!.AsArray()[0]!;
        Assert.Equal((offer, "王记包子", 5),
            ((string?)item["offerId"], (string?)item["merchantName"], (int)item["remaining"]!));
    }

    [Fact]
    public async Task Applying_twice_with_a_key_is_one_shop()
    {
        var owner = await town.Person();
        var body = new { communityId = Tangdu.Community, name = "一家店" };
        var first = await owner.Post("/api/v1/merchants", body, "apply").Ok();
        var second = await owner.Post("/api/v1/merchants", body, "apply").Ok();
        Assert.Equal((string?)first["merchantId"], (string?)second["merchantId"]);
        await owner.Post("/api/v1/merchants", new { communityId = Tangdu.Community, name = "另一家" }, "apply")
            .IsProblem(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
        await owner.Post("/api/v1/merchants", body).IsProblem(HttpStatusCode.BadRequest, "idempotency_key_required");
    }

    [Fact]
    public async Task Wrong_applications_are_refused()
    {
        var owner = await town.Person();
        await owner.PostOnce("/api/v1/merchants", new { communityId = "com_nowhere", name = "店" })
            .IsProblem(HttpStatusCode.NotFound, "not_found");
        var answer = await owner.PostOnce("/api/v1/merchants",
            new { communityId = Tangdu.Community, name = "", creditCode = "abc", foodLicence = "JY1" });
        answer.IsProblem(HttpStatusCode.BadRequest, "validation_failed");
        Assert.Equal(["creditCode", "foodLicenceEndsOn", "name"],
            answer.Json["errors"]!.AsObject().Select(error => error.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Each_may_do_what_is_theirs()
    {
        var (shop, owner) = await town.Shop();
        var stranger = await town.Person();
        await stranger.Post($"/api/v1/merchants/{shop}/approve").IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        await owner.Post($"/api/v1/merchants/{shop}/suspend", new { reason = "试试" })
            .IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        await stranger.Put($"/api/v1/merchants/{shop}", new { name = "我的店" })
            .IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        await stranger.PostOnce($"/api/v1/merchants/{shop}/offers", new { title = "面", points = 1, stock = 1 })
            .IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        await stranger.Post($"/api/v1/merchants/{shop}/clerks", new { residentId = stranger.ResidentId })
            .IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        await stranger.Get($"/api/v1/merchants/{shop}/redemptions").IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        await stranger.Get($"/api/v1/merchants/{shop}/settlements").IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        await stranger.Get($"/api/v1/communities/{Tangdu.Community}/merchants")
            .IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        await stranger.Post("/api/v1/merchants/mer_nowhere/approve").IsProblem(HttpStatusCode.NotFound, "not_found");

        Assert.Null((await stranger.Get($"/api/v1/merchants/{shop}").Ok())["inside"]);
        var changed = await owner.Put($"/api/v1/merchants/{shop}", new { address = "新地址" }).Ok();
        Assert.Equal(("李记面馆", "新地址"), ((string?)changed["name"], (string?)changed["address"]));
        Assert.NotNull((await town.Worker.Get($"/api/v1/merchants/{shop}").Ok())["inside"]);
    }

    [Fact]
    public async Task Changes_of_different_fields_at_once_are_both_kept_or_one_is_sent_again()
    {
        var (shop, owner) = await town.Shop();
        for (var round = 0; round < 20; round++)
        {
            var (name, address) = ($"面馆 {round}", $"路 {round} 号");
            await Task.WhenAll(Persist(new { name }), Persist(new { address }));
            var kept = await owner.Get($"/api/v1/merchants/{shop}").Ok();
            Assert.Equal((name, address), ((string?)kept["name"], (string?)kept["address"]));
        }

        async Task Persist(object change)
        {
            var answer = await owner.Put($"/api/v1/merchants/{shop}", change);
            if (answer.Status == HttpStatusCode.OK)
                return;
            answer.IsProblem(HttpStatusCode.ServiceUnavailable, "try_again");
            await owner.Put($"/api/v1/merchants/{shop}", change).Ok();
        }
    }

    [Fact]
    public async Task Clerks_come_and_go()
    {
        var (shop, owner) = await town.Shop();
        var clerk = await town.Person();
        await owner.Post($"/api/v1/merchants/{shop}/clerks", new { residentId = "res_nobody" })
            .IsProblem(HttpStatusCode.NotFound, "not_found");
        for (var times = 0; times < 2; times++)
            await owner.Post($"/api/v1/merchants/{shop}/clerks", new { residentId = clerk.ResidentId })
                .Is(HttpStatusCode.NoContent);
        await owner.Get("/api/v1/me/merchants").Ok();

        Assert.Equal("clerk", await RoleOf(clerk, shop));
        Assert.Equal("owner", await RoleOf(owner, shop));
        await clerk.Get($"/api/v1/merchants/{shop}/redemptions").Ok();
        await clerk.Get($"/api/v1/merchants/{shop}/settlements").IsProblem(HttpStatusCode.Forbidden, "not_allowed");

        await owner.Delete($"/api/v1/merchants/{shop}/clerks/{clerk.ResidentId}").Is(HttpStatusCode.NoContent);
        await clerk.Get($"/api/v1/merchants/{shop}/redemptions").IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        await owner.Send(HttpMethod.Delete, $"/api/v1/merchants/{shop}/clerks", new { residentId = owner.ResidentId })
            .IsProblem(HttpStatusCode.Conflict, "owner_stays_clerk");
    }

    [Fact]
    public async Task A_suspended_shop_offers_nothing_until_it_is_resumed()
    {
        var (shop, owner) = await town.Shop();
        var offer = await Tangdu.Noodles(owner, shop);
        var resident = await town.Rich();
        var voucher = await Tangdu.Redeem(resident, offer);
        await town.Worker.Post($"/api/v1/merchants/{shop}/suspend", new { reason = "许可证到期" })
            .Is(HttpStatusCode.NoContent);
        await town.Worker.Get($"/api/v1/communities/{Tangdu.Community}/merchants?status=suspended").Ok();

        Assert.Empty((await town.Worker.Get($"/api/v1/offers?merchantId={shop}").Ok())["items"]!.AsArray());
        Assert.False((bool)(await resident.Get($"/api/v1/offers/{offer}").Ok())["isOpen"]!);
        await resident.PostOnce($"/api/v1/offers/{offer}/redemptions")
            .IsProblem(HttpStatusCode.Conflict, "merchant_suspended");
        var code = await Tangdu.Code(resident, voucher);
        await owner.PostOnce($"/api/v1/merchants/{shop}/fulfilments", new { code })
            .IsProblem(HttpStatusCode.Conflict, "merchant_suspended");

        await town.Worker.Delete($"/api/v1/merchants/{shop}/suspend").Is(HttpStatusCode.NoContent);
        await owner.PostOnce($"/api/v1/merchants/{shop}/fulfilments", new { code }).Ok();
        await owner.Post($"/api/v1/merchants/{shop}/leave").Is(HttpStatusCode.NoContent);
        await resident.PostOnce($"/api/v1/offers/{offer}/redemptions")
            .IsProblem(HttpStatusCode.Conflict, "merchant_not_active");
    }

    [Fact]
    public async Task Wrong_offers_are_refused()
    {
        var (shop, owner) = await town.Shop();
        var answer = await owner.PostOnce($"/api/v1/merchants/{shop}/offers", new
        {
            title = "面",
            points = 0,
            stock = 0,
            perResidentLimit = 0,
            validFrom = "2026-05-04T09:00:00+08:00",
            validTo = "2026-05-04T09:00:00+08:00",
        });
        answer.IsProblem(HttpStatusCode.BadRequest, "validation_failed");
        Assert.Equal(["perResidentLimit", "points", "stock", "validTo"],
            answer.Json["errors"]!.AsObject().Select(error => error.Key).Order(StringComparer.Ordinal));
        await owner.PostOnce($"/api/v1/merchants/{shop}/offers", new { title = "白酒一瓶", points = 5, stock = 5 })
            .IsProblem(HttpStatusCode.BadRequest, "goods_not_allowed");
        await owner.Get("/api/v1/offers/off_nowhere").IsProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Offers_come_in_pages()
    {
        var (shop, owner) = await town.Shop();
        for (var number = 0; number < 5; number++)
            await Tangdu.Offer(owner, shop, new { title = $"第 {number} 种面", points = 1, stock = 1 });
        var first = await owner.Get($"/api/v1/offers?merchantId={shop}&limit=3").Ok();
        var second = await owner.Get($"/api/v1/offers?merchantId={shop}&limit=3&cursor={first["nextCursor"]}").Ok();
        Assert.Equal(["第 4 种面", "第 3 种面", "第 2 种面", "第 1 种面", "第 0 种面"],
            first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(item => (string?)item!["title"]));
        Assert.Null(second["nextCursor"]);
    }

    private static async Task<string?> RoleOf(Client person, string shop) =>
        (string?)(await person.Get("/api/v1/me/merchants").Ok())["items"]!.AsArray()
            .Single(item => (string?)item!["merchantId"] == shop)!["role"];
}
