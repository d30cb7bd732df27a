using System.Net;
using ResidentService.IntegrationTests.Appointments;
using ResidentService.IntegrationTests.CommunityEvents;

namespace ResidentService.IntegrationTests.ProxyActing;

/// <summary>
/// A woman of 82 without a phone: a worker registers, tags and pairs her; a helper orders her meals for two weeks and
/// books legal aid; the volunteer brings the first meal, finds her unwell and reports it; the grid worker is told; and
/// she is shown all that was done in her name.
/// </summary>
public sealed class WholeStoryTests(Town town) : IClassFixture<Town>
{
    private const int Days = 14;

    [Fact]
    public async Task An_old_woman_without_a_phone_is_looked_after()
    {
        var (li, grid, helper) = (await town.Volunteer(), await town.Person(), await town.Person());
        await town.Worker.Post(Communities("/staff"), new { residentId = grid.ResidentId, role = "gridWorker" }).Ok();
        var today = await town.Morning(days: 0);
        var wang = (string)(await town.Worker.PostOnce(Communities("/residents"), new
        {
            displayName = "王秀英",
            birthDate = $"{today.Year - 82}-01-05",
            paperConsent = "forms/1.jpg",
        }).Ok())["residentId"]!;
        await town.Worker.Put($"/api/v1/residents/{wang}/care/tags/livingAlone", new
        {
            tier = "high",
            evidence = "居委会证明",
            reviewOn = DateOnly.FromDateTime(today.AddDays(90).DateTime),
        }).Is(HttpStatusCode.NoContent);
        await Pair(wang, li);

        await town.Worker.Put($"/api/v1/residents/{wang}/helpers/{helper.ResidentId}", new
        {
            powers = (string[])["services", "appointments"],
            until = today.AddDays(60),
            paperConsent = "forms/2.jpg",
        }).Is(HttpStatusCode.NoContent);
        helper.ActingFor = wang;
        var meals = await OrderMeals(helper, li);
        var book = await town.OpenBook();
        await helper.Book(book, await town.FreeSlot(book));

        await Deliver(li, meals[0]);
        await town.Advance();
        Assert.Contains("conditionChanged", await Told(grid));
        var looked = await grid.Post($"/api/v1/orders/{meals[0]}/looks", new { reason = "情况有变" }).Ok();
        Assert.Equal(("王秀英", "头晕，没有吃早饭"),
            ((string)looked["residentName"]!, (string)Assert.Single(looked["conditions"]!.AsArray())!));

        var done = (await town.Worker.All($"/api/v1/residents/{wang}/helped"))
            .Where(one => !(bool)one["isLook"]!).Select(one => (string)one["what"]!).ToList();
        Assert.Equal(Days, done.Count(what => what == "下服务订单"));
        Assert.Equal(["确认预约", "预留预约时间"], done.Take(2));
    }

    private async Task Pair(string wang, Client volunteer)
    {
        var pairing = (string)(await town.Worker.PostOnce("/api/v1/pairings", new { residentId = wang })
            .Ok())["pairingId"]!;
        var body = new { volunteerId = volunteer.ResidentId };
        await town.Worker.Post($"/api/v1/pairings/{pairing}/offer", body).Is(HttpStatusCode.NoContent);
        await volunteer.Post($"/api/v1/pairings/{pairing}/agree", body).Is(HttpStatusCode.NoContent);
        await town.Worker.Post($"/api/v1/pairings/{pairing}/agree", body).Is(HttpStatusCode.NoContent);
        Assert.Equal("active", (string?)(await town.Worker.Get($"/api/v1/pairings/{pairing}").Ok())["status"]);
    }

    private async Task<IReadOnlyList<string>> OrderMeals(Client helper, Client volunteer)
    {
        var item = (string)(await town.Worker.PostOnce(Communities("/service-items"), new
        {
            title = "助餐",
            category = "mealDelivery",
            providerKind = "volunteerTeam",
            providedBy = "红马甲志愿队",
            whoMay = "elderly",
            cutOffMinutes = 4 * 60,
        }).Ok())["itemId"]!;
        await town.Worker.Put(Communities($"/service-providers/{volunteer.ResidentId}"),
            new { itemIds = (string[])[item], openMax = Days }).Is(HttpStatusCode.NoContent);
        var meals = new List<string>();
        for (var day = 1; day <= Days; day++)
        {
            meals.Add((string)(await helper.PostOnce("/api/v1/orders", new
            {
                communityId = town.Community,
                itemId = item,
                wantedAt = await town.Morning(day),
                wish = "少盐",
                address = "3 号楼 501",
            }).Ok())["orderId"]!);
        }

        return meals;
    }

    private static async Task Deliver(Client volunteer, string order)
    {
        var path = $"/api/v1/orders/{order}";
        Assert.Equal("3 号楼 501", (string?)(await volunteer.Get(path).Ok())["address"]);
        await volunteer.Post(path + "/accept").Is(HttpStatusCode.NoContent);
        await volunteer.Post(path + "/set-out").Is(HttpStatusCode.NoContent);
        await volunteer.Post(path + "/condition", new { words = "头晕，没有吃早饭" }).Is(HttpStatusCode.NoContent);
        await volunteer.Post(path + "/finish", new { evidence = "已送到" }).Is(HttpStatusCode.NoContent);
    }

    private static async Task<IEnumerable<string>> Told(Client person) =>
        (await person.All("/api/v1/me/inbox")).Select(message => (string)message["purpose"]!);

    private string Communities(string more) => $"/api/v1/communities/{town.Community}{more}";
}
