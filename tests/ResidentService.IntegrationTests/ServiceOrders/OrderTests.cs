using System.Net;
using ResidentService.IntegrationTests.CommunityEvents;

namespace ResidentService.IntegrationTests.ServiceOrders;

public sealed class OrderTests(Town town) : IClassFixture<Town>
{
    private static readonly string[] Pictures = ["pic/1.jpg"];

    [Fact]
    public async Task An_order_is_dispatched_declined_dispatched_anew_served_and_reviewed()
    {
        var (wang, li, zhao, stranger) =
            (await Neighbour(), await town.Volunteer(), await town.Volunteer(), await town.Person());
        var item = await Offer();
        await List(li, item, "34.2010");
        await List(zhao, item, "34.2100");
        var id = await Place(wang, item, new { latitude = 34.2, longitude = 109.0 });
        Assert.Equal(("dispatched", li.ResidentId), await StatusAndProvider(wang, id)); // the nearest
        await stranger.Get(Path(id)).IsProblem(HttpStatusCode.NotFound, "not_found");
        Assert.Equal("剪短一点", (string?)(await li.Get(Path(id)).Ok())["wish"]);
        Assert.Null((await town.Worker.Get(Path(id)).Ok())["wish"]);
        Assert.Equal("剪短一点", (string?)(await town.Worker.Post(Path(id, "/looks"), new { reason = "核实" }).Ok())["wish"]);
        await li.Post(Path(id, "/decline"), new { reason = "今天没空" }).Is(HttpStatusCode.NoContent);
        Assert.Equal(("dispatched", zhao.ResidentId), await StatusAndProvider(wang, id));
        await li.Post(Path(id, "/accept")).IsProblem(HttpStatusCode.NotFound, "not_found");
        await zhao.Post(Path(id, "/accept")).Is(HttpStatusCode.NoContent);
        await wang.Post(Path(id, "/cancel"), new { }).IsProblem(HttpStatusCode.Conflict, "accepted_already");
        await zhao.Post(Path(id, "/set-out")).Is(HttpStatusCode.NoContent);
        var card = (string)(await wang.Get("/api/v1/me/card").Ok())["code"]!;
        await zhao.Post(Path(id, "/arrive"), new { code = "card.res_x.y" }).IsProblem(HttpStatusCode.Conflict, "code_invalid");
        await zhao.Post(Path(id, "/arrive"), new { code = card }).Is(HttpStatusCode.NoContent);
        await town.Advance(65);
        await wang.Post(Path(id, "/review"), new { stars = 5 }).IsProblem(HttpStatusCode.Conflict, "order_not_done");
        await zhao.Post(Path(id, "/finish"), new { evidence = "已理发", pictures = Pictures, code = card })
            .Is(HttpStatusCode.NoContent);
        await wang.Post(Path(id, "/review"), new { stars = 5, words = "很好" }).Is(HttpStatusCode.NoContent);
        await town.Advance();
        Assert.Equal(1, (int)(await zhao.Get("/api/v1/me/points").Ok())["balance"]!);
        Assert.Equal(65, (int)(await zhao.Get("/api/v1/me").Ok())["volunteer"]!["signedMinutes"]!);

        Assert.Equal(
            ["orderDone", "orderOnTheWay", "orderAccepted", "orderReassigned"],
            (await wang.All("/api/v1/me/inbox")).Select(message => (string?)message["purpose"]));
        Assert.Contains("“上门理发”", (string?)(await wang.All("/api/v1/me/inbox"))[0]["text"], StringComparison.Ordinal);
        Assert.Contains("orderAssigned", (await li.All("/api/v1/me/inbox")).Select(message => (string?)message["purpose"]));
        var mine = await wang.Get(Path(id)).Ok();
        Assert.Equal(("已理发", 5, "很好"), ((string?)mine["evidence"], (int?)mine["stars"], (string?)mine["words"]));
        Assert.Null((await zhao.Get(Path(id)).Ok())["wish"]); // no business of theirs any more

        var ledger = (await town.Worker.Get(Communities("/orders/ledger")).Ok())["items"]!.AsArray();
        var line = Assert.Single(ledger, row => (string)row!["orderId"]! == id)!;
        Assert.Equal(("reviewed", 5, 1), ((string)line["status"]!, (int)line["stars"]!, (int)line["declines"]!));
        Assert.Equal(2, (await wang.All("/api/v1/me/access-log")).Count(look => (string)look["what"]! == "order"));
        var own = (await wang.Get("/api/v1/me/export").Ok())["orders"]![0]!;
        Assert.Equal((id, "剪短一点"), ((string?)own["order"]!["orderId"], (string?)own["wish"]));
    }

