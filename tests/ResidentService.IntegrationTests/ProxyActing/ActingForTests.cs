using System.Net;
using ResidentService.Domain.ProxyActing;
using ResidentService.IntegrationTests.Appointments;
using ResidentService.IntegrationTests.CommunityEvents;
using ResidentService.Service.Api.ProxyActing;

namespace ResidentService.IntegrationTests.ProxyActing;

/// <summary>An old woman without a phone, and who does things for her.</summary>
public sealed class ActingForTests(Town town) : IClassFixture<Town>
{
    private static readonly string[] All =
        [.. Enum.GetNames<Power>().Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName)];

    [Fact]
    public async Task A_helper_orders_and_books_for_somebody_without_a_phone_who_is_shown_all_of_it()
    {
        var (wang, helper) = (await Record("王秀英"), await town.Person());
        await Trust(wang, helper, "services", "appointments");
        Assert.Equal(wang, (string?)Assert.Single(await helper.All("/api/v1/me/acting-for"))["residentId"]);
        var (item, book) = (await Offer(), await town.OpenBook());
        var slot = await town.FreeSlot(book);

        helper.ActingFor = wang;
        var order = (string)(await Order(helper, item).Ok())["orderId"]!;
        var placed = await helper.Get($"/api/v1/orders/{order}").Ok();
        Assert.Equal(
            (wang, helper.ResidentId, "热的饭"),
            ((string)placed["residentId"]!, (string)placed["placedById"]!, (string)placed["wish"]!));
        await helper.Book(book, slot);
        await helper.Get("/api/v1/me/points").IsProblem(HttpStatusCode.Forbidden, "not_a_helper");

        helper.ActingFor = null;
        await helper.Get($"/api/v1/orders/{order}").IsProblem(HttpStatusCode.NotFound, "not_found");
        await town.Advance();
        Assert.Equal(
            ["确认预约", "预留预约时间", "查看服务订单", "下服务订单"],
            (await town.Worker.All($"/api/v1/residents/{wang}/helped")).Select(one => (string?)one["what"]));

        await town.Worker.Delete($"/api/v1/residents/{wang}/helpers/{helper.ResidentId}").Is(HttpStatusCode.NoContent);
        helper.ActingFor = wang;
        await Order(helper, item).IsProblem(HttpStatusCode.Forbidden, "not_a_helper");
    }

    [Fact]
    public async Task Who_trusts_somebody_by_their_own_tap_is_told_and_withdraws()
    {
        var (mother, son) = (await town.Person(), await town.Person());
        await mother.Put("/api/v1/me", new { communityId = town.Community }).Ok();
        var path = $"/api/v1/me/helpers/{son.ResidentId}";
        await son.Put("/api/v1/me", new { displayName = "张小明" }).Ok();
        await mother.Put(path, Powers("services")).Is(HttpStatusCode.NoContent);
        Assert.Equal("张**", (string?)Assert.Single(await mother.All("/api/v1/me/helpers"))["displayName"]);
        await mother.Put($"/api/v1/me/helpers/{mother.ResidentId}", Powers("services"))
            .IsProblem(HttpStatusCode.BadRequest, "helper_is_self");
        var item = await Offer();
        son.ActingFor = mother.ResidentId;
        var key = Guid.NewGuid().ToString("N");
        for (var times = 0; times < 2; times++)
            await Order(son, item, key).Ok();
        await town.Advance();
        Assert.Equal(
            ["helperActed", "helperNamed", "orderPlaced"],
            (await mother.All("/api/v1/me/inbox")).Select(message => (string)message["purpose"]!).Order());
        Assert.Equal("下服务订单", (string?)Assert.Single(await mother.All("/api/v1/me/helped"))["what"]);
        Assert.Single(await mother.All("/api/v1/me/orders"));

        await mother.Delete(path).Is(HttpStatusCode.NoContent);
        await Order(son, item).IsProblem(HttpStatusCode.Forbidden, "not_a_helper");
        son.ActingFor = null;
        await town.Advance();
        Assert.Empty(await son.All("/api/v1/me/acting-for"));
    }

    [Fact]
    public async Task A_key_from_the_time_of_trust_opens_nothing_after_it()
    {
        var (wang, helper) = (await Record("孙玉兰"), await town.Person());
        await Trust(wang, helper, "services");
        var (item, key) = (await Offer(), Guid.NewGuid().ToString("N"));
        helper.ActingFor = wang;
        await helper.Post("/api/v1/orders", new { }, key).IsProblem(HttpStatusCode.BadRequest, "validation_failed");

        await town.Worker.Delete($"/api/v1/residents/{wang}/helpers/{helper.ResidentId}").Is(HttpStatusCode.NoContent);
        await Order(helper, item, key).IsProblem(HttpStatusCode.Forbidden, "not_a_helper");
    }

    [Fact]
    public async Task A_helper_does_not_bring_themself_into_somebodys_household()
    {
        var (wang, helper) = (await Record("周桂芳"), await town.Person());
        await Trust(wang, helper, "household");
        var own = (string)(await helper.PostOnce("/api/v1/households").Ok())["householdId"]!;
        await helper.Post($"/api/v1/households/{own}/invitations", new { residentId = wang }).Ok();
        helper.ActingFor = wang;
        await helper.Post($"/api/v1/households/{own}/members/me").IsProblem(HttpStatusCode.Forbidden, "not_for_oneself");

        var hers = (string)(await helper.PostOnce("/api/v1/households").Ok())["householdId"]!;
        await helper.Post($"/api/v1/households/{hers}/invitations", new { residentId = helper.ResidentId })
            .IsProblem(HttpStatusCode.Forbidden, "not_for_oneself");
        await helper.Post($"/api/v1/households/{hers}/head", new { residentId = helper.ResidentId })
            .IsProblem(HttpStatusCode.Forbidden, "not_for_oneself");
    }

    [Fact]
    public async Task A_helper_is_not_on_both_sides_of_a_service_or_of_a_pairing()
    {
        var (wang, helper) = (await Record("吴秀兰"), await town.Volunteer());
        await Trust(wang, helper, "services", "care");
        var item = await Offer();
        await town.Worker.Put($"/api/v1/communities/{town.Community}/service-providers/{helper.ResidentId}",
            new { itemIds = (string[])[item] }).Is(HttpStatusCode.NoContent);
        helper.ActingFor = wang;
        var order = "/api/v1/orders/" + (string)(await Order(helper, item).Ok())["orderId"]!;
        helper.ActingFor = null;
        await helper.Post(order + "/accept").Is(HttpStatusCode.NoContent);
        await helper.Post(order + "/set-out").Is(HttpStatusCode.NoContent);
        await helper.Post(order + "/finish", new { evidence = "已送到" }).Is(HttpStatusCode.NoContent);
        helper.ActingFor = wang;
        await helper.Post(order + "/review", new { stars = 5 }).IsProblem(HttpStatusCode.Forbidden, "not_allowed");

        var pairing = "/api/v1/pairings/" + (string)(await town.Worker.PostOnce(
            "/api/v1/pairings", new { residentId = wang }).Ok())["pairingId"]!;
        var body = new { volunteerId = helper.ResidentId };
        await town.Worker.Post(pairing + "/offer", body).Is(HttpStatusCode.NoContent);
        await helper.Post(pairing + "/agree", body).IsProblem(HttpStatusCode.Forbidden, "not_for_oneself");
        await helper.Post(pairing + "/substitute/agree", body).IsProblem(HttpStatusCode.Forbidden, "not_for_oneself");
        helper.ActingFor = null;
        await helper.Post(pairing + "/agree", body).Is(HttpStatusCode.NoContent);
        Assert.Equal("matched", (string?)(await town.Worker.Get(pairing).Ok())["status"]);
    }

    [Fact]
    public async Task Staff_have_no_role_while_they_act_for_somebody_and_never_name_themselves()
    {
        var wang = await Record("李桂兰");
        await town.Worker.Put($"/api/v1/residents/{wang}/helpers/{town.Worker.ResidentId}", OnPaper("services"))
            .IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        var colleague = await town.Person();
        await town.Admin.Post($"/api/v1/communities/{town.Community}/staff",
            new { residentId = colleague.ResidentId, role = "communityWorker" }).Ok();
        await Trust(wang, colleague, All);
        colleague.ActingFor = wang;
        await colleague.Get($"/api/v1/communities/{town.Community}/orders")
            .IsProblem(HttpStatusCode.Forbidden, "not_for_helpers");
        var others = await Order(await Neighbour(), await Offer()).Ok();
        await colleague.Get($"/api/v1/orders/{others["orderId"]}").IsProblem(HttpStatusCode.NotFound, "not_found");
        await colleague.Get("/api/v1/communities").Ok(); // everybody sees those
        colleague.ActingFor = "res_nobody";
        await colleague.Get("/api/v1/me").IsProblem(HttpStatusCode.Forbidden, "not_a_helper");
        colleague.ActingFor = "nobody";
        await colleague.Get("/api/v1/me").IsProblem(HttpStatusCode.BadRequest, "acting_for_invalid");
    }

    /// <summary>Whatever a resident can do stands in the table: with a power, or with the reason why not.</summary>
    [Fact]
    public void Everything_that_residents_do_is_a_helpers_too_or_says_why_not()
    {
        var residents = WhoMayTests.Table
            .Where(row => row.May.HasFlag(Role.Resident) && !row.May.HasFlag(Role.Anonymous)).Select(Named).ToHashSet();
        Assert.Empty(residents.Except(HelperTable.Rows.Select(row => row.Operation)));
        Assert.Empty(HelperTable.Rows.Select(row => row.Operation).Except(WhoMayTests.Table.Select(Named)));
        Assert.All(HelperTable.Rows, row => Assert.False(string.IsNullOrEmpty(row.Chinese + row.English)));
    }

    [Fact]
    public async Task Every_action_is_done_for_somebody_without_a_phone_or_refused_with_the_reason()
    {
        var wang = await Record("赵玉珍");
        var wrong = new List<string>();
        Client helper = null!;
        foreach (var (number, row) in HelperTable.Rows.Index())
        {
            if (number % MandateDecider.UsesPerDayMax == 0) // Nobody does more for her in a day.
            {
                helper = await town.Person();
                await Trust(wang, helper, All);
                helper.ActingFor = wang;
            }

            var parts = row.Operation.Split(' ');
            var answer = await helper.Send(
                new HttpMethod(parts[0]), "/api/v1" + parts[1].Replace("{}", "none", StringComparison.Ordinal),
                parts[0] is "POST" or "PUT" ? new { } : null, parts[0] == "POST" ? Guid.NewGuid().ToString("N") : null);
            var code = answer.Text.Length > 0 && (int)answer.Status >= 400 ? answer.Code : "";
            if ((code == "only_in_person") != row.Power is null || code is "not_for_helpers" or "not_a_helper"
                || code == "helper_daily_limit" || (int)answer.Status >= 500)
                wrong.Add($"{row.Operation}: {(int)answer.Status} {answer.Text}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        await town.Advance();
        Assert.Equal(
            HelperTable.Rows.Count(row =>
                row.Power is not null && !row.Operation.StartsWith("GET ", StringComparison.Ordinal)),
            (await town.Worker.All($"/api/v1/residents/{wang}/helped")).Count(one => !(bool)one["isLook"]!));
    }

    /// <summary>As the table of helpers names what the table of roles names.</summary>
    private static string Named(WhoMayTests.Row row) =>
        WhoMayTests.Blank(row.Operation.Replace("/api/v1", "", StringComparison.Ordinal));

    private static object Powers(params string[] powers) =>
        new { powers, until = DateTimeOffset.UtcNow.AddDays(200) };

    private static object OnPaper(params string[] powers) =>
        new { powers, until = DateTimeOffset.UtcNow.AddDays(200), paperConsent = "forms/7.jpg" };

    private async Task Trust(string resident, Client helper, params string[] powers)
    {
        await town.Worker.Put($"/api/v1/residents/{resident}/helpers/{helper.ResidentId}", OnPaper(powers))
            .Is(HttpStatusCode.NoContent);
        await town.Advance();
    }

    private async Task<Client> Neighbour()
    {
        var person = await town.Person();
        await person.Put("/api/v1/me", new { communityId = town.Community }).Ok();
        return person;
    }

    private async Task<string> Record(string displayName) =>
        (string)(await town.Worker.PostOnce($"/api/v1/communities/{town.Community}/residents",
            new { displayName, birthDate = "1944-03-02", paperConsent = "forms/1.jpg" }).Ok())["residentId"]!;

    private async Task<string> Offer() =>
        (string)(await town.Worker.PostOnce($"/api/v1/communities/{town.Community}/service-items",
            new { title = "助餐", category = "mealDelivery", providerKind = "centre", providedBy = "服务中心" })
            .Ok())["itemId"]!;

    private Task<Answer> Order(Client client, string item, string? key = null) => client.Post(
        "/api/v1/orders", new { communityId = town.Community, itemId = item, wish = "热的饭" },
        key ?? Guid.NewGuid().ToString("N"));
}
