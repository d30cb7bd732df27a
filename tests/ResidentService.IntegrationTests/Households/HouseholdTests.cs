using System.Net;

namespace ResidentService.IntegrationTests.Households;

public sealed class HouseholdTests(Town town) : IClassFixture<Town>
{
    private const string Households = "/api/v1/households";
    private const string Mine = "/api/v1/me/household";
    private const string Invitations = "/api/v1/me/household-invitations";

    [Fact]
    public async Task A_family_is_founded_and_grows_by_invitation_and_a_yes()
    {
        var (head, elder) = (await Named("张伟"), await Named("王秀英"));
        var household = await Found(head);
        await Invite(head, household, elder);
        var invited = await head.Get(Mine).Ok();
        Assert.Equal(elder.ResidentId, (string?)Assert.Single(invited["invited"]!.AsArray())!["residentId"]);
        Assert.DoesNotContain("王秀英", invited.ToString(), StringComparison.Ordinal);

        var invitation = Assert.Single((await elder.Get(Invitations).Ok())["items"]!.AsArray())!;
        Assert.Equal(household, (string?)invitation["householdId"]);
        Assert.Equal(head.ResidentId, (string?)invitation["head"]);
        await Join(elder, household).Is(HttpStatusCode.NoContent);

        var family = await elder.Get(Mine).Ok();
        Assert.Equal(household, (string?)family["householdId"]);
        Assert.Equal(head.ResidentId, (string?)family["head"]);
        Assert.Equal(["张伟", "王秀英"], family["members"]!.AsArray().Select(member => (string?)member!["displayName"]));
        Assert.Empty(family["invited"]!.AsArray());
        Assert.Empty((await elder.Get(Invitations).Ok())["items"]!.AsArray());
        await Join(elder, household).Is(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Who_leaves_is_gone_at_once_and_the_head_passes_on()
    {
        var (head, elder) = (await town.Person(), await town.Person());
        var household = await Family(head, elder);
        await head.Delete($"{Households}/{household}/members/me").Is(HttpStatusCode.NoContent);
        await head.Get(Mine).IsProblem(HttpStatusCode.NotFound, "not_found");
        var family = await elder.Get(Mine).Ok();
        Assert.Equal(elder.ResidentId, (string?)family["head"]);
        Assert.Single(family["members"]!.AsArray());
        await Found(head);
    }

    [Fact]
    public async Task Founding_twice_with_one_key_founds_one_household()
    {
        var (person, key) = (await town.Person(), Guid.NewGuid().ToString("N"));
        var first = await person.Post(Households, new { }, key).Ok();
        var again = await person.Post(Households, new { }, key).Ok();
        Assert.Equal((string?)first["householdId"], (string?)again["householdId"]);
        await person.PostOnce(Households).IsProblem(HttpStatusCode.Conflict, "in_another_household");
    }

    [Fact]
    public async Task A_founding_is_still_answered_when_the_founder_has_moved_on_since()
    {
        var (person, key) = (await town.Person(), Guid.NewGuid().ToString("N"));
        var first = (string?)(await person.Post(Households, new { }, key).Ok())["householdId"];
        await person.Delete($"{Households}/{first}/members/me").Is(HttpStatusCode.NoContent);
        var second = await Found(person);
        Assert.Equal(first, (string?)(await person.Post(Households, new { }, key).Ok())["householdId"]);
        Assert.Equal(second, (string?)(await person.Get(Mine).Ok())["householdId"]);
    }

    [Fact]
    public async Task Founding_needs_a_key_and_takes_no_fields()
    {
        var person = await town.Person();
        await person.Post(Households).IsProblem(HttpStatusCode.BadRequest, "idempotency_key_required");
        await person.PostOnce(Households, new { name = "张家" }).IsProblem(HttpStatusCode.BadRequest, "unknown_field");
        await town.Anonymous().PostOnce(Households).IsProblem(HttpStatusCode.Unauthorized, "not_signed_in");
    }

    [Fact]
    public async Task To_a_stranger_a_household_does_not_exist()
    {
        var (head, stranger) = (await town.Person(), await town.Person());
        foreach (var household in (string[])[await Found(head), "hou_nowhere"])
        {
            var path = $"{Households}/{household}";
            await Join(stranger, household).IsProblem(HttpStatusCode.NotFound, "not_found");
            await stranger.Delete(path + "/members/me").IsProblem(HttpStatusCode.NotFound, "not_found");
            await stranger.Post(path + "/invitations", new { residentId = stranger.ResidentId })
                .IsProblem(HttpStatusCode.NotFound, "not_found");
            await stranger.Delete($"{path}/invitations/{stranger.ResidentId}")
                .IsProblem(HttpStatusCode.NotFound, "not_found");
        }

        await stranger.Get(Mine).IsProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Only_the_head_invites_and_only_people_who_exist()
    {
        var (head, member, friend) = (await town.Person(), await town.Person(), await town.Person());
        var household = await Family(head, member);
        var path = $"{Households}/{household}/invitations";
        await member.Post(path, new { residentId = friend.ResidentId })
            .IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        await head.Post(path, new { residentId = "res_nobody" }).IsProblem(HttpStatusCode.NotFound, "not_found");
        await head.Post(path, new { }).IsProblem(HttpStatusCode.BadRequest, "validation_failed");
        await head.Post(path, new { residentId = friend.ResidentId, role = "elder" })
            .IsProblem(HttpStatusCode.BadRequest, "unknown_field");
        await Invite(head, household, friend);
        await member.Delete($"{path}/{friend.ResidentId}").IsProblem(HttpStatusCode.Forbidden, "not_allowed");
    }

    [Fact]
    public async Task An_invitation_can_be_taken_back_and_declined()
    {
        var (head, first, second) = (await town.Person(), await town.Person(), await town.Person());
        var household = await Found(head);
        await Invite(head, household, first);
        await Invite(head, household, second);
        await head.Delete($"{Households}/{household}/invitations/{first.ResidentId}").Is(HttpStatusCode.NoContent);
        await ListsShowWhat(head);
        await second.Delete($"{Households}/{household}/invitations/{second.ResidentId}").Is(HttpStatusCode.NoContent);
        foreach (var person in (Client[])[first, second])
        {
            await Join(person, household).IsProblem(HttpStatusCode.NotFound, "not_found");
            Assert.Empty((await person.Get(Invitations).Ok())["items"]!.AsArray());
        }
    }

    [Fact]
    public async Task Nobody_is_in_two_households()
    {
        var (head, other) = (await town.Person(), await town.Person());
        await Found(other);
        var household = await Found(head);
        await Invite(head, household, other);
        await Join(other, household).IsProblem(HttpStatusCode.Conflict, "in_another_household");
    }

    private async Task<Client> Named(string name)
    {
        var person = await town.Person();
        await person.Put("/api/v1/me", new { displayName = name }).Ok();
        return person;
    }

    private static async Task<string> Family(Client head, Client member)
    {
        var household = await Found(head);
        await Invite(head, household, member);
        await Join(member, household).Is(HttpStatusCode.NoContent);
        return household;
    }

    private static async Task<string> Found(Client head) =>
        (string)(await head.PostOnce(Households).Ok())["householdId"]!;

    private static async Task Invite(Client head, string household, Client person)
    {
        await head.Post($"{Households}/{household}/invitations", new { residentId = person.ResidentId })
            .Is(HttpStatusCode.NoContent);
        await ListsShowWhat(head);
    }

    /// <summary>A list of one's own waits for what one wrote; after that everybody's lists show it.</summary>
    private static Task ListsShowWhat(Client wrote) => wrote.Get(Invitations).Is(HttpStatusCode.OK);

    private static Task<Answer> Join(Client person, string household) =>
        person.Post($"{Households}/{household}/members/me");
}
