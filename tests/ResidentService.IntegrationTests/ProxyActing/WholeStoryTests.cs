using System.Net;
using ResidentService.IntegrationTests.Appointments;
using ResidentService.IntegrationTests.CommunityEvents;
using ResidentService.IntegrationTests.Meals;

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
        var kitchen = await OrderMeals(helper, wang);
        var book = await town.OpenBook();
        await helper.Book(book, await town.FreeSlot(book));

        await Deliver(li, kitchen, wang);
        await town.Advance();
        Assert.Contains("mealConditionChanged", await Told(grid));
        var looked = await grid.Post(kitchen.Day($"/orders/{wang}/looks"), new { reason = "情况有变" }).Ok();
        Assert.Equal(("王秀英", "头晕，没有吃早饭"),
            ((string)looked["residentName"]!, (string)Assert.Single(looked["conditions"]!.AsArray())!));

        var done = (await town.Worker.All($"/api/v1/residents/{wang}/helped"))
            .Where(one => !(bool)one["isLook"]!).Select(one => (string)one["what"]!).ToList();
        Assert.Equal(["确认预约", "预留预约时间", "长期订餐"], done);
        var meals = await helper.All("/api/v1/me/meals");
        Assert.Equal(Days, meals.Count);
        Assert.All(meals, meal => Assert.Equal(helper.ResidentId, (string?)meal["placedById"]));
        Assert.Equal("handedOver", (string?)meals.MinBy(meal => (string)meal["date"]!)!["status"]);
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

    /// <summary>By one standing order, which each day's menu fills with a dish that is for her.</summary>
    private async Task<KitchenSteps> OrderMeals(Client helper, string wang)
    {
        var kitchen = await KitchenSteps.Open(town);
        await town.Worker.Put($"/api/v1/residents/{wang}/diet", new { allergens = (string[])["fish"] })
            .Is(HttpStatusCode.NoContent);
        await kitchen.BeginStanding(helper, wang, Days);
        for (var day = 0; day < Days; day++)
            await kitchen.Later(day).Publish(KitchenSteps.Fish, KitchenSteps.Greens);
        await Soon.Until(async () => (await helper.All("/api/v1/me/meals"))
            .Count(meal => ((string?)meal["status"], (string?)meal["dish"]) is ("ordered", "清炒时蔬")) == Days);
        return kitchen;
    }

    private async Task Deliver(Client volunteer, KitchenSteps kitchen, string wang)
    {
        await kitchen.CloseOrders();
        await town.Worker.Post(kitchen.Day("/runs")).Ok();
        var run = kitchen.Day($"/runs/{(string)Assert.Single(await town.Worker.All(kitchen.Day("/runs")))["runId"]!}");
        await town.Worker.Put($"{run}/courier", new { residentId = volunteer.ResidentId }).Is(HttpStatusCode.NoContent);
        await kitchen.GoToNoon();
        Assert.Equal("3 号楼 501", (string?)Assert.Single((await volunteer.Get(run).Ok())["stops"]!.AsArray())!["address"]);
        await volunteer.Post($"{run}/stops/{wang}/condition", new { words = "头晕，没有吃早饭" })
            .Is(HttpStatusCode.NoContent);
        await volunteer.Post($"{run}/stops/{wang}", new { outcome = "handedOver" }).Is(HttpStatusCode.NoContent);
    }

    private static async Task<IEnumerable<string>> Told(Client person) =>
        (await person.All("/api/v1/me/inbox")).Select(message => (string)message["purpose"]!);

    private string Communities(string more) => $"/api/v1/communities/{town.Community}{more}";
}