    [Fact]
    public async Task A_day_that_is_full_is_refused_and_a_cancelled_order_gives_its_place_back()
    {
        var (wang, son) = (await Neighbour(), await Neighbour());
        var item = await Offer(quota: 1);
        var id = await Place(wang, item);
        await TryPlace(son, item).IsProblem(HttpStatusCode.Conflict, "quota_reached");
        await wang.Post(Path(id, "/cancel"), new { }).Is(HttpStatusCode.NoContent);
        await Place(son, item);
        await TryPlace(son, "itm_none").IsProblem(HttpStatusCode.NotFound, "not_found");
        await TryPlace(son, item, new { residentId = wang.ResidentId })
            .IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        var elderly = await Offer(whoMay: "elderly");
        await TryPlace(son, elderly).IsProblem(HttpStatusCode.Conflict, "not_for_you");
    }

    [Fact]
    public async Task An_order_is_still_answered_when_the_service_was_withdrawn_since()
    {
        var (wang, item, key) = (await Neighbour(), await Offer(), Guid.NewGuid().ToString("N"));
        var first = await TryPlace(wang, item, key: key).Ok();
        await town.Worker.Delete($"{Communities("/service-items")}/{item}").Is(HttpStatusCode.NoContent);
        Assert.Equal((string?)first["orderId"], (string?)(await TryPlace(wang, item, key: key).Ok())["orderId"]);
        await TryPlace(wang, item).IsProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Minors_are_served_by_who_is_vetted()
    {
        var (child, li, zhao) = (await Neighbour(), await town.Volunteer(), await town.Volunteer());
        await child.Put("/api/v1/me", new { birthDate = $"{(await town.Morning()).Year - 10}-01-01" }).Ok();
        var item = await Offer();
        await List(li, item, latitude: null);
        var id = await Place(child, item);
        Assert.Equal(("placed", null), await StatusAndProvider(child, id)); // the rule asks nobody who is not vetted
        var toLi = new { providerId = li.ResidentId };
        await town.Worker.Post(Path(id, "/dispatch"), toLi).IsProblem(HttpStatusCode.Conflict, "vetting_required");
        await town.Worker.Post(Path(id, "/open-for-grabbing")).Is(HttpStatusCode.NoContent);
        await li.Post(Path(id, "/grab")).IsProblem(HttpStatusCode.Conflict, "vetting_required");

        await List(zhao, item, latitude: null);
        var vettings = $"/api/v1/residents/{zhao.ResidentId}/vettings";
        var review = DateOnly.FromDateTime((await town.Morning(days: 300)).DateTime);
        await town.Worker.Post(vettings, new { reviewOn = review, evidence = "无犯罪记录证明" })
            .Is(HttpStatusCode.NoContent);
        var next = await Place(child, item);
        Assert.Equal(("dispatched", zhao.ResidentId), await StatusAndProvider(child, next));
        await zhao.Post(Path(next, "/accept")).Is(HttpStatusCode.NoContent);
        await town.Worker.Send(HttpMethod.Delete, vettings, new { reason = "被投诉" }).Is(HttpStatusCode.NoContent);
        await zhao.Post(Path(next, "/set-out")).IsProblem(HttpStatusCode.Conflict, "vetting_required");
        await town.Worker.Post(Path(next, "/dispatch"), new { providerId = town.Worker.ResidentId })
            .Is(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task What_nobody_takes_is_told_to_the_grid_worker_and_can_be_grabbed()
    {
        var (wang, li) = (await Neighbour(), await town.Volunteer());
        await li.Put("/api/v1/me", new { communityId = town.Community }).Ok();
        var item = await Offer();
        var id = await Place(wang, item);
        Assert.Equal(("placed", null), await StatusAndProvider(wang, id));
        await town.Advance(31);
        Assert.Equal("gridWorker", (string?)(await wang.Get(Path(id)).Ok())["alerted"]);
        var overdue = Communities("/orders?overdue=true");
        Assert.Contains(await town.Worker.All(overdue), row => (string)row["orderId"]! == id);
        await town.Advance(8 * 60);
        Assert.Equal("street", (string?)(await wang.Get(Path(id)).Ok())["alerted"]);

        await town.AdvanceTo(await town.Morning(days: 1));
        Assert.Contains("ordersLate", (await town.Worker.All("/api/v1/me/inbox")).Select(message => (string?)message["purpose"]));

        await List(li, item, null);
        await town.Worker.Post(Path(id, "/open-for-grabbing")).Is(HttpStatusCode.NoContent);
        await town.Advance();
        Assert.Equal(id, (string?)Assert.Single(await li.All("/api/v1/me/grabbable"))["orderId"]);
        await (await town.Volunteer()).Post(Path(id, "/grab")).IsProblem(HttpStatusCode.NotFound, "not_found");
        await li.Post(Path(id, "/grab")).Is(HttpStatusCode.NoContent);
        await town.Advance();
        Assert.Equal(id, (string?)Assert.Single(await li.All("/api/v1/me/serving"))["orderId"]);
        Assert.DoesNotContain(await town.Worker.All(overdue), row => (string)row["orderId"]! == id);
    }

    [Fact]
    public async Task A_worker_orders_for_somebody_and_who_deletes_their_account_leaves_no_order_behind()
    {
        var wang = await Neighbour();
        var item = await Offer();
        var id = await Place(town.Worker, item, new { residentId = wang.ResidentId });
        var answer = await wang.Get(Path(id)).Ok();
        Assert.Equal(
            (wang.ResidentId, town.Worker.ResidentId), ((string)answer["residentId"]!, (string)answer["placedById"]!));
        await town.Advance();
        Assert.Equal(id, (string?)Assert.Single(await wang.All("/api/v1/me/orders"))["orderId"]);
        await wang.Send(HttpMethod.Delete, "/api/v1/me", new { confirm = true }).Is(HttpStatusCode.NoContent);
        Assert.Equal(("cancelled", null), await StatusAndProvider(town.Worker, id));
    }

    [Fact]
    public async Task Only_who_takes_orders_here_is_asked_and_who_deletes_their_account_is_replaced()
    {
        var (wang, li, zhao) = (await Neighbour(), await town.Volunteer(), await town.Volunteer());
        var item = await Offer();
        var id = await Place(wang, item);
        var dispatch = new { providerId = zhao.ResidentId };
        await town.Worker.Post(Path(id, "/dispatch"), dispatch).IsProblem(HttpStatusCode.Conflict, "not_listed");
        await List(zhao, item, null);
        await town.Worker.Post(Path(id, "/dispatch"), dispatch).Is(HttpStatusCode.NoContent);
        await List(li, item, null);
        await town.Advance();
        await zhao.Send(HttpMethod.Delete, "/api/v1/me", new { confirm = true }).Is(HttpStatusCode.NoContent);
        await town.Advance();
        Assert.Equal(("dispatched", li.ResidentId), await StatusAndProvider(wang, id));
        var listed = Assert.Single(
            await town.Worker.All(Communities("/service-providers")), one => (string?)one["itemIds"]![0] == item);
        Assert.Equal(li.ResidentId, (string?)listed["residentId"]);
    }

    private static string Path(string order, string more = "") => $"/api/v1/orders/{order}{more}";

    private string Communities(string more) => $"/api/v1/communities/{town.Community}{more}";

    private async Task<Client> Neighbour()
    {
        var person = await town.Person();
        await person.Put("/api/v1/me", new { displayName = "王秀英", communityId = town.Community }).Ok();
        return person;
    }

    private async Task<string> Offer(int quota = 0, string whoMay = "everybody") =>
        (string)(await town.Worker.PostOnce(Communities("/service-items"), new
        {
            title = "上门理发",
            category = "houseKeeping",
            providerKind = "volunteerTeam",
            providedBy = "红马甲志愿队",
            whoMay,
            quotaPerDay = quota,
        }).Ok())["itemId"]!;

    private async Task List(Client provider, string item, string? latitude) =>
        await town.Worker.Put(Communities($"/service-providers/{provider.ResidentId}"), new
        {
            itemIds = new[] { item },
            latitude = latitude is null ? (double?)null : double.Parse(latitude),
            longitude = latitude is null ? (double?)null : 109.0,
        }).Is(HttpStatusCode.NoContent);

    private Task<Answer> TryPlace(Client client, string item, object? more = null, string? key = null)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(more ?? new { })!;
        body["communityId"] = town.Community;
        body["itemId"] = item;
        body["wish"] = "剪短一点";
        return client.Post("/api/v1/orders", body, key ?? Guid.NewGuid().ToString("N"));
    }

    private async Task<string> Place(Client client, string item, object? more = null) =>
        (string)(await TryPlace(client, item, more).Ok())["orderId"]!;

    private static async Task<(string, string?)> StatusAndProvider(Client client, string id)
    {
        var order = await client.Get(Path(id)).Ok();
        return ((string)order["status"]!, (string?)order["providerId"]);
    }
}
