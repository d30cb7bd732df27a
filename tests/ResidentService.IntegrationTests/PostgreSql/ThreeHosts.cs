using ResidentService.IntegrationTests.CommunityEvents;
using ResidentService.Redis.Tests;
using ResidentService.Tests;
using static ResidentService.IntegrationTests.CommunityEvents.EventSteps;

namespace ResidentService.IntegrationTests.PostgreSql;

/// <summary>
/// Three running services that share a database, with a community and its worker: of the cluster edition silos of one
/// cluster.
/// </summary>
public sealed class ThreeHosts : IAsyncLifetime
{
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    private readonly ServiceProcess?[] _hosts = new ServiceProcess?[3];
    private readonly Dictionary<string, string>[] _settings = new Dictionary<string, string>[3];
    private readonly List<string> _folders = [];
    private readonly List<Client> _clients = [];
    private string _database = "";
    private string _community = "";
    private int _events;

    /// <summary>Null for the one that all tests share.</summary>
    public PostgreSqlServer? Server { get; init; }

    /// <summary>In which the hosts are; null for that of this machine.</summary>
    public Networks? Networks { get; init; }

    public string Database => _database;

    /// <summary>Where silos find each other; null in the standalone edition.</summary>
    public RedisServer? Redis { get; private set; }

    public string Community => _community;

    /// <summary>Of the community; signed in, and so everywhere.</summary>
    public Client Worker { get; private set; } = null!;

    public Uri AddressOf(int host) => _hosts[host]!.Address;

    public async ValueTask InitializeAsync()
    {
        if (!PostgreSqlServer.IsInstalled)
            return; // each test says so
        _database = await (Server?.Database() ?? PostgreSqlServer.NewDatabase());
        Redis = Silos.AreUsed ? await RedisServer.Start(Networks?.Machine) : null;
        for (var host = 0; host < _settings.Length; host++)
        {
            _settings[host] = Redis is null ? [] : Silos.Settings(Redis, "three", Networks?.AddressOf(host));
            _settings[host]["Storage__PostgreSql"] = _database;
        }

        await Task.WhenAll(Enumerable.Range(0, 3).Select(StartHost));
        (Worker, var admin) = (await Person(0, "worker"), await Person(1, "admin"));
        _community = (string)(await admin.PostOnce("/api/v1/communities",
            new { name = "唐都花园社区", street = "枣园街道", district = "灞桥区", city = "西安市" }).Ok())["communityId"]!;
        await admin.Post($"/api/v1/communities/{_community}/staff",
            new { residentId = Worker.ResidentId, role = "communityWorker" }).Ok();
    }

    public async Task StartHost(int host)
    {
        var folder = Directory.CreateTempSubdirectory("resident-service-").FullName;
        lock (_folders)
        {
            _folders.Add(folder);
        }

        _hosts[host] = await ServiceProcess.Start(folder, _settings[host], Networks?.Within(host) ?? []);
        if (host == 0 && Worker is { } worker)
            Worker = At(host, worker); // one that is started again has another port
    }

    /// <summary><c>kill -9</c> for the host that said last that it leads; which one it was.</summary>
    public async Task<int> KillLeader()
    {
        var leader = Array.FindIndex(_hosts, host => host!.HasLed);
        await _hosts[leader]!.Kill();
        return leader;
    }

    /// <summary>Whether it has ended by itself.</summary>
    public bool HasEnded(int host) => _hosts[host]!.HasEnded;

    /// <summary>SIGTERM, and it ends by itself.</summary>
    public ValueTask Stop(int host) => _hosts[host]!.DisposeAsync();

    /// <summary>An event by day with so many seats, and as many places in line.</summary>
    public async Task<string> Publish(int seats)
    {
        var day = DateTimeOffset.UtcNow.ToOffset(Shanghai).Date.AddDays(2 + Interlocked.Increment(ref _events));
        var startsAt = new DateTimeOffset(day.AddHours(10), Shanghai);
        var id = (string)(await Worker.PostOnce("/api/v1/events", new
        {
            communityId = _community,
            title = "清洁家园",
            startsAt,
            endsAt = startsAt.AddHours(2),
            capacity = seats,
        }).Ok())["eventId"]!;
        await Worker.Post(Path(id, "/publish")).Ok();
        return id;
    }

    public Task<Client> Person(int host, string? name = null) =>
        Note(NewClient(host)).SignIn(name ?? "p" + Guid.NewGuid().ToString("N"));

    /// <summary>The same person at another host.</summary>
    public Client At(int host, Client person)
    {
        var client = Note(NewClient(host));
        client.AccessToken = person.AccessToken;
        return client;
    }

    /// <summary>A host comes to list so many sign-ups.</summary>
    public Task Lists(int host, string id, int signUps)
    {
        var worker = At(host, Worker);
        return Soon.Until(async () => (await worker.All(Path(id, "/sign-ups"))).Count == signUps);
    }

    public async Task IsWhole()
    {
        var (exitCode, output) = await ServiceProcess.Run(_folders[0], "verify", "--Storage:PostgreSql", _database);
        Assert.True(exitCode == 0, output);
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        foreach (var host in _hosts)
            await (host?.DisposeAsync() ?? default);
        await (Redis?.DisposeAsync() ?? default);
        _folders.ForEach(folder => Directory.Delete(folder, recursive: true));
    }

    private Client NewClient(int host) =>
        _hosts[host]!.NewClient(Networks is null ? null : () => Networks.OpenSocket(host));

    private Client Note(Client client)
    {
        lock (_clients)
        {
            _clients.Add(client);
        }

        return client;
    }
}
