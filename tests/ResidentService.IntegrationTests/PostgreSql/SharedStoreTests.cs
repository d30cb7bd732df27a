using System.Net;
using ResidentService.IntegrationTests.CommunityEvents;
using ResidentService.Tests;
using static ResidentService.IntegrationTests.CommunityEvents.EventSteps;

namespace ResidentService.IntegrationTests.PostgreSql;

/// <summary>Three processes of the standalone edition on one PostgreSQL.</summary>
public sealed class SharedStoreTests : IAsyncLifetime
{
    private const int PeopleOfEach = 40;
    private const int Seats = 50;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<ServiceProcess> _hosts = [];
    private readonly List<string> _folders = [];
    private readonly List<Client> _clients = [];
    private string _database = "";
    private string _event = "";
    private Client _worker = null!;

    /// <summary>The first host leads, since it is alone when it starts.</summary>
    public async ValueTask InitializeAsync()
    {
        _database = await PostgreSqlServer.NewDatabase();
        var first = await StartHost();
        var shanghai = TimeSpan.FromHours(8);
        var startsAt = new DateTimeOffset(DateTimeOffset.UtcNow.ToOffset(shanghai).Date.AddDays(2).AddHours(10), shanghai);
        (_worker, var admin) = (await Person(first, "worker"), await Person(first, "admin"));
        var community = (string)(await admin.PostOnce("/api/v1/communities",
            new { name = "唐都花园社区", street = "枣园街道", district = "灞桥区", city = "西安市" }).Ok())["communityId"]!;
        await admin.Post($"/api/v1/communities/{community}/staff",
            new { residentId = _worker.ResidentId, role = "communityWorker" }).Ok();
        _event = (string)(await _worker.PostOnce("/api/v1/events", new
        {
            communityId = community,
            title = "清洁家园",
            startsAt,
            endsAt = startsAt.AddHours(2),
            capacity = Seats,
        }).Ok())["eventId"]!;
        await _worker.Post(Path(_event, "/publish")).Ok();
        await StartHost();
        await StartHost();
    }

    [Fact]
    public async Task Seats_of_one_event_are_given_once_whoever_is_asked()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, PeopleOfEach * 3).Select(i => Person(_hosts[i % 3])));
        var answers = await Task.WhenAll(people.Select((person, i) => SignUp(person, $"{i}")));
        var won = answers.Where(answer => answer.Status == HttpStatusCode.Created).Select(answer => answer.Json).ToList();
        Assert.Equal(2 * Seats, won.Count); // as many places in line as seats
        Assert.Equal(Enumerable.Range(1, 2 * Seats), won.Select(answer => (int)answer["sequence"]!).Order());
        Assert.Equal(Seats, won.Count(answer => (string?)answer["status"] == "confirmed"));
        Assert.All(
            answers.Where(answer => answer.Status != HttpStatusCode.Created),
            answer => answer.IsProblem(HttpStatusCode.Conflict, "event_full"));

        // The same command at another host gets the same answer, and every host tells the same.
        var again = await Task.WhenAll(people.Select((person, i) => SignUp(At((i + 1) % 3, person), $"{i}")));
        Assert.Equal(answers.Select(answer => answer.Status), again.Select(answer => answer.Status));
        Assert.Equal(
            won.Select(answer => answer.ToJsonString()),
            again.Where(answer => answer.Status == HttpStatusCode.Created).Select(answer => answer.Json.ToJsonString()));
        foreach (var host in Enumerable.Range(0, 3))
        {
            var seen = await At(host, _worker).Get(Path(_event)).Ok();
            Assert.Equal((Seats, Seats), ((int)seen["confirmed"]!, (int)seen["waiting"]!));
            await Lists(host, 2 * Seats);
        }

        await IsWhole();
    }

    [Fact]
    public async Task Another_host_leads_after_the_one_that_led_was_killed()
    {
        var zhang = await Person(_hosts[1]);
        await _hosts[0].Kill();
        (await SignUp(zhang, "zhang")).Is(HttpStatusCode.Created);
        await Lists(1, 1);
        await Lists(2, 1);
        await IsWhole();
    }

    [Fact]
    public async Task Who_signs_out_at_one_host_is_signed_out_at_all()
    {
        var zhang = await Person(_hosts[0]);
        var elsewhere = At(1, zhang);
        await elsewhere.Get("/api/v1/me").Ok();
        await zhang.Post("/api/v1/auth/sign-out", new { }).Ok();
        await Until(async () => (await elsewhere.Get("/api/v1/me")).Status == HttpStatusCode.Unauthorized);
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        foreach (var host in _hosts)
            await host.DisposeAsync();
        _folders.ForEach(folder => Directory.Delete(folder, recursive: true));
    }

    /// <summary>One whom all hosts are asked for may be told to try again, when they have crossed each other too often.</summary>
    private async Task<Answer> SignUp(Client person, string key)
    {
        var answer = await person.SignUp(_event, key);
        for (var tries = 1; answer.Status == HttpStatusCode.ServiceUnavailable && tries < 20; tries++)
            answer = await person.SignUp(_event, key);
        return answer;
    }

    private async Task<ServiceProcess> StartHost()
    {
        var folder = Directory.CreateTempSubdirectory("resident-service-").FullName;
        _folders.Add(folder);
        var host = await ServiceProcess.Start(folder, new Dictionary<string, string> { ["Storage__PostgreSql"] = _database });
        _hosts.Add(host);
        return host;
    }

    private Task<Client> Person(ServiceProcess host, string? name = null) =>
        Note(host.NewClient()).SignIn(name ?? "p" + Guid.NewGuid().ToString("N"));

    private Client At(int host, Client person)
    {
        var client = Note(_hosts[host].NewClient());
        client.AccessToken = person.AccessToken;
        return client;
    }

    private Client Note(Client client)
    {
        lock (_clients)
        {
            _clients.Add(client);
        }

        return client;
    }

    private Task Lists(int host, int signUps)
    {
        var worker = At(host, _worker);
        return Until(async () => (await worker.All(Path(_event, "/sign-ups"))).Count == signUps);
    }

    private async Task IsWhole()
    {
        var (exitCode, output) = await ServiceProcess.Run(_folders[0], "verify", "--Storage:PostgreSql", _database);
        Assert.True(exitCode == 0, output);
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
