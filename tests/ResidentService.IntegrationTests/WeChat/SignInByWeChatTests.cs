using System.Net;
using ResidentService.FakeWeChat;
using ResidentService.IntegrationTests.Appointments;

namespace ResidentService.IntegrationTests.WeChat;

[Collection(WeChatTown.Name)]
public sealed class SignInByWeChatTests(WeChatTown town)
{
    private static readonly string[] Skills = ["理发"];

    [Fact]
    public async Task A_returning_user_is_the_same_person_and_a_code_is_good_once()
    {
        var code = town.Fake.Users.LoginCode("o-returning");
        var first = await town.Anonymous().Post("/api/v1/auth/wechat", new { code }).Ok();
        Assert.True((bool)first["isNew"]!);
        await town.Anonymous().Post("/api/v1/auth/wechat", new { code })
            .IsProblem(HttpStatusCode.Unauthorized, "wechat_code_invalid");
        var again = await town.SignIn(town.Anonymous(), "o-returning").Ok();
        Assert.Equal(((string?)first["residentId"], false), ((string?)again["residentId"], (bool)again["isNew"]!));
    }

    [Fact]
    public async Task Another_app_of_the_same_owner_leads_to_the_same_person_also_after_they_joined_a_record()
    {
        var (phone, name) = town.NextRecord();
        town.Fake.Users.KnownElsewhere("o-first-app", "u-both");
        town.Fake.Users.KnownElsewhere("o-second-app", "u-both");
        var first = await town.SignIn(town.Anonymous(), "o-first-app", phone).Ok();
        for (var i = 0; i < 2; i++)
        {
            var second = town.Anonymous();
            var signedIn = await town.SignIn(second, "o-second-app").Ok();
            Assert.Equal((string?)first["residentId"], (string?)signedIn["residentId"]);
            Assert.Equal(name, (string?)(await second.Get("/api/v1/me").Ok())["displayName"]);
        }
    }

    [Fact]
    public async Task Who_was_here_before_proving_the_phone_of_their_record_joins_it_and_their_first_account_goes()
    {
        var (phone, name) = town.NextRecord();
        var person = await town.Person("o-came-first");
        await person.Put("/api/v1/me", new { displayName = "桂兰" }).Ok();
        await GivePhone(person, "o-came-first", phone).IsProblem(HttpStatusCode.Conflict, "record_waiting");

        var anew = town.Anonymous();
        var joined = await town.SignIn(anew, "o-came-first", phone).Ok();
        Assert.Equal(name, (string?)(await anew.Get("/api/v1/me").Ok())["displayName"]);
        await person.Get("/api/v1/me").Is(HttpStatusCode.Unauthorized);
        foreach (var again in (string?[])[null, phone])
        {
            var signedIn = await town.SignIn(anew, "o-came-first", again).Ok();
            Assert.Equal((string?)joined["residentId"], (string?)signedIn["residentId"]);
        }

        await town.SignIn(town.Anonymous(), "o-too-late", phone).IsProblem(HttpStatusCode.Conflict, "phone_in_use");
    }

    [Theory]
    [InlineData("volunteer")]
    [InlineData("appointment")]
    [InlineData("pairing")]
    [InlineData("order")]
    [InlineData("care")]
    public async Task An_account_that_was_used_stays_apart_from_the_record(string use)
    {
        var (phone, _) = town.NextRecord();
        var openId = "o-used-" + use;
        var person = await town.Person(openId);
        await Use(person, use);
        await town.SignIn(town.Anonymous(), openId, phone).IsProblem(HttpStatusCode.Conflict, "phone_in_use");
        await person.Get("/api/v1/me").Ok();
    }

