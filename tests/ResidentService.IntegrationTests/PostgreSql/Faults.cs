using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.IntegrationTests.CommunityEvents;
using ResidentService.IntegrationTests.Merchants;
using ResidentService.Tests;
using static ResidentService.IntegrationTests.CommunityEvents.EventSteps;

namespace ResidentService.IntegrationTests.PostgreSql;

/// <summary>
/// People sign up and redeem at three hosts while something fails. Who gets no answer, or 503, asks another host with
/// the same key. What was acknowledged is there, once.
/// </summary>
/// <param name="faultsMax">How many times something fails, at most.</param>
public abstract class Faults(int faultsMax) : IAsyncLifetime
{
    private const int People = 12;

    /// <summary>Of a fault: so many sign-ups and redemptions each at most, and an event for each, and one more.</summary>
    private const int RoundsMax = 15;

    private readonly string _folder = Directory.CreateTempSubdirectory("resident-service-").FullName;
    private readonly ConcurrentDictionary<(int Person, string Event), string> _signUps = [];
    private readonly ConcurrentBag<(int Person, string Id)> _redemptions = [];
    private PostgreSqlServer _server = null!;
    private ThreeHosts _town = null!;
    private Client[] _people = [];
    private IReadOnlyList<string> _events = [];
    private string _offer = "";
    private int _acknowledged;
    private int _askedAgain;

    protected PostgreSqlServer Server => _server;

    /// <summary>In which the hosts are; null for that of this machine.</summary>
    protected Networks? HostNetworks { get; init; }

    protected ThreeHosts Town => _town;

    private int PointsEach { get; } = faultsMax * RoundsMax;

    public async ValueTask InitializeAsync()
    {
        _server = await PostgreSqlServer.StartAnother(HostNetworks?.Machine);
        _town = new ThreeHosts { Server = _server, Networks = HostNetworks };
        await _town.InitializeAsync();
        await Riches.Give(
            [
                "--environment", "Development", "--Logging:LogLevel:Default", "Warning", "--Storage:Directory", _folder,
                "--Storage:PostgreSql", _town.Database,
            ],
            Id.Parse<CommunityId>(_town.Community), People, PointsEach);
        _people = await Task.WhenAll(Enumerable.Range(1, People).Select(i => _town.Person(i % 3, $"rich-{i}")));
        var shop = (string)(await _people[0].PostOnce("/api/v1/merchants",
            new { communityId = _town.Community, name = "李记面馆" }).Ok())["merchantId"]!;
        await _town.Worker.Post($"/api/v1/merchants/{shop}/approve").Ok();
        _offer = await Tangdu.Offer(_people[0], shop, new { title = "油泼面一碗", points = 1, stock = 10_000 });
    }

    public async ValueTask DisposeAsync()
    {
        if (_town is not null)
            await _town.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        HostNetworks?.Dispose();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected async Task Through(string said, Func<Task> fault)
    {
        var events = new List<string>();
        for (var i = 0; i <= RoundsMax; i++)
            events.Add(await _town.Publish(People));
        (_events, _acknowledged, _askedAgain) = (events, 0, 0);
        using var stop = new CancellationTokenSource();
        var crowd = Enumerable.Range(0, People).Select(person => Task.Run(() => Act(person, stop.Token))).ToList();
        await Soon.Until(() => Volatile.Read(ref _acknowledged) > People);
        var clock = Stopwatch.StartNew();
        await fault();
        var ended = clock.Elapsed;
        await Task.WhenAll(Enumerable.Range(0, 3).Select(IsBack));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{said} within {ended.TotalSeconds:F1} s; {(clock.Elapsed - ended).TotalSeconds:F1} s later every host had "
            + $"written and listed; {_acknowledged} acknowledged, {_askedAgain} asked again");
        var before = _acknowledged;
        await Soon.Until(() => Volatile.Read(ref _acknowledged) > before || crowd.TrueForAll(one => one.IsCompleted));
        await stop.CancelAsync();
        await Task.WhenAll(crowd);
        await WhatWasAcknowledgedIsThereOnce();
        await _town.IsWhole();
    }

    /// <summary>Somebody new signs in and up at it, which writes keys and journal, and the leader's tables tell of it.</summary>
    private Task IsBack(int host) => Soon.Until(async () =>
    {
        try
        {
            var person = await _town.Person(host);
            (await person.SignUp(_events[^1])).Is(HttpStatusCode.Created);
            return (await person.All("/api/v1/me/sign-ups")).Count == 1;
        }
        catch (Exception notYet) when (notYet is HttpRequestException or Xunit.Sdk.XunitException)
        {
            return false; // It is not there, or has answered otherwise.
        }
    });

    private async Task Act(int person, CancellationToken stop)
    {
        for (var round = 0; round < RoundsMax && !stop.IsCancellationRequested; round++)
        {
            var @event = _events[round];
            var signedUp = await UntilAnswered(person, (client, key) => client.SignUp(@event, key));
            signedUp.Is(HttpStatusCode.Created);
            _signUps[(person, @event)] = signedUp.Text;
            Interlocked.Increment(ref _acknowledged);

            var redeemed = await UntilAnswered(
                person, (client, key) => client.Post($"/api/v1/offers/{_offer}/redemptions", new { }, key));
            redeemed.Is(HttpStatusCode.Created);
            _redemptions.Add((person, (string)redeemed.Json["redemptionId"]!));
            Interlocked.Increment(ref _acknowledged);
        }
    }

    private async Task<Answer> UntilAnswered(int person, Func<Client, string, Task<Answer>> ask)
    {
        var (key, host) = (Guid.NewGuid().ToString("N"), person);
        return await Soon.Of(async () =>
        {
            try
            {
                var answer = await ask(_town.At(host++ % 3, _people[person]), key);
                if (answer.Status != HttpStatusCode.ServiceUnavailable)
                    return answer;
            }
            catch (HttpRequestException)
            {
                // Its host is not there.
            }

            Interlocked.Increment(ref _askedAgain);
            return null;
        });
    }

    private async Task WhatWasAcknowledgedIsThereOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, People).Select(async person =>
        {
            var client = _town.At(person % 3, _people[person]);
            foreach (var (_, id) in _signUps.Keys.Where(key => key.Person == person))
            {
                var mine = (await client.Get(Path(id)).Ok())["mine"]!;
                Assert.Equal("confirmed", (string?)mine["status"]);
            }

            var acknowledged = _redemptions.Where(one => one.Person == person).Select(one => one.Id).Order().ToList();
            await Soon.Until(async () => acknowledged.SequenceEqual(
                (await client.All("/api/v1/me/redemptions")).Select(one => (string)one!["redemptionId"]!).Order()));
            Assert.Equal(PointsEach - acknowledged.Count, (int)(await client.Get("/api/v1/me/points").Ok())["balance"]!);
        }));
        foreach (var id in _signUps.Keys.Select(key => key.Event).Distinct())
        {
            var expected = _signUps.Keys.Count(key => key.Event == id);
            Assert.Equal(expected, (int)(await _town.At(1, _town.Worker).Get(Path(id)).Ok())["confirmed"]!);
        }
    }
}
