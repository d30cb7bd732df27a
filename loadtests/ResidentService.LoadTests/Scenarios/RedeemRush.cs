using ResidentService.LoadTests.Load;
using ResidentService.LoadTests.Stage;

namespace ResidentService.LoadTests.Scenarios;

/// <summary>A hundred pieces of something, and everybody who has earned points wants one.</summary>
public sealed class RedeemRush(Town town, Phone phone) : Scenario(town, phone)
{
    private const int Pieces = 100;

    private string _offer = "";

    public override string Name => "redeem";

    public override Shape Shape => Shape.Burst;

    public override async Task Prepare(int arrivals)
    {
        var people = Math.Min(arrivals, Town.People.Count);
        var served = await Town.NewEvent(people);
        await Volunteers.Register(Town, Phone, people);
        await Attendance.SignUp(Town, Phone, served, people);
        await Town.MoveTo(served, minutesAfterStart: 0);
        await Attendance.Pass(Town, Phone, served, people, "check-ins");
        await Town.MoveTo(served, minutesAfterStart: 59);
        await Attendance.Pass(Town, Phone, served, people, "check-outs");
        await Town.MoveTo(served, minutesAfterStart: 61);
        await Town.AskAsWorker(HttpMethod.Post, $"/api/v1/events/{served}/settle");
        await Town.MoveTo(served, minutesAfterStart: 63);
        _offer = await Town.NewOffer(points: 1, Pieces);
    }

    public override Task<int> Arrive(int number) =>
        Phone.Post($"/api/v1/offers/{_offer}/redemptions", Town.People.TokenOf(number), $"redeem-{number}");

    public override async Task<IReadOnlyList<string>> Check(Measured measured)
    {
        var offer = await Town.Offer(_offer);
        return
        [
            .. Expect("pieces given", Math.Min(Pieces, measured.Latency.Count), measured.With(201)),
            .. Expect("pieces left", Pieces - measured.With(201), (int)offer["remaining"]!),
            .. Expect("refusals", measured.Latency.Count - measured.With(201), measured.With(409)),
        ];
    }
}
