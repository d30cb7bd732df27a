using System.Net;

namespace ResidentService.IntegrationTests.Residents;

public sealed class PhoneTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task Who_deleted_their_account_and_comes_back_can_give_their_phone_again()
    {
        var before = await town.Person("comes-back");
        await Give(before, "13711110001").Is(HttpStatusCode.NoContent);
        await before.Send(HttpMethod.Delete, "/api/v1/me", new { confirm = true }).Is(HttpStatusCode.NoContent);
        var anew = await town.Person("comes-back");
        Assert.NotEqual(before.ResidentId, anew.ResidentId);
        await Give(anew, "13711110001").Is(HttpStatusCode.NoContent);
        await Give(await town.Person(), "13711110001").IsProblem(HttpStatusCode.Conflict, "phone_in_use");
    }

    [Fact]
    public async Task The_number_of_a_deleted_account_lets_its_new_owner_in_at_their_first_sign_in()
    {
        var before = await town.Person();
        await Give(before, "13711110002").Is(HttpStatusCode.NoContent);
        await before.Send(HttpMethod.Delete, "/api/v1/me", new { confirm = true }).Is(HttpStatusCode.NoContent);
        Assert.True((bool)(await SignIn("new-owner-2", "13711110002").Ok())["isNew"]!);
    }

    [Fact]
    public async Task A_number_that_was_replaced_is_free_for_its_next_owner_and_only_once()
    {
        var before = await town.Person();
        await Give(before, "13711110003").Is(HttpStatusCode.NoContent);
        await SignIn("new-owner-3", "13711110003").IsProblem(HttpStatusCode.Conflict, "phone_in_use");
        await Give(before, "13711110004").Is(HttpStatusCode.NoContent);
        Assert.True((bool)(await SignIn("new-owner-3", "13711110003").Ok())["isNew"]!);
        await Give(before, "13711110003").IsProblem(HttpStatusCode.Conflict, "phone_in_use");
        await Give(before, "13711110004").Is(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Who_goes_back_to_their_old_number_has_it_again()
    {
        var person = await town.Person();
        foreach (var number in (string[])["13711110005", "13711110006", "13711110005"])
            await Give(person, number).Is(HttpStatusCode.NoContent);
        await Give(await town.Person(), "13711110005").IsProblem(HttpStatusCode.Conflict, "phone_in_use");
        await Give(await town.Person(), "13711110006").Is(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_phone_that_comes_with_a_later_sign_in_is_given_or_refused_too()
    {
        var person = await town.Person("later");
        Assert.Equal(person.ResidentId, (string?)(await SignIn("later", "13711110007").Ok())["residentId"]);
        await SignIn("later", "13711110007").Ok();
        await Give(await town.Person(), "13711110007").IsProblem(HttpStatusCode.Conflict, "phone_in_use");
        await town.Person("too-late");
        await SignIn("too-late", "13711110007").IsProblem(HttpStatusCode.Conflict, "phone_in_use");
    }

    private Task<Answer> SignIn(string name, string phone) => town.Anonymous()
        .Post("/api/v1/auth/wechat", new { code = "sandbox:" + name, phoneCode = "sandbox:" + phone });

    private static Task<Answer> Give(Client person, string phone) =>
        person.Post("/api/v1/me/phone", new { phoneCode = "sandbox:" + phone });
}
