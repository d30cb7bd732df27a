using System.Text.Json.Nodes;
using ResidentService.IntegrationTests.CommunityEvents;

namespace ResidentService.IntegrationTests.Meals;

/// <summary>A kitchen of the town and one of its days, and what people do there again and again.</summary>
internal sealed class KitchenSteps(Town town, string kitchen, DateOnly date)
{
    public static readonly object Fish =
        new { name = "红烧鱼", allergens = (string[])["fish"], marks = (string[])["lowSalt"] };

    public static readonly object Greens = new { name = "清炒时蔬", marks = (string[])["lowSalt", "vegetarian"] };

    public string Kitchen => kitchen;

    public DateOnly Date => date;

    /// <param name="days">Until the day.</param>
    public static async Task<KitchenSteps> Open(Town town, int days = 3, int quota = 100)
    {
        var id = (string)(await town.Worker.PostOnce($"/api/v1/communities/{town.Community}/kitchens", new
        {
            name = "唐都助餐点",
            address = "2 号楼一层",
            latitude = 34.27,
            longitude = 109.05,
            quotaPerDay = quota,
        }).Ok())["kitchenId"]!;
        return new(town, id, DateOnly.FromDateTime((await town.Morning(days)).DateTime));
    }

    public string Path(string more = "") => $"/api/v1/kitchens/{kitchen}{more}";

    public string Day(string more = "") => Path($"/days/{date:yyyy-MM-dd}{more}");

    public Task<JsonNode> Publish(params object[] dishes) => town.Worker.Put(Day("/menu"), new { dishes }).Ok();

    public Task<Answer> TryOrder(Client who, int dish, string? residentId = null, string address = "3 号楼 501") =>
        who.PostOnce(Day("/orders"), new { residentId, dish, delivery = Door(address) });

    public Task<JsonNode> Order(Client who, int dish, string? residentId = null, string address = "3 号楼 501") =>
        TryOrder(who, dish, residentId, address).Ok();

    /// <summary>The same kitchen, some days later.</summary>
    public KitchenSteps Later(int days) => new(town, kitchen, date.AddDays(days));

    /// <summary>From the day before, for eleven days or as many as are given from the day on.</summary>
    public async Task<string> BeginStanding(Client who, string? residentId = null, int days = 11) =>
        (string)(await who.PostOnce(Path("/standing-orders"), new
        {
            residentId,
            weekdays = (int[])[1, 2, 3, 4, 5, 6, 7],
            from = date.AddDays(-1),
            to = date.AddDays(days - 1),
            delivery = Door("3 号楼 501"),
        }).Ok())["standingId"]!;

    public async Task<string?> StatusOf(Client who) =>
        (string?)(await who.Get(Day($"/orders/{who.ResidentId}")).Ok())["status"];

    /// <summary>Until orders have closed.</summary>
    public Task CloseOrders() =>
        town.AdvanceTo(new(date.AddDays(-1).ToDateTime(new(20, 0)), TimeSpan.FromHours(8)));

    /// <summary>Until noon of the day.</summary>
    public Task GoToNoon() => town.AdvanceTo(new(date.ToDateTime(new(12, 0)), TimeSpan.FromHours(8)));

    private static object Door(string address) =>
        new { address, building = "3 号楼", latitude = 34.271, longitude = 109.052, note = "请敲门重一点" };
}
