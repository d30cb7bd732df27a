using System.Text.Json.Nodes;

namespace ResidentService.IntegrationTests.Appointments;

/// <summary>What tests of appointments do again and again.</summary>
internal static class BookSteps
{
    public static string Path(string book, string more = "") => $"/api/v1/appointment-books/{book}{more}";

    public static string Path(string book, string appointment, string more) =>
        Path(book, $"/appointments/{appointment}{more}");

    /// <summary>Every day from nine to twelve, half an hour each; the provider is optional.</summary>
    public static Task<string> OpenBook(this Town town, string? provider = null, string service = "legalAid") =>
        town.Worker.OpenBook(town.Community, provider, service);

    public static async Task<string> OpenBook(
        this Client staff, string community, string? provider = null, string service = "legalAid") =>
        (string)(await staff.PostOnce("/api/v1/appointment-books", new
        {
            communityId = community,
            service,
            title = "法律咨询",
            place = "服务中心",
            providerId = provider,
            slotMinutes = 30,
            shifts = Enumerable.Range(1, 7).Select(
                weekday => new { weekday, hours = new { from = "09:00", to = "12:00" } }),
        }).Ok())["bookId"]!;

    /// <summary>Somebody of the community, by id.</summary>
    public static async Task<string> Neighbour(this Town town)
    {
        var person = await town.Person();
        await person.Put("/api/v1/me", new { communityId = town.Community }).Ok();
        return person.ResidentId;
    }

    public static async Task<IReadOnlyList<JsonNode>> Slots(this Client client, string book) =>
        [.. (await client.Get(Path(book, "/slots?days=5")).Ok())["items"]!.AsArray()!];

    /// <summary>The first free slot that is more than a day off.</summary>
    public static async Task<DateTimeOffset> FreeSlot(this Town town, string book)
    {
        var from = await CommunityEvents.EventSteps.Morning(town, days: 2);
        return (await town.Worker.Slots(book)).Where(slot => (bool)slot["isFree"]!)
            .Select(slot => (DateTimeOffset)slot["startsAt"]!).First(startsAt => startsAt >= from);
    }

    public static Task<Answer> TryHold(
        this Client client, string book, DateTimeOffset startsAt, string? resident = null) =>
        client.Post(Path(book, "/holds"), new { startsAt, residentId = resident });

    public static async Task<string> Hold(
        this Client client, string book, DateTimeOffset startsAt, string? resident = null) =>
        (string)(await client.TryHold(book, startsAt, resident).Ok())["appointmentId"]!;

    public static async Task<string> Book(
        this Client client, string book, DateTimeOffset startsAt, string? resident = null)
    {
        var appointment = await client.Hold(book, startsAt, resident);
        await client.Post(Path(book, appointment, "/confirm"), new { }).Ok();
        return appointment;
    }
}