    [Fact]
    public async Task A_phone_is_taken_from_its_own_user_only()
    {
        var person = await town.Person("o-own-phone");
        await GivePhone(person, "o-somebody-else", "13700000001")
            .IsProblem(HttpStatusCode.Unauthorized, "wechat_code_invalid");
        await GivePhone(person, "o-own-phone", "13700000001").Is(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_phone()
    {
        var (one, two) = (await town.Person("o-two-phones"), await town.Person("o-two-phones"));
        await one.Post("/api/v1/auth/sign-out-everywhere").Is(HttpStatusCode.NoContent);
        await one.Get("/api/v1/me").Is(HttpStatusCode.Unauthorized);
        await two.Get("/api/v1/me").Is(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task All_that_is_kept_of_a_person_is_theirs_in_one_piece()
    {
        var (phone, name) = town.NextRecord();
        var person = town.Anonymous();
        var id = (string?)(await town.SignIn(person, "o-curious", phone).Ok())["residentId"];
        await person.Post("/api/v1/me/volunteer", new { skills = Skills, birthDate = "1942-03-02" }).Ok();
        await person.Put("/api/v1/me/privacy-consent",
            new { policyVersion = "2026-05", scopes = (string[])["scope.userLocation"] }).Is(HttpStatusCode.NoContent);
        var data = await person.Get("/api/v1/me/export").Ok();
        Assert.Equal("2026-05", (string?)data["privacyConsent"]!["policyVersion"]);
        Assert.Equal(WeChatTown.CancelTemplate, (string?)data["subscriptions"]![0]!["templateId"]);
        Assert.Equal(
            [id, name, "+86" + phone, "o-curious"],
            ((string[])["residentId", "displayName", "phone", "weChatOpenId"]).Select(field => (string?)data[field]));
        Assert.Equal("理发", (string?)data["volunteer"]!["skills"]![0]);
        Assert.All(
            (string[])["signUps", "pointEntries", "redemptions", "shops", "messages", "waitingTexts", "accessLog"],
            list => Assert.Empty(data[list]!.AsArray()));
        await person.Send(HttpMethod.Delete, "/api/v1/me", new { confirm = true }).Is(HttpStatusCode.NoContent);
        Assert.NotEqual(id, (string?)(await town.SignIn(person, "o-curious", phone).Ok())["residentId"]);
    }

    [Fact]
    public async Task Consent_is_recorded_with_its_version_scope_and_time_until_it_is_withdrawn()
    {
        const string path = "/api/v1/me/privacy-consent";
        var person = await town.Person("o-private");
        Assert.Null(await Consent());
        await person.Put(path, new { policyVersion = "2026 05" }).IsProblem(HttpStatusCode.BadRequest, "validation_failed");
        var agreed = new { policyVersion = "2026-05", scopes = (string[])["phoneNumber", "scope.userLocation"] };
        await person.Put(path, agreed).Is(HttpStatusCode.NoContent);
        var given = (await Consent())!;
        Assert.Equal(("2026-05", 2), ((string?)given["policyVersion"], given["scopes"]!.AsArray().Count));
        Assert.NotNull(given["at"]);
        Assert.Null(given["withdrawnAt"]);
        await person.Delete(path).Is(HttpStatusCode.NoContent);
        Assert.NotNull((await Consent())!["withdrawnAt"]);

        async Task<System.Text.Json.Nodes.JsonNode?> Consent() => (await person.Get("/api/v1/me").Ok())["privacyConsent"];
    }

    [Fact]
    public async Task What_WeChat_refuses_is_said_and_shown_to_operators()
    {
        foreach (var errcode in (int[])[40226, -1, 40164])
            town.Fake.Script.Next("/sns/jscode2session", new Fault.Errcode(errcode));
        await town.SignIn(town.Anonymous(), "o-any").IsProblem(HttpStatusCode.Forbidden, "wechat_user_blocked");
        await town.SignIn(town.Anonymous(), "o-any").IsProblem(HttpStatusCode.ServiceUnavailable, "try_again");
        await town.SignIn(town.Anonymous(), "o-any").IsProblem(HttpStatusCode.ServiceUnavailable, "wechat_unavailable");
        var ready = await town.Anonymous().Get("/health/ready").Ok();
        Assert.Equal("/sns/jscode2session: Configuration 40164", (string?)ready["warnings"]!["weChat"]);
        await town.SignIn(town.Anonymous(), "o-any").Ok();
        Assert.Null((await town.Anonymous().Get("/health/ready").Ok())["warnings"]?["weChat"]);
    }

    /// <summary>Something that would be lost with the account.</summary>
    private async Task Use(Client person, string use)
    {
        var me = (string)(await person.Get("/api/v1/me").Ok())["residentId"]!;
        await person.Put("/api/v1/me", new { communityId = town.Community }).Ok();
        switch (use)
        {
            case "volunteer":
                await person.Post("/api/v1/me/volunteer", new { skills = Skills, birthDate = "1960-05-04" }).Ok();
                break;
            case "appointment":
                var book = await town.Admin.OpenBook(town.Community);
                await person.Book(book, (DateTimeOffset)(await person.Slots(book))[^1]["startsAt"]!);
                await IsListed(person, "/api/v1/me/appointments");
                break;
            case "pairing":
                await person.PostOnce("/api/v1/pairings", new { residentId = me }).Ok();
                await IsListed(person, "/api/v1/me/pairings");
                break;
            case "order":
                var item = (string)(await town.Admin.PostOnce(
                    $"/api/v1/communities/{town.Community}/service-items",
                    new { title = "助餐", category = "mealDelivery", providerKind = "centre", providedBy = "服务中心" })
                    .Ok())["itemId"]!;
                await person.PostOnce(
                    "/api/v1/orders", new { communityId = town.Community, itemId = item, wish = "午餐" }).Ok();
                await IsListed(person, "/api/v1/me/orders");
                break;
            default:
                await town.Admin.Put($"/api/v1/residents/{me}/care/tags/disability", new
                {
                    tier = "key",
                    evidence = "残疾证",
                    reviewOn = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(90)),
                }).Is(HttpStatusCode.NoContent);
                break;
        }
    }

    private static Task IsListed(Client person, string list) =>
        Soon.Until(async () => (await person.Get(list).Ok())["items"]!.AsArray().Count > 0);

    private Task<Answer> GivePhone(Client person, string openId, string phone) =>
        person.Post("/api/v1/me/phone", new { phoneCode = town.Fake.Users.PhoneCode(openId, phone) });
}
