using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace ResidentService.IntegrationTests.Merchants;

/// <summary>These move the clock, so they have a town of their own.</summary>
public sealed class SettlementTests(Tangdu town) : IClassFixture<Tangdu>
{
    [Fact]
    public async Task A_month_is_settled_when_it_is_over_and_comes_as_csv_too()
    {
        var (shop, owner) = await town.Shop();
        var noodles = await Tangdu.Noodles(owner, shop);
        var formula = await Tangdu.Offer(owner, shop, new { title = "=1+1,面", points = 3, stock = 5 });
        var resident = await town.Rich();
        await Use(resident, owner, shop, noodles);
        await Use(resident, owner, shop, formula);

        var open = await owner.Get($"/api/v1/merchants/{shop}/settlements").Ok();
        Assert.Equal((2, 11, false), ((int)open["count"]!, (int)open["points"]!, (bool)open["closed"]!));
        Assert.Equal(["油泼面一碗", "=1+1,面"], Titles(open));
        var month = (string)open["month"]!;

        await town.Advance(TimeSpan.FromDays(31));
        await Use(resident, owner, shop, noodles);
        var closed = await owner.Get($"/api/v1/merchants/{shop}/settlements?month={month}").Ok();
        Assert.Equal((2, 11, true), ((int)closed["count"]!, (int)closed["points"]!, (bool)closed["closed"]!));
        var next = await owner.Get($"/api/v1/merchants/{shop}/settlements").Ok();
        Assert.Equal((1, 8, false), ((int)next["count"]!, (int)next["points"]!, (bool)next["closed"]!));
        await owner.Get($"/api/v1/merchants/{shop}/settlements?month=2026-13")
            .IsProblem(HttpStatusCode.BadRequest, "validation_failed");

        var bytes = await ReadCsv(owner, $"/api/v1/merchants/{shop}/settlements?month={month}");
        Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("时间,兑换编号,商品,积分", lines[0]);
        Assert.EndsWith(",油泼面一碗,8", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",\"'=1+1,面\",3", lines[2], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
    }

    [Fact]
    public async Task A_stale_code_is_refused_and_an_old_voucher_expires_with_all_points_given_back()
    {
        var (shop, owner) = await town.Shop();
        var offer = await Tangdu.Noodles(owner, shop, points: Tangdu.Points, stock: 1);
        var resident = await town.Rich();
        var voucher = await Tangdu.Redeem(resident, offer);
        var code = await Tangdu.Code(resident, voucher);
        await town.Advance(TimeSpan.FromMinutes(2));
        await owner.PostOnce($"/api/v1/merchants/{shop}/fulfilments", new { code })
            .IsProblem(HttpStatusCode.Conflict, "code_invalid");

        await town.Advance(TimeSpan.FromDays(7));
        await resident.Get($"/api/v1/redemptions/{voucher}/code")
            .IsProblem(HttpStatusCode.Conflict, "redemption_expired");
        var mine = (await resident.Get("/api/v1/me/redemptions").Ok())["items"]!.AsArray();
        Assert.Equal("expired", (string?)Assert.Single(mine)!["status"]);
        await Tangdu.Redeem(resident, offer);
    }

    [Fact]
    public async Task A_clerk_who_repeats_a_scan_late_still_gets_the_answer()
    {
        var (shop, owner) = await town.Shop();
        var resident = await town.Rich();
        var voucher = await Tangdu.Redeem(resident, await Tangdu.Noodles(owner, shop));
        var code = await Tangdu.Code(resident, voucher);
        var first = await owner.Post($"/api/v1/merchants/{shop}/fulfilments", new { code }, "lost").Ok();
        await town.Advance(TimeSpan.FromHours(1));
        var again = await owner.Post($"/api/v1/merchants/{shop}/fulfilments", new { code }, "lost").Ok();
        Assert.True(JsonNode.DeepEquals(first, again));
        await owner.PostOnce($"/api/v1/merchants/{shop}/fulfilments", new { code })
            .IsProblem(HttpStatusCode.Conflict, "already_fulfilled");
    }

    private static async Task Use(Client resident, Client owner, string shop, string offer)
    {
        var code = await Tangdu.Code(resident, await Tangdu.Redeem(resident, offer));
        await owner.PostOnce($"/api/v1/merchants/{shop}/fulfilments", new { code }).Ok();
    }

    private static IEnumerable<string?> Titles(JsonNode statement) =>
        statement["items"]!.AsArray().Select(item => (string?)item!["offerTitle"]);

    private async Task<byte[]> ReadCsv(Client owner, string path)
    {
        using var http = new HttpClient { BaseAddress = town.Service.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", owner.AccessToken);
        http.DefaultRequestHeaders.Accept.Add(new("text/csv"));
        using var response = await http.GetAsync(path);
        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        return await response.Content.ReadAsByteArrayAsync();
    }
}
