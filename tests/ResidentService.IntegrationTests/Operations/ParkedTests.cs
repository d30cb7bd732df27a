using System.Net;
using System.Text.Json.Nodes;
using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Scheduling;
using ResidentService.Runtime.Snapshots;
using ResidentService.Service;

namespace ResidentService.IntegrationTests.Operations;

/// <summary>
/// A machine's clock was a day ahead: the community has told an event its earning rules, for settling, before the event
/// has even begun. So the event refuses to be settled, and nothing of the community's is delivered until it can be.
/// </summary>
public sealed class ParkedTests : IAsyncDisposable
{
    private const string List = "/api/v1/operations/parked";

    private readonly string _folder = Directory.CreateTempSubdirectory("resident-service-").FullName;
    private ServiceProcess _service = null!;
    private Client _admin = null!;

    [Fact]
    public async Task What_cannot_be_delivered_is_parked_and_runs_again_when_its_cause_is_mended()
    {
        await Start();
        var community = await Found("唐都花园社区");
        var @event = await Publish(community, DateTimeOffset.UtcNow.AddHours(2));
        await _service.DisposeAsync();
        await TellEarningRules(community, @event);

        await Start();
        var other = await Found("曲江社区");
        await ChangeBudget(other, 5_000);
        await Soon.Until(async () => await Budget(other) == 5_000); // others go on meanwhile
        await Soon.Until(async () => await Warning() == "1 parked; see GET " + List);
        await ChangeBudget(community, 500);
        await Soon.Until(async () => (int)(await Parked())!["waiting"]! == 1);
        Assert.Equal(20_000, await Budget(community));
        var parked = (await Parked())!;
        Assert.Equal($"community/{community}", (string?)parked["source"]);
        Assert.Equal($"event/{@event} refused it: event_not_finished", (string?)parked["reason"]);
        Assert.Equal(10, (int)parked["tries"]!);

        Assert.Equal((0, 2), ((int)(await RunAgain(community))["delivered"]!, (int)(await RunAgain(community))["parked"]!));
        await _service.Kill();
        var (exitCode, output) = await ServiceProcess.Run(_folder, "verify");
        Assert.True(exitCode == 0, output);
        Assert.Contains($"parked: community/{community}@2, what it sends, with 1 entries behind it", output,
            StringComparison.Ordinal);

        await Start();
        Assert.NotNull(await Warning()); // known from the start
        await _admin.Post("/sandbox/clock", new { advanceMinutes = 5 * 60 }).Ok(); // the event is over
        Assert.Equal(12, (int)(await Parked())!["tries"]!);
        Assert.Equal("""{"delivered":2,"parked":0}""", (await RunAgain(community)).ToJsonString());
        Assert.Equal("settled", (string?)(await _admin.Get($"/api/v1/events/{@event}").Ok())["status"]);
        Assert.Equal(500, await Budget(community));
        var ready = await _admin.Get("/health/ready").Ok();
        Assert.Equal(("ok", null), ((string?)ready["status"], (string?)ready["warnings"]?["parked"]));
        await Soon.Until(async () => await Parked() is null);
        (await _admin.Post(Rerun(community))).IsProblem(HttpStatusCode.NotFound, "not_found");
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _service.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Rerun(string community) => $"{List}/community/{community}/re-run";

    private async Task Start()
    {
        _service = await ServiceProcess.Start(_folder);
        _admin = await (await _service.NewClientOfLeader()).SignIn("admin");
    }

    private async Task<string> Found(string name) => (string)(await _admin.PostOnce("/api/v1/communities",
        new { name, street = "枣园街道", district = "灞桥区", city = "西安市" }).Ok())["communityId"]!;

    private async Task<string> Publish(string communityId, DateTimeOffset startsAt)
    {
        var id = (string)(await _admin.PostOnce("/api/v1/events",
            new { communityId, title = "清洁家园", startsAt, endsAt = startsAt.AddHours(2), capacity = 20 }).Ok())["eventId"]!;
        await _admin.Post($"/api/v1/events/{id}/publish").Ok();
        return id;
    }

    /// <summary>Written by the community's own actor, while no service runs that would deliver it.</summary>
    private async Task TellEarningRules(string community, string @event)
    {
        var (journal, store) = Databases.Journal(_folder);
        using var whenDone = store;
        var codec = new Codec(typeof(Resident).Assembly);
        var writer = new Writer(journal, new Tail(await journal.LastPosition()), Scheduler.Pool, TimeProvider.System, _ => { });
        var actors = new LocalActors(Slices.All, new ActorHost(
            journal, writer, new SnapshotQueue(new MemorySnapshots(), Scheduler.Pool, (_, _) => { }), codec, Scheduler.Pool, TimeProvider.System, TimeProvider.System, (_, _) => { }));
        var tell = new CommunityCommand.TellEarningRules(Id.Parse<EventId>(@event), DateTimeOffset.UtcNow);
        Assert.IsType<Outcome.Accepted>(await actors.Ask(
            Id.Parse<CommunityId>(community).Actor,
            new Asked(tell, CommandId.OfRequest("clock-ahead"), default, Caller.System)));
    }

    private Task ChangeBudget(string community, int issuancePerMonthMax) => _admin.Put(
        $"/api/v1/communities/{community}/policy", new { points = new { issuancePerMonthMax } }).Ok();

    /// <summary>The month's budget that the issuance account has been told.</summary>
    private async Task<long> Budget(string community) =>
        (long)(await _admin.Get($"/api/v1/communities/{community}/issuance").Ok())["budgetPerMonth"]!;

    private async Task<JsonNode?> Parked() => (await _admin.Get(List).Ok())["items"]!.AsArray().SingleOrDefault();

    private async Task<string?> Warning() =>
        (string?)(await _admin.Get("/health/ready").Ok())["warnings"]?["parked"];

    private async Task<JsonNode> RunAgain(string community) => await _admin.Post(Rerun(community)).Ok();
}
