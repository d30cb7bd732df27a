using System.Text;
using ResidentService.LoadTests.Load;
using ResidentService.LoadTests.Stage;

namespace ResidentService.LoadTests.Scenarios;

/// <summary>Everybody stands at the door at once and scans the code on the screen, which changes meanwhile.</summary>
public sealed class CheckInWave(Town town, Phone phone) : Scenario(town, phone)
{
    private static readonly TimeSpan CodeAge = TimeSpan.FromSeconds(10);

    private string _event = "";
    private Task<byte[]> _code = Task.FromResult<byte[]>([]);
    private long _codeAt;

    public override string Name => "check-in";

    public override async Task Prepare(int arrivals)
    {
        _event = await Town.NewEvent(arrivals);
        await Attendance.SignUp(Town, Phone, _event, arrivals);
        await Town.MoveTo(_event, minutesAfterStart: 0);
        _code = Attendance.Code(Town, _event);
        _codeAt = Environment.TickCount64;
    }

    public override async Task<int> Arrive(int number)
    {
        var shown = Volatile.Read(ref _codeAt);
        if (Environment.TickCount64 - shown > CodeAge.TotalMilliseconds
            && Interlocked.CompareExchange(ref _codeAt, Environment.TickCount64, shown) == shown)
            _code = Attendance.Code(Town, _event);
        return await Phone.Post(
            $"/api/v1/events/{_event}/check-ins", Town.People.TokenOf(number), $"in-{number}", await _code);
    }

    public override async Task<IReadOnlyList<string>> Check(Measured measured)
    {
        var attended = (await Town.SignUps(_event)).Count(one => (string)one["status"]! == "attended");
        return
        [
            .. Expect("people who are there", measured.With(200), attended),
            .. Expect("answers other than 200", 0, measured.Latency.Count - measured.With(200)),
        ];
    }
}

/// <summary>What leads up to a scenario: people who signed up, came and went.</summary>
internal static class Attendance
{
    private const int Connections = 64;

    /// <summary>The first so many people sign up for an event.</summary>
    public static Task SignUp(Town town, Phone phone, string id, int people) => All(people, i =>
        phone.Post($"/api/v1/events/{id}/sign-ups", town.People.TokenOf(i), $"before-{i}"), expected: 201);

    /// <summary>They check in or out, now.</summary>
    /// <param name="direction"><c>check-ins</c> or <c>check-outs</c>.</param>
    public static async Task Pass(Town town, Phone phone, string id, int people, string direction)
    {
        var code = await Code(town, id);
        await All(people, i =>
            phone.Post($"/api/v1/events/{id}/{direction}", town.People.TokenOf(i), $"{direction}-{i}", code), expected: 200);
    }

    /// <summary>The body with the code that is on the screen now.</summary>
    public static async Task<byte[]> Code(Town town, string id)
    {
        var shown = await town.AskAsWorker(HttpMethod.Get, $"/api/v1/events/{id}/check-in-code");
        return Encoding.UTF8.GetBytes($$"""{"code":"{{(string)shown["code"]!}}"}""");
    }

    private static async Task All(int people, Request request, int expected)
    {
        var measured = await Loads.Closed(request, Connections, TimeSpan.FromMinutes(5), people);
        if (measured.With(expected) != people)
            throw new InvalidOperationException($"{people - measured.With(expected)} of {people} could not be prepared");
    }
}
