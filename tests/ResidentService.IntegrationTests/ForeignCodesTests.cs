using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ResidentService.IntegrationTests.CommunityEvents;

namespace ResidentService.IntegrationTests;

/// <summary>Codes that are good, but not here or not of this person; and what the store shows of people.</summary>
public sealed class ForeignCodesTests(WhoMayTests.Street street) : IClassFixture<WhoMayTests.Street>
{
    private Town Town => street.Town;

    [Fact]
    public async Task Another_events_check_in_code_does_not_open_this_one()
    {
        var startsAt = (await Town.Advance()).AddMinutes(20);
        var (here, there) = (await Town.Publish(startsAt), await Town.Publish(startsAt));
        var person = await Town.Person();
        await person.SignUp(here).Ok();
        await ChangesNothing(person, $"/api/v1/events/{here}", async () =>
        {
            var foreign = await Town.Code(there);
            foreach (var call in (string[])["/check-ins", "/check-outs"])
            {
                await person.Post($"/api/v1/events/{here}{call}", new { code = foreign })
                    .IsProblem(HttpStatusCode.Conflict, "code_invalid");
            }
        });
        await person.Post($"/api/v1/events/{here}/check-ins", new { code = await Town.Code(here) }).Ok();
    }

    [Fact]
    public async Task Another_persons_card_checks_nobody_in()
    {
        var @event = await Town.Publish((await Town.Advance()).AddMinutes(20));
        var (person, stranger) = (await Town.Person(), await Town.Person());
        await person.SignUp(@event).Ok();
        var (own, foreign) = (await person.Card(), await stranger.Card());
        var forged = foreign.Replace(stranger.ResidentId, person.ResidentId, StringComparison.Ordinal);
        Assert.NotEqual(foreign, forged);
        var scans = $"/api/v1/events/{@event}/staff-scans";
        await ChangesNothing(person, $"/api/v1/events/{@event}", async () =>
        {
            await Town.Worker.Post(scans, new { code = foreign, direction = "in" })
                .IsProblem(HttpStatusCode.Conflict, "not_signed_up");
            await Town.Worker.Post(scans, new { code = forged, direction = "in" })
                .IsProblem(HttpStatusCode.Conflict, "code_invalid");
            await person.Post($"/api/v1/events/{@event}/check-ins", new { code = own })
                .IsProblem(HttpStatusCode.Conflict, "code_invalid");
        });
        await Town.Worker.Post(scans, new { code = own, direction = "in" }).Ok();
    }

    [Fact]
    public async Task Another_shop_does_not_take_the_voucher()
    {
        var (resident, owner) = (street.People[Role.Resident], street.People[Role.ShopOwner]);
        var rival = await Town.Person();
        var shop = (string)(await rival.PostOnce("/api/v1/merchants",
            new { communityId = Town.Community, name = "张记面馆" }).Ok())["merchantId"]!;
        await Town.Worker.Post($"/api/v1/merchants/{shop}/approve").Ok();
        var voucher = street.Fill("/api/v1/redemptions/{redemption}");
        var home = street.Fill("/api/v1/merchants/{merchant}/fulfilments");
        await ChangesNothing(resident, voucher, async () =>
        {
            var code = await Code();
            await rival.PostOnce($"/api/v1/merchants/{shop}/fulfilments", new { code })
                .IsProblem(HttpStatusCode.NotFound, "not_found");
            await rival.PostOnce(home, new { code }).IsProblem(HttpStatusCode.Forbidden, "not_allowed");
            await rival.Get(voucher).IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        });
        await owner.PostOnce(home, new { code = await Code() }).Ok();

        async Task<string> Code() => (string)(await resident.Get(voucher + "/code").Ok())["code"]!;
    }

    [Fact]
    public async Task No_name_and_no_birth_date_can_be_read_in_the_store_or_the_log()
    {
        string[] secrets = ["欧阳测试甲", "1957-03-21", "19570321", @"\u6B27\u9633\u6D4B\u8BD5\u7532"];
        var person = await Town.Person();
        await person.Put("/api/v1/me", new { displayName = secrets[0], birthDate = secrets[1] }).Ok();
        await person.Post("/api/v1/me/volunteer", new { skills = Array.Empty<string>(), birthDate = secrets[1] }).Ok();
        Assert.Equal(secrets[0], (string?)(await person.Get("/api/v1/me").Ok())["displayName"]);
        await Town.Advance();
        var store = Databases.Bytes(Town.Service.Storage).ToList();
        Assert.True(Holds(store, person.ResidentId), "the test looks for what is there in the wrong way");
        Assert.All(secrets, secret =>
        {
            Assert.False(Holds(store, secret), secret);
            Assert.DoesNotContain(secret, Town.Service.Output, StringComparison.OrdinalIgnoreCase);
        });
    }

    private static bool Holds(IEnumerable<byte[]> store, string text) => store.Any(bytes =>
        bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0
        || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(text)) >= 0);

    private async Task ChangesNothing(Client person, string path, Func<Task> requests)
    {
        await Town.Advance();
        var (thing, entries) = (await person.Get(path).Ok(), await Town.Service.Entries());
        await requests();
        await Town.Advance();
        Assert.Equal(entries, await Town.Service.Entries());
        Assert.True(JsonNode.DeepEquals(thing, await person.Get(path).Ok()), path);
    }
}
