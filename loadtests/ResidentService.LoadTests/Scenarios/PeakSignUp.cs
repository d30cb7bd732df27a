using ResidentService.LoadTests.Load;
using ResidentService.LoadTests.Stage;

namespace ResidentService.LoadTests.Scenarios;

/// <summary>
/// A popular event opens and everybody presses the button: seats for half of them, a waiting list for a quarter, the
/// rest is refused.
/// </summary>
public sealed class PeakSignUp(Town town, Phone phone) : Scenario(town, phone)
{
    private string _event = "";
    private int _seats;
    private int _places;

    public override string Name => "peak";

    public override Shape Shape => Shape.Burst;

    public override async Task Prepare(int arrivals)
    {
        (_seats, _places) = (Math.Max(1, arrivals / 2), Math.Max(1, arrivals / 4));
        _event = await Town.NewEvent(_seats, _places);
    }

    public override Task<int> Arrive(int number) =>
        Phone.Post($"/api/v1/events/{_event}/sign-ups", Town.People.TokenOf(number), $"peak-{number}");

    public override async Task<IReadOnlyList<string>> Check(Measured measured)
    {
        var page = await Town.Event(_event);
        var signUps = await Town.SignUps(_event);
        var (asked, got) = (measured.Latency.Count, measured.With(201));
        var people = Math.Min(asked, Town.People.Count);
        return
        [
            .. Expect("seats taken", Math.Min(people, _seats), (int)page["confirmed"]!),
            .. Expect("people waiting", Math.Clamp(people - _seats, 0, _places), (int)page["waiting"]!),
            .. Expect("sign-ups that were promised", signUps.Count, got),
            .. Expect("different people", signUps.Count, signUps.DistinctBy(one => (string)one["residentId"]!).Count()),
            .. Expect("gaps in the order", 0, signUps.Where((one, i) => (int)one["sequence"]! != i + 1).Count()),
            .. Expect("refusals", asked - got, measured.With(409)),
        ];
    }
}
