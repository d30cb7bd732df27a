using System.Net;
using ResidentService.IntegrationTests.CommunityEvents;
using ResidentService.Tests;
using static ResidentService.IntegrationTests.CommunityEvents.EventSteps;

namespace ResidentService.IntegrationTests.PostgreSql;

/// <summary>Three processes of the standalone edition on one PostgreSQL.</summary>
public sealed class SharedStoreTests : IClassFixture<ThreeHosts>
{
    private const int PeopleOfEach = 40;
    private const int Seats = 50;

    private readonly ThreeHosts _town;

    public SharedStoreTests(ThreeHosts town)
    {
        Assert.SkipUnless(PostgreSqlServer.IsInstalled, PostgreSqlServer.NotInstalled);
        _town = town;
    }

    [Fact]
    public async Task Seats_of_one_event_are_given_once_whoever_is_asked()
    {
        var id = await _town.Publish(Seats);
        var people = await Task.WhenAll(Enumerable.Range(0, PeopleOfEach * 3).Select(i => _town.Person(i % 3)));
        var answers = await Task.WhenAll(people.Select((person, i) => SignUp(person, id, $"{i}")));
        var won = answers.Where(answer => answer.Status == HttpStatusCode.Created).Select(answer => answer.Json).ToList();
        Assert.Equal(2 * Seats, won.Count); // as many places in line as seats
        Assert.Equal(Enumerable.Range(1, 2 * Seats), won.Select(answer => (int)answer["sequence"]!).Order());
        Assert.Equal(Seats, won.Count(answer => (string?)answer["status"] == "confirmed"));
        Assert.All(
            answers.Where(answer => answer.Status != HttpStatusCode.Created),
            answer => answer.IsProblem(HttpStatusCode.Conflict, "event_full"));

        // The same command at another host gets the same answer, and every host tells the same.
        var again = await Task.WhenAll(people.Select((person, i) => SignUp(_town.At((i + 1) % 3, person), id, $"{i}")));
        Assert.Equal(answers.Select(answer => answer.Status), again.Select(answer => answer.Status));
        Assert.Equal(
            won.Select(answer => answer.ToJsonString()),
            again.Where(answer => answer.Status == HttpStatusCode.Created).Select(answer => answer.Json.ToJsonString()));
        foreach (var host in Enumerable.Range(0, 3))
        {
            var seen = await _town.At(host, _town.Worker).Get(Path(id)).Ok();
            Assert.Equal((Seats, Seats), ((int)seen["confirmed"]!, (int)seen["waiting"]!));
            await _town.Lists(host, id, 2 * Seats);
        }

        await _town.IsWhole();
    }

    [Fact]
    public async Task Another_host_leads_after_the_one_that_led_was_killed()
    {
        var id = await _town.Publish(Seats);
        var killed = await _town.KillLeader();
        var (one, other) = ((killed + 1) % 3, (killed + 2) % 3);
        (await SignUp(await _town.Person(one), id, "zhang")).Is(HttpStatusCode.Created);
        await _town.Lists(one, id, 1);
        await _town.Lists(other, id, 1);
        await _town.IsWhole();
        await _town.StartHost(killed);
        await _town.Lists(killed, id, 1);
    }

    [Fact]
    public async Task What_a_person_was_told_is_read_at_every_host()
    {
        var id = await _town.Publish(Seats);
        var zhang = await _town.Person(0);
        (await SignUp(zhang, id, "zhang")).Is(HttpStatusCode.Created);
        foreach (var host in Enumerable.Range(0, 3))
        {
            await _town.Lists(host, id, 1);
            var inbox = await _town.At(host, zhang).Get("/api/v1/me/inbox").Ok();
            var told = Assert.Single(inbox["items"]!.AsArray())!;
            Assert.Equal(("signUpConfirmed", id), ((string?)told["purpose"], (string?)told["subjectId"]));
            Assert.Equal(1, (int)(await _town.At(host, zhang).Get("/api/v1/me/inbox/unread").Ok())["unread"]!);
        }
    }

    [Fact]
    public async Task Who_signs_out_at_one_host_is_signed_out_at_all()
    {
        var zhang = await _town.Person(0);
        var elsewhere = _town.At(1, zhang);
        await elsewhere.Get("/api/v1/me").Ok();
        await zhang.Post("/api/v1/auth/sign-out", new { }).Ok();
        await Soon.Until(async () => (await elsewhere.Get("/api/v1/me")).Status == HttpStatusCode.Unauthorized);
    }

    /// <summary>Where the hosts have crossed each other too often, people are told to try again.</summary>
    private static async Task<Answer> SignUp(Client person, string id, string key)
    {
        var answer = await person.SignUp(id, key);
        for (var tries = 1; answer.Status == HttpStatusCode.ServiceUnavailable && tries < 20; tries++)
            answer = await person.SignUp(id, key);
        return answer;
    }
}
