using System.Net;
using System.Net.Http.Headers;
using ResidentService.IntegrationTests.CommunityEvents;
using static ResidentService.IntegrationTests.Meals.KitchenSteps;

namespace ResidentService.IntegrationTests.Meals;

/// <summary>Menus, diets, orders, standing orders, the kitchen's sheet, the runs and the doors, over HTTP.</summary>
public sealed class MealTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task A_meal_that_the_diet_rules_out_is_refused_with_the_reason_and_prices_go_by_age_and_hardship()
    {
        var kitchen = await KitchenSteps.Open(town, quota: 2);
        await kitchen.Publish(Fish, Greens);
        var wang = await Neighbour("1950-05-04");
        await wang.Put("/api/v1/me/diet", new { allergens = (string[])["fish"], needs = (string[])["lowSalt"] })
            .Is(HttpStatusCode.NoContent);
        var refused = (await kitchen.TryOrder(wang, 1)).IsProblem(HttpStatusCode.Conflict, "diet_conflict");
        Assert.Equal("“红烧鱼”含鱼，与登记的过敏不符，不能订。可以改订“清炒时蔬”。", (string?)refused.Json["detail"]);
        var ordered = await kitchen.Order(wang, 2);
        Assert.Equal(
            ("清炒时蔬", 1_200, 400, 800),
            ((string)ordered["dishName"]!, (int)ordered["priceFen"]!, (int)ordered["subsidyFen"]!,
                (int)ordered["toPayFen"]!));
        await kitchen.TryOrder(wang, 2).IsProblem(HttpStatusCode.Conflict, "already_ordered");

        var poor = await Neighbour("1990-05-04");
        await town.Worker.Put($"/api/v1/residents/{poor.ResidentId}/care/tags/hardship", new
        {
            tier = "key",
            evidence = "低保证",
            reviewOn = kitchen.Date.AddDays(90),
        }).Is(HttpStatusCode.NoContent);
        Assert.Equal(400, (int)(await kitchen.Order(poor, 1))["toPayFen"]!);
        await kitchen.TryOrder(await Neighbour("1990-05-04"), 1).IsProblem(HttpStatusCode.Conflict, "quota_reached");

        var stranger = await town.Person();
        await stranger.Get(kitchen.Day($"/orders/{wang.ResidentId}")).IsProblem(HttpStatusCode.NotFound, "not_found");
        await kitchen.TryOrder(stranger, 1, wang.ResidentId).IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        Assert.Null((await town.Worker.Get(kitchen.Day($"/orders/{wang.ResidentId}")).Ok())["address"]);
        await wang.Post(kitchen.Day($"/orders/{wang.ResidentId}/cancel"), new { }).Is(HttpStatusCode.NoContent);
        Assert.Equal("cancelled", await kitchen.StatusOf(wang));
        Assert.Equal(1, (int)(await wang.Get(kitchen.Day()).Ok())["left"]!);
        await kitchen.CloseOrders();
        await kitchen.TryOrder(wang, 2).IsProblem(HttpStatusCode.Conflict, "too_late");
        await poor.Post(kitchen.Day($"/orders/{poor.ResidentId}/cancel"), new { })
            .IsProblem(HttpStatusCode.Conflict, "too_late");
    }

    [Fact]
    public async Task Of_twelve_people_after_five_meals_five_get_one()
    {
        var kitchen = await KitchenSteps.Open(town, quota: 5);
        await kitchen.Publish(Fish);
        var people = await town.People(12);
        var answers = await Task.WhenAll(people.Select(person => kitchen.TryOrder(person, 1)));
        Assert.Equal(5, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.Equal(7, answers.Count(answer =>
            answer.Status == HttpStatusCode.Conflict && answer.Code == "quota_reached"));
    }

    [Fact]
    public async Task A_standing_order_takes_the_first_dish_that_fits_pauses_and_is_missed_only_aloud()
    {
        var kitchen = await KitchenSteps.Open(town);
        var (wang, grid) = (await Neighbour("1950-05-04"), await GridWorker());
        await wang.Put("/api/v1/me/diet", new { allergens = (string[])["fish"] }).Is(HttpStatusCode.NoContent);
        var standing = await kitchen.BeginStanding(wang);
        await kitchen.Publish(Fish, Greens);
        await Soon.Until(async () => await Mine(wang, kitchen) is ("ordered", "清炒时蔬"));
        Assert.Equal(800, (int)(await wang.Get(kitchen.Day($"/orders/{wang.ResidentId}")).Ok())["toPayFen"]!);

        var pause = new { from = kitchen.Date, to = kitchen.Date };
        await wang.Post(kitchen.Path($"/standing-orders/{standing}/pause"), pause).Is(HttpStatusCode.NoContent);
        await town.Advance();
        Assert.Empty(await wang.All("/api/v1/me/meals"));
        await wang.Post(kitchen.Path($"/standing-orders/{standing}/resume")).Is(HttpStatusCode.NoContent);
        await Soon.Until(async () => await Mine(wang, kitchen) is ("ordered", _));

        await kitchen.Publish(Fish); // her dish is gone
        await Soon.Until(async () => await Mine(wang, kitchen) is ("notServed", _));
        Assert.Equal(["mealNotServed", "mealMenuChanged"], (await Told(wang)).Take(2));
        Assert.Contains("mealsNotServed", await Told(grid));
        Assert.Contains("“唐都助餐点”", (string?)(await wang.All("/api/v1/me/inbox"))[0]["text"], StringComparison.Ordinal);
        await wang.Post(kitchen.Path($"/standing-orders/{standing}/end")).Is(HttpStatusCode.NoContent);
        await town.Advance();
        Assert.True((bool)Assert.Single(await wang.All("/api/v1/me/standing-meals"))["hasEnded"]!);
    }

    [Fact]
    public async Task An_allergy_that_is_given_later_reaches_meals_that_are_ordered_already()
    {
        var (early, late) = (await KitchenSteps.Open(town), await KitchenSteps.Open(town, days: 4));
        var (wang, grid) = (await Neighbour("1950-05-04"), await GridWorker());
        await early.Publish(Fish, Greens);
        await late.Publish(Fish, Greens);
        await early.Order(wang, 1);
        await late.Order(wang, 1);
        await early.CloseOrders();
        await wang.Put("/api/v1/me/diet", new { allergens = (string[])["fish"] }).Is(HttpStatusCode.NoContent);
        await Soon.Until(async () => await Mine(wang, late) is ("ordered", "清炒时蔬"));
        await Soon.Until(async () => await Mine(wang, early) is ("clashed", "红烧鱼"));
        Assert.Equal("clashed", await early.StatusOf(wang));
        await town.Advance();
        Assert.Equal(["mealUnfit", "mealMoved"], (await Told(wang)).Order(StringComparer.Ordinal).Reverse());
        Assert.Equal(["mealUnfitForSomebody"], await Told(grid));
        Assert.Equal(wang.ResidentId, (string?)Assert.Single(
            await grid.All(early.Day("/orders?status=clashed")))["residentId"]);

        await wang.Put("/api/v1/me/diet", new { allergens = (string[])["fish"] }).Is(HttpStatusCode.NoContent);
        await town.Advance();
        Assert.Single(await Told(grid));
        await wang.Put("/api/v1/me/diet", new { needs = (string[])["soft"] }).Is(HttpStatusCode.NoContent);
        await Soon.Until(async () => await Mine(wang, late) is ("notServed", _));
    }

    [Fact]
    public async Task A_helper_and_a_worker_order_for_somebody_on_paper_and_a_withdrawn_menu_tells_everybody()
    {
        var kitchen = await KitchenSteps.Open(town);
        await kitchen.Publish(Fish, Greens);
        var (son, wang) = (await town.Person(), await OnPaper("1934-05-04"));
        await town.Worker.Put($"/api/v1/residents/{wang}/diet", new { needs = (string[])["vegetarian"] })
            .Is(HttpStatusCode.NoContent);
        Assert.Equal("vegetarian", (string?)(await town.Worker.Post(
            $"/api/v1/residents/{wang}/diet/looks", new { reason = "订餐" }).Ok())["needs"]![0]);
        await town.Worker.Put($"/api/v1/residents/{wang}/helpers/{son.ResidentId}", new
        {
            powers = (string[])["services"],
            until = await town.Morning(days: 60),
            paperConsent = "forms/2.jpg",
        }).Is(HttpStatusCode.NoContent);
        son.ActingFor = wang;
        Assert.Equal(0, (int)(await kitchen.Order(son, 2))["toPayFen"]!); // 90 and older eat free
        Assert.Equal(son.ResidentId, (string?)(await son.Get(kitchen.Day($"/orders/{wang}")).Ok())["placedById"]);
        await son.Get("/api/v1/me/diet").IsProblem(HttpStatusCode.Forbidden, "not_a_helper");
        await son.Post(kitchen.Day($"/orders/{wang}/cancel"), new { }).Is(HttpStatusCode.NoContent);
        son.ActingFor = null;
        await kitchen.Order(town.Worker, 2, wang);
        Assert.Equal(
            town.Worker.ResidentId,
            (string?)(await town.Worker.Get(kitchen.Day($"/orders/{wang}")).Ok())["placedById"]);
        await kitchen.Order(son, 1);
        await town.Worker.Post(kitchen.Day("/menu/withdraw"), new { reason = "停水" }).Is(HttpStatusCode.NoContent);
        await town.Advance();
        Assert.Contains("mealCalledOff", await Told(son));
        Assert.Equal(2, (await town.Worker.All(kitchen.Day("/orders?status=calledOff"))).Count);
        await kitchen.TryOrder(son, 1).IsProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task The_kitchen_cooks_by_a_sheet_and_a_courier_brings_the_meals()
    {
        var kitchen = await KitchenSteps.Open(town);
        await kitchen.Publish(Fish, Greens);
        var (wang, li, zhao) =
            (await Neighbour("1950-05-04"), await Neighbour("1990-05-04"), await Neighbour("1990-05-04"));
        await wang.Put("/api/v1/me/diet", new { needs = (string[])["lowSalt"] }).Is(HttpStatusCode.NoContent);
        await kitchen.Order(wang, 2, address: "3 号楼 <501>");
        await kitchen.Order(li, 1);
        await kitchen.Order(zhao, 1);
        await town.Worker.Post(kitchen.Day("/runs")).IsProblem(HttpStatusCode.Conflict, "orders_open");
        await kitchen.CloseOrders();
        await SeeTheSheet(kitchen);

        Assert.Equal(1, (int)(await town.Worker.Post(kitchen.Day("/runs")).Ok())["runs"]!);
        var run = (string)Assert.Single(await town.Worker.All(kitchen.Day("/runs")))["runId"]!;
        var (rider, courier) = (await town.Volunteer(), kitchen.Day($"/runs/{run}"));
        await town.Worker.Put($"{courier}/courier", new { residentId = (await town.Person()).ResidentId })
            .IsProblem(HttpStatusCode.Conflict, "not_a_volunteer");
        await town.Worker.Put($"{courier}/courier", new { residentId = rider.ResidentId }).Is(HttpStatusCode.NoContent);
        await town.Advance();
        Assert.Equal(run, (string?)Assert.Single(await rider.All("/api/v1/me/meal-runs"))["runId"]);
        Assert.Contains("runAssigned", await Told(rider));
        await li.Get(courier).IsProblem(HttpStatusCode.NotFound, "not_found");
        await kitchen.GoToNoon();
        var stops = (await rider.Get(courier).Ok())["stops"]!.AsArray();
        Assert.Equal(3, stops.Count);
        Assert.Equal("王**", (string?)stops[0]!["name"]);
        await AtTheDoors(kitchen, rider, courier, wang, li, zhao);
        Assert.Equal(["meal", "meal"], (await wang.All("/api/v1/me/access-log")).Select(look => (string)look["what"]!));
        var own = (await wang.Get("/api/v1/me/export").Ok())["meals"]![0]!;
        Assert.Equal(("handedOver", 400), ((string?)own["meal"]!["status"], (int?)own["subsidyFen"]));
    }

    [Fact]
    public async Task Who_deletes_their_account_leaves_no_meal_and_no_run_behind()
    {
        var kitchen = await KitchenSteps.Open(town);
        await kitchen.Publish(Fish);
        var (wang, li, rider) = (await Neighbour("1950-05-04"), await Neighbour("1950-05-04"), await town.Volunteer());
        await kitchen.Order(wang, 1);
        await kitchen.Order(li, 1);
        await kitchen.BeginStanding(wang);
        await wang.Send(HttpMethod.Delete, "/api/v1/me", new { confirm = true }).Is(HttpStatusCode.NoContent);
        Assert.Equal(99, (int)(await li.Get(kitchen.Day()).Ok())["left"]!);
        Assert.Empty(await town.Worker.All(kitchen.Path("/standing-orders")));
        await kitchen.CloseOrders();
        await town.Worker.Post(kitchen.Day("/runs")).Ok();
        var run = (string)Assert.Single(await town.Worker.All(kitchen.Day("/runs")))["runId"]!;
        await town.Worker.Put(kitchen.Day($"/runs/{run}/courier"), new { residentId = rider.ResidentId })
            .Is(HttpStatusCode.NoContent);
        await rider.Send(HttpMethod.Delete, "/api/v1/me", new { confirm = true }).Is(HttpStatusCode.NoContent);
        await Soon.Until(async () => Assert.Single(await town.Worker.All(kitchen.Day("/runs")))["courierId"] is null);
        await town.Advance();
        Assert.Contains("runWithoutCourier", await Told(town.Worker));
    }

    private async Task SeeTheSheet(KitchenSteps kitchen)
    {
        var sheet = await town.Worker.Get(kitchen.Day("/sheet")).Ok();
        Assert.Equal(3, (int)sheet["meals"]!);
        Assert.Equal([2, 1], sheet["dishes"]!.AsArray().Select(dish => (int)dish!["meals"]!));
        Assert.Equal(("lowSalt", 1), ((string)sheet["marks"]![0]!["mark"]!, (int)sheet["marks"]![0]!["meals"]!));
        Assert.Equal((3_200, 400), ((int)sheet["toPayFen"]!, (int)sheet["subsidyFen"]!));
        using var http = new HttpClient { BaseAddress = town.Service.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", town.Worker.AccessToken);
        http.DefaultRequestHeaders.Accept.ParseAdd("text/csv");
        var csv = await http.GetStringAsync(kitchen.Day("/sheet"));
        Assert.Contains("餐品,红烧鱼,2", csv, StringComparison.Ordinal);
        var labels = await http.GetAsync(kitchen.Day("/labels"));
        var page = await labels.Content.ReadAsStringAsync();
        Assert.Equal("text/html", labels.Content.Headers.ContentType!.MediaType);
        var policy = labels.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; frame-ancestors 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.Contains("3 &#x53F7;&#x697C; &lt;501&gt;", page, StringComparison.Ordinal);
        Assert.Contains("收 8.00 元", page, StringComparison.Ordinal);
        Assert.DoesNotContain("秀英", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }

    /// <summary>One gets the meal, one is unwell, one does not open until the grid worker has gone there.</summary>
    private async Task AtTheDoors(
        KitchenSteps kitchen, Client rider, string run, Client wang, Client li, Client zhao)
    {
        var grid = await GridWorker();
        await rider.Post($"{run}/stops/{wang.ResidentId}", new { outcome = "handedOver", code = await li.Card() })
            .IsProblem(HttpStatusCode.Conflict, "code_invalid");
        await rider.Post($"{run}/stops/{wang.ResidentId}", new { outcome = "handedOver", code = await wang.Card() })
            .Is(HttpStatusCode.NoContent);
        await rider.Post($"{run}/stops/{zhao.ResidentId}", new { outcome = "nobodyHome" }).Is(HttpStatusCode.NoContent);
        await rider.Post($"{run}/stops/{li.ResidentId}/condition", new { words = "头晕" }).Is(HttpStatusCode.NoContent);
        await town.Advance(31);
        Assert.Contains("mealNobodyHome", await Told(zhao));
        Assert.Equal(["mealAbsence", "mealConditionChanged"], await Told(grid));
        Assert.Equal(zhao.ResidentId, (string?)Assert.Single(await town.Worker.All(
            $"/api/v1/communities/{town.Community}/meals?status=nobodyHome"))["residentId"]);
        Assert.Equal("头晕", (string?)(await grid.Post(
            kitchen.Day($"/orders/{li.ResidentId}/looks"), new { reason = "情况有变" }).Ok())["conditions"]![0]);
        await rider.Post($"{run}/stops/{li.ResidentId}", new { outcome = "handedOver", code = await li.Card() })
            .Is(HttpStatusCode.NoContent);
        await grid.Post(kitchen.Day($"/orders/{zhao.ResidentId}/reached"), new { words = "出门买菜了" })
            .Is(HttpStatusCode.NoContent);
        await town.Advance();
        Assert.Equal("reached", await kitchen.StatusOf(zhao));
        Assert.Equal(31, (int)(await rider.Get("/api/v1/me").Ok())["volunteer"]!["signedMinutes"]!);
        await town.Advance(24 * 60);
        Assert.Single(await Told(grid), purpose => purpose == "mealAbsence");
    }

    private static async Task<(string?, string?)> Mine(Client person, KitchenSteps kitchen)
    {
        var meal = (await person.All("/api/v1/me/meals"))
            .FirstOrDefault(one => (string)one["kitchenId"]! == kitchen.Kitchen);
        return ((string?)meal?["status"], (string?)meal?["dish"]);
    }

    private async Task<Client> GridWorker()
    {
        var person = await town.Person();
        await town.Worker.Post($"/api/v1/communities/{town.Community}/staff",
            new { residentId = person.ResidentId, role = "gridWorker" }).Ok();
        return person;
    }

    private async Task<Client> Neighbour(string birthDate)
    {
        var person = await town.Person();
        await person.Put("/api/v1/me", new { displayName = "王秀英", communityId = town.Community, birthDate }).Ok();
        return person;
    }

    private async Task<string> OnPaper(string birthDate) =>
        (string)(await town.Worker.PostOnce($"/api/v1/communities/{town.Community}/residents",
            new { displayName = "赵奶奶", birthDate, paperConsent = "forms/1.jpg" }).Ok())["residentId"]!;

    private static async Task<IReadOnlyList<string>> Told(Client person) =>
        [.. (await person.All("/api/v1/me/inbox")).Select(message => (string)message["purpose"]!)];
}
