using System.Text.Json.Nodes;
using static ResidentService.IntegrationTests.CommunityEvents.EventSteps;

namespace ResidentService.IntegrationTests.CommunityEvents;

/// <summary>After whatever people did, lists (from the read tables) say the same as the events' own state.</summary>
public sealed class TablesTellWhatActorsTellTests(Town town) : IClassFixture<Town>
{
    private const int Steps = 60;
    private const int PeopleNumber = 10;

    [Fact]
    public async Task After_a_random_sequence_of_everything()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.SendDiagnosticMessage("seed {0}", seed);
        var random = new Random(seed);
        var start = await town.Morning(days: 3);
        var people = await town.People(PeopleNumber);
        string[] events =
        [
            await town.Publish(start, new { capacity = 3, waitListCapacity = 3 }),
            await town.Publish(start.AddHours(1), new { capacity = 2 }),
            await town.Publish(start.AddHours(4), new { needsApproval = true, capacity = 2 }),
            await town.Publish(start.AddDays(1), new { capacity = 4 }),
        ];
        for (var step = 0; step < Steps; step++)
            await SignUpCancelOrApprove(random, people, events);
        await Compare(people, events);

        await town.Worker.Post(Path(events[3], "/cancel"), new { reason = "下雨" }).Ok();
        await town.AdvanceTo(start);
        foreach (var person in people.Where(_ => random.Next(2) == 0))
            await person.Post(Path(events[0], "/check-ins"), new { code = await town.Code(events[0]) });
        await Compare(people, events);

        await town.AdvanceTo(start.AddHours(7));
        await town.Worker.Post(Path(events[0], "/settle")).Ok();
        await town.Worker.Post(Path(events[1], "/settle")).Ok();
        await Compare(people, events);
    }

    private async Task SignUpCancelOrApprove(Random random, IReadOnlyList<Client> people, string[] events)
    {
        var (person, @event) = (people[random.Next(people.Count)], events[random.Next(events.Length)]);
        var answer = random.Next(5) switch
        {
            0 => await person.CancelSignUp(@event),
            1 => await town.Worker.Post(Path(@event, $"/sign-ups/{person.ResidentId}/approve")),
            _ => await person.SignUp(@event),
        };
        Assert.True((int)answer.Status < 500, answer.Text);
    }

    private async Task Compare(IReadOnlyList<Client> people, string[] events)
    {
        await town.Advance();
        var listed = (await town.Worker.All($"/api/v1/events?communityId={town.Community}"))
            .ToDictionary(item => (string)item["eventId"]!);
        foreach (var @event in events)
        {
            var told = await town.Worker.Get(Path(@event)).Ok();
            foreach (var name in (string[])["title", "startsAt", "capacity", "confirmed", "waiting", "status"])
                Assert.Equal(told[name]!.ToJsonString(), listed[@event][name]!.ToJsonString());
        }

        var signUps = new Dictionary<string, string>();
        foreach (var @event in events)
        {
            foreach (var row in await town.Worker.All(Path(@event, "/sign-ups"), limit: 3))
                signUps.Add($"{@event} {row["residentId"]}", Text(row));
        }

        foreach (var person in people)
            await Compare(person, events, signUps);
    }

    private static async Task Compare(Client person, string[] events, Dictionary<string, string> signUps)
    {
        var mine = (await person.All("/api/v1/me/sign-ups", limit: 1))
            .ToDictionary(row => (string)row["eventId"]!, Text);
        foreach (var @event in events)
        {
            var told = await person.Mine(@event) is { } signUp ? Text(signUp) : null;
            Assert.Equal(told, mine.GetValueOrDefault(@event));
            Assert.Equal(told, signUps.GetValueOrDefault($"{@event} {person.ResidentId}"));
        }
    }

    private static string Text(JsonNode signUp) => $"{signUp["status"]} {signUp["sequence"]}";
}
