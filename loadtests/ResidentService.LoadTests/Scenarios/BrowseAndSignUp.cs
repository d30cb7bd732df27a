using ResidentService.LoadTests.Load;
using ResidentService.LoadTests.Stage;

namespace ResidentService.LoadTests.Scenarios;

/// <summary>A visit: the list of events, one of them, signing up for it, my sign-ups. Measured as a whole.</summary>
public sealed class BrowseAndSignUp(Town town, Phone phone) : Scenario(town, phone)
{
    private const int Events = 20;

    private readonly string[] _events = new string[Events];

    public override string Name => "browse";

    public override async Task Prepare(int arrivals)
    {
        for (var i = 0; i < Events; i++)
            _events[i] = await Town.NewEvent(capacity: arrivals);
    }

    public override async Task<int> Arrive(int number)
    {
        var (token, id) = (Town.People.TokenOf(number), _events[number % Events]);
        var looked = await Phone.Get("/api/v1/events", token);
        var opened = await Phone.Get($"/api/v1/events/{id}", token);
        var signedUp = await Phone.Post($"/api/v1/events/{id}/sign-ups", token, $"browse-{number}");
        var mine = await Phone.Get("/api/v1/me/sign-ups", token);
        return (looked, opened, mine) is (200, 200, 200) ? signedUp : Math.Max(looked, Math.Max(opened, mine));
    }

    public override async Task<IReadOnlyList<string>> Check(Measured measured)
    {
        var pages = await Task.WhenAll(_events.Select(Town.Event));
        return [.. Expect("seats taken", measured.With(201), pages.Sum(page => (long)page["confirmed"]!))];
    }
}
