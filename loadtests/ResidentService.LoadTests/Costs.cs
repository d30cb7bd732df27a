using System.Text;
using ResidentService.LoadTests.Load;
using ResidentService.LoadTests.Scenarios;
using ResidentService.LoadTests.Stage;

namespace ResidentService.LoadTests;

/// <summary>
/// What one request of each kind takes of the service's processors and of the database's, with everything that it sets
/// going, and what it leaves in the journal: what a city needs is computed from it.
/// </summary>
/// <param name="turn">How long each kind is asked, after a shorter while that is not counted.</param>
/// <param name="database">The database's process; null: it is the service's own files.</param>
public sealed class Costs(Town town, TimeSpan turn, int? database)
{
    private const int Connections = 64;
    private const int Room = 1_000_000;
    private const int Events = 20;
    private const int Volunteers = 2_000;

    public static string[] Columns { get; } =
        ["what", "a second", "ms of the service's processor", "ms of the database's", "entries", "other answers"];

    public async IAsyncEnumerable<string[]> Run()
    {
        using var phone = town.NewPhone(Connections);
        var (first, second, everybody) = (await town.NewEvent(Room), await town.NewEvent(Room), town.People.Count);
        for (var i = 2; i < Events; i++)
            await town.NewEvent(Room);
        yield return await Of("a sign-up", 201, everybody, n => SignUp(phone, n < 0 ? first : second, n));
        yield return await Of("an event", 200, everybody, n => phone.Get($"/api/v1/events/{first}", Token(n)));
        yield return await Of("a list of events", 200, everybody, n => phone.Get("/api/v1/events", Token(n)));
        yield return await Of("my sign-ups", 200, everybody, n => phone.Get("/api/v1/me/sign-ups", Token(n)));
        yield return await Of("my points", 200, everybody, n => phone.Get("/api/v1/me/points", Token(n)));
        yield return await Of("a first sign-in", 200, everybody, n => SignIn(phone, n));

        // Each of them has a point after this; one half spends it while the compiler is at work.
        var half = Math.Min(Volunteers, everybody) / 2;
        await new RedeemRush(town, phone).Prepare(2 * half);
        await town.Settle();
        var offer = await town.NewOffer(points: 1, stock: Room);
        yield return await Of("a redemption", 201, half, n => phone.Post(
            $"/api/v1/offers/{offer}/redemptions", Token(n < 0 ? half - 1 - n : n), $"costs-{n}"));
    }

    private async Task<string[]> Of(string what, int expected, int people, Request request)
    {
        // The first while is for the compiler; it asks as those below zero.
        await Loads.Closed(n => request(-1 - n), Connections, turn / 2, people);
        await town.Settle();
        var (service, data, entries) = (town.Server.ProcessorTime, DatabaseTime(), await town.Entries());
        var measured = await Loads.Closed(request, Connections, turn, people);
        await town.Settle();
        var count = measured.Latency.Count;
        return
        [
            what,
            $"{measured.PerSecond:#,0}",
            $"{((town.Server.ProcessorTime - service) / count).TotalMilliseconds:0.000}",
            $"{((DatabaseTime() - data) / count).TotalMilliseconds:0.000}",
            $"{(await town.Entries() - entries) / (double)count:0.00}",
            measured.Without(expected),
        ];
    }

    private string Token(int number) => town.People.TokenOf(Math.Abs(number));

    private Task<int> SignUp(Phone phone, string id, int number) =>
        phone.Post($"/api/v1/events/{id}/sign-ups", Token(number), $"costs-{number}");

    private static Task<int> SignIn(Phone phone, int number) => phone.Post(
        "/api/v1/auth/wechat", "", $"costs-{number}", Encoding.UTF8.GetBytes($$"""{"code":"sandbox:new-{{number}}"}"""));

    private TimeSpan DatabaseTime() => database is { } process ? ProcessTree.ProcessorTime(process) : TimeSpan.Zero;
}
