using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResidentService.IntegrationTests.CommunityEvents;

/// <summary>What tests of events do again and again.</summary>
internal static class EventSteps
{
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    public static string Path(string @event, string more = "") => $"/api/v1/events/{@event}{more}";

    /// <summary>Moves domain time; answers the new one when all that is then due has happened.</summary>
    public static async Task<DateTimeOffset> Advance(this Town town, int minutes = 1) =>
        (DateTimeOffset)(await town.Anonymous().Post("/sandbox/clock", new { advanceMinutes = minutes }).Ok())["now"]!;

    public static async Task AdvanceTo(this Town town, DateTimeOffset time)
    {
        var minutes = (int)Math.Ceiling((time - await town.Advance()).TotalMinutes);
        Assert.True(minutes >= 0, $"{time} is over");
        if (minutes > 0)
            await town.Advance(minutes);
    }

    /// <summary>Ten o'clock in the morning, so many days from now.</summary>
    public static async Task<DateTimeOffset> Morning(this Town town, int days = 2) =>
        new((await town.Advance()).ToOffset(Shanghai).Date.AddDays(days).AddHours(10), Shanghai);

    /// <summary>Two hours of cleaning with two seats and two places in line, unless it is said otherwise.</summary>
    public static async Task<string> Draft(this Town town, DateTimeOffset startsAt, object? otherwise = null)
    {
        var body = JsonSerializer.SerializeToNode(new
        {
            communityId = town.Community,
            title = "清洁家园",
            startsAt,
            endsAt = startsAt.AddHours(2),
            capacity = 2,
        })!.AsObject();
        foreach (var (name, value) in JsonSerializer.SerializeToNode(otherwise)?.AsObject() ?? [])
        {
            body.Remove(name);
            if (value is not null)
                body[name] = value.DeepClone();
        }

        return (string)(await town.Worker.PostOnce("/api/v1/events", body).Ok())["eventId"]!;
    }

    public static async Task<string> Publish(this Town town, DateTimeOffset startsAt, object? otherwise = null)
    {
        var id = await town.Draft(startsAt, otherwise);
        await town.Worker.Post(Path(id, "/publish")).Ok();
        return id;
    }

    public static async Task<Client> Volunteer(this Town town)
    {
        var person = await town.Person();
        await person.Post("/api/v1/me/volunteer", new { birthDate = "1960-05-04" }).Ok();
        return person;
    }

    public static async Task<IReadOnlyList<Client>> People(this Town town, int number) =>
        await Task.WhenAll(Enumerable.Range(0, number).Select(_ => town.Person()));

    public static Task<Answer> SignUp(this Client person, string @event, string? key = null) =>
        person.Post(Path(@event, "/sign-ups"), new { }, key ?? Guid.NewGuid().ToString("N"));

    public static Task<Answer> CancelSignUp(this Client person, string @event) =>
        person.Delete(Path(@event, "/sign-ups/me"));

    public static async Task<string> Code(this Town town, string @event) =>
        (string)(await town.Worker.Get(Path(@event, "/check-in-code")).Ok())["code"]!;

    public static async Task<string> Card(this Client person) =>
        (string)(await person.Get("/api/v1/me/card").Ok())["code"]!;

    public static async Task<JsonNode?> Mine(this Client person, string @event) =>
        (await person.Get(Path(@event)).Ok())["mine"];

    public static async Task<string?> MyStatus(this Client person, string @event) =>
        (string?)(await person.Mine(@event))?["status"];

    /// <summary>Every page of a list.</summary>
    public static async Task<IReadOnlyList<JsonNode>> All(this Client client, string path, int limit = 100)
    {
        var (items, cursor) = (new List<JsonNode>(), "");
        while (true)
        {
            var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            var page = await client.Get($"{path}{separator}limit={limit}{cursor}").Ok();
            items.AddRange(page["items"]!.AsArray()!);
            if (page["nextCursor"] is not { } next)
                return items;
            cursor = $"&cursor={next}";
        }
    }
}
