using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;

namespace ResidentService.IntegrationTests.Points;

/// <summary>A community on the 20th of a month, in which people have served and earned before.</summary>
public sealed class PointsTown : IAsyncLifetime
{
    private static readonly EventId Cleaning = Id.Parse<EventId>("evt_cleaning");

    private readonly string _folder = Directory.CreateTempSubdirectory("resident-service-").FullName;
    private readonly List<Client> _clients = [];
    private ServiceProcess _service = null!;

    /// <summary>About now, in domain time.</summary>
    public DateTimeOffset Now { get; private set; }

    public string Community { get; private set; } = "";

    public Client Admin { get; private set; } = null!;

    public Client Worker { get; private set; } = null!;

    /// <summary>Owns 50 points, 5 of which expire this month; has served 2 hours that are not settled.</summary>
    public Client Zhang { get; private set; } = null!;

    /// <summary>Was awarded 7, 8 and 9 points, in this order.</summary>
    public Client Sun { get; private set; } = null!;

    /// <summary>Owns 300 points and lives with Wang.</summary>
    public Client Liu { get; private set; } = null!;

    public Client Wang { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Start();
        await SignIn();
        await Found();
        var today = await Advance(1);
        Now = Calendar.StartOf(Calendar.DayOf(today).AddMonths(1).WithDay(20)).AddHours(15);
        await Advance((int)Math.Ceiling((Now - today).TotalMinutes));
        await _service.DisposeAsync();

        await using (var past = await Past.Open(_folder))
            await Fill(past);
        await Start();
        await SignIn();
    }

    public Client Anonymous()
    {
        var client = _service.NewClient();
        _clients.Add(client);
        return client;
    }

    public Task<Client> Person(string? name = null) => Anonymous().SignIn(name ?? "p" + Guid.NewGuid().ToString("N"));

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await _service.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task Start() => _service = await ServiceProcess.Start(_folder);

    private async Task SignIn()
    {
        (Admin, Worker) = (await Person("admin"), await Person("worker"));
        (Zhang, Sun) = (await Person("zhang"), await Person("sun"));
        (Liu, Wang) = (await Person("liu"), await Person("wang"));
    }

    private async Task Found()
    {
        var area = new { name = "唐都花园社区", street = "枣园街道", district = "灞桥区", city = "西安市" };
        Community = (string)(await Admin.PostOnce("/api/v1/communities", area).Ok())["communityId"]!;
        await Admin.Post($"/api/v1/communities/{Community}/staff",
            new { residentId = Worker.ResidentId, role = "communityWorker" }).Ok();
        var household = (string)(await Liu.PostOnce("/api/v1/households").Ok())["householdId"]!;
        await Liu.Post($"/api/v1/households/{household}/invitations", new { residentId = Wang.ResidentId }).Ok();
        await Wang.Post($"/api/v1/households/{household}/members/me").Ok();
    }

    private async Task<DateTimeOffset> Advance(int minutes) => DateTimeOffset.Parse(
        (string)(await Anonymous().Post("/sandbox/clock", new { advanceMinutes = minutes }).Ok())["now"]!);

    private async Task Fill(Past past)
    {
        var zhang = Id.Parse<ResidentId>(Zhang.ResidentId);
        await Serve(past, zhang);
        await Award(past, Zhang, 45, expireAfterMonths: 36);
        await Award(past, Zhang, 5, expireAfterMonths: 0);
        foreach (var points in (int[])[7, 8, 9])
            await Award(past, Sun, points, expireAfterMonths: 36);
        await Award(past, Liu, 300, expireAfterMonths: 36);
    }

    /// <summary>From 12 to 14 o'clock.</summary>
    private async Task Serve(Past past, ResidentId person)
    {
        var (start, end) = (Now.AddHours(-3), Now.AddHours(-1));
        var presence = new Presence(PresenceBy.Code, PresencePlace.Unknown, null);
        var details = new EventDetails(
            "河道清洁", null, [new(start, end)], null, null, 10, null, null, false, false, false, null, null, null);
        await past.At(Now.AddHours(-5), Cleaning.Actor,
            new CommunityEventCommand.Draft(Cleaning, Id.Parse<CommunityId>(Community), details));
        await past.At(Now.AddHours(-5), Cleaning.Actor, new CommunityEventCommand.Publish(new EventRules()));
        await past.At(Now.AddHours(-4), Cleaning.Actor, new CommunityEventCommand.SignUp(person, 1, IsVolunteer: true));
        await past.At(start, Cleaning.Actor, new CommunityEventCommand.CheckIn(person, presence, IsVolunteer: true));
        await past.At(end, Cleaning.Actor, new CommunityEventCommand.CheckOut(person, presence));
    }

    private Task<Past> Award(Past past, Client person, int points, int expireAfterMonths)
    {
        var community = Id.Parse<CommunityId>(Community);
        var resident = Id.Parse<ResidentId>(person.ResidentId);
        return past.At(Now, AccountId.Issuance(community).Actor, new AccountCommand.Issue(
            TransferId.From(Guid.NewGuid().ToString()), AccountId.Of(resident), Amount.Of(points),
            new(ServiceId.Of(Cleaning), resident, Now.AddHours(-3)), expireAfterMonths));
    }
}

internal static class Days
{
    public static DateOnly WithDay(this DateOnly day, int number) => new(day.Year, day.Month, number);
}
