using ResidentService.LoadTests.Load;
using ResidentService.LoadTests.Stage;

namespace ResidentService.LoadTests.Scenarios;

/// <summary>An ordinary day: most look, some sign up for one of many events, a few cancel.</summary>
public sealed class MixedDay(Town town, Phone phone) : Scenario(town, phone)
{
    private const int Events = 50;

    private readonly string[] _events = new string[Events];
    private long _signedUp;
    private long _cancelled;

    public override string Name => "mixed";

    public override Shape Shape => Shape.Steady;

    public override async Task Prepare(int arrivals)
    {
        for (var i = 0; i < Events; i++)
            _events[i] = await Town.NewEvent(capacity: arrivals);
    }

    public override async Task<int> Arrive(int number)
    {
        // Each person comes twenty times and has one event in mind; only the cancelling ones have signed up before.
        var (person, visit) = (number / 20, number % 20);
        var (token, id) = (Town.People.TokenOf(person), _events[person % Events]);
        var status = visit switch
        {
            < 9 => await Phone.Get($"/api/v1/events/{id}", token),
            < 15 => await Phone.Get("/api/v1/events", token),
            15 => await Phone.Post($"/api/v1/events/{id}/sign-ups", token, $"mixed-{person}"),
            < 19 => await Phone.Get("/api/v1/me/sign-ups", token),
            _ => person % 4 == 0 ? await Phone.Delete($"/api/v1/events/{id}/sign-ups/me", token) : 200,
        };
        if (status == 201)
            Interlocked.Increment(ref _signedUp);
        if (status == 204)
            Interlocked.Increment(ref _cancelled);
        return status;
    }

    public override async Task<IReadOnlyList<string>> Check(Measured measured)
    {
        var pages = await Task.WhenAll(_events.Select(Town.Event));
        return [.. Expect("seats taken", _signedUp - _cancelled, pages.Sum(page => (long)page["confirmed"]!))];
    }
}
