using System.Net;

namespace ResidentService.IntegrationTests;

public sealed class SignInTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task A_person_signs_in_and_is_the_same_person_the_next_time()
    {
        var name = "returning" + Guid.NewGuid().ToString("N");
        var first = await town.Person(name);
        Assert.Equal(first.ResidentId, (await town.Person(name)).ResidentId);
        Assert.Equal(first.ResidentId, (string?)(await first.Get("/api/v1/me").Ok())["residentId"]);
    }

    [Fact]
    public async Task A_token_is_dead_after_signing_out()
    {
        var person = await town.Person();
        await person.Post("/api/v1/auth/sign-out").Is(HttpStatusCode.NoContent);
        await person.Get("/api/v1/me").Is(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_refresh_token_gives_new_tokens_and_a_lost_answer_may_be_asked_for_again()
    {
        var person = await town.Person();
        await Refresh(person.RefreshToken).Ok();
        var fresh = await Refresh(person.RefreshToken).Ok();
        Assert.Equal(person.ResidentId, (string?)fresh["residentId"]);
        person.AccessToken = (string?)fresh["accessToken"];
        await person.Get("/api/v1/me").Ok();
    }

    [Fact]
    public async Task An_old_refresh_token_gives_a_thief_away_and_ends_the_session()
    {
        var person = await town.Person();
        var second = await Refresh(person.RefreshToken).Ok();
        var third = await Refresh((string)second["refreshToken"]!).Ok();
        await Refresh(person.RefreshToken).Is(HttpStatusCode.Unauthorized);
        await Refresh((string)third["refreshToken"]!).Is(HttpStatusCode.Unauthorized);
        await person.Get("/api/v1/me").Is(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_made_up_code_is_refused() => await town.Anonymous()
        .Post("/api/v1/auth/wechat", new { code = "whatever" })
        .IsProblem(HttpStatusCode.Unauthorized, "wechat_code_invalid");

    [Fact]
    public async Task Name_and_community_are_kept()
    {
        var person = await town.Person();
        await person.Put("/api/v1/me", new { displayName = "王秀英", communityId = town.Community }).Ok();
        var me = await person.Get("/api/v1/me").Ok();
        Assert.Equal("王秀英", (string?)me["displayName"]);
        Assert.Equal(town.Community, (string?)me["communityId"]);
    }

    private Task<Answer> Refresh(string token) => town.Anonymous().Post("/api/v1/auth/refresh", new { refreshToken = token });
}
