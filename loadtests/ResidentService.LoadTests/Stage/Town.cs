using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace ResidentService.LoadTests.Stage;

/// <summary>
/// The service with a community and many signed-in residents. They are prepared once and kept; each run works on a
/// copy of the prepared store, so that runs do not depend on each other.
/// </summary>
public sealed class Town : IAsyncDisposable
{
    public const string Service = "src/ResidentService.Api";

    private const string Cluster = "src/ResidentService.Cluster";

    private const string CommunityName = "压测社区";
    private const int PreparingConnections = 64;
    private const int EventsADay = 8;

    private static readonly TimeSpan ChinaTime = TimeSpan.FromHours(8);

    private readonly ServerProcess _server;
    private readonly Phone _phone;
    private readonly string _store;
    private readonly string _worker;
    private readonly string _community;
    private int _events;

    private Town(ServerProcess server, Phone phone, string store, People people, string worker, string community) =>
        (_server, _phone, _store, People, _worker, _community) = (server, phone, store, people, worker, community);

    public People People { get; }

    public ServerProcess Server => _server;

    public Phone NewPhone(int connections) => new(_server.Addresses, connections);

    /// <summary>Opens the prepared town, and prepares it first if it is not there.</summary>
    /// <param name="folder">Where prepared towns are kept.</param>
    /// <param name="journalCommands">Commands a second that its journal takes; null for as many as it can.</param>
    /// <param name="silos">Of the cluster edition; 0 for the standalone one.</param>
    public static async Task<Town> Open(
        string folder, int people, Bars bars, int? journalCommands = null, int silos = 0)
    {
        var prepared = Path.Combine(folder, $"prepared-{people}");
        if (!File.Exists(Path.Combine(prepared, "people")))
            await Prepare(prepared, people, bars);
        var store = Path.Combine(folder, $"run-{Environment.ProcessId}");
        Copy(Path.Combine(prepared, "store"), store);

        var settings = Settings(store);
        if (journalCommands is not null)
            settings["Sandbox__JournalCommandsPerSecond"] = $"{journalCommands}";
        var server = silos == 0
            ? await ServerProcess.Start(Service, settings)
            : await ServerProcess.StartAll(Cluster, Enumerable.Range(0, silos).Select(silo => Silo(settings, store, silo)));
        var phone = new Phone(server.Addresses, PreparingConnections);
        var known = People.Load(Path.Combine(prepared, "people"));
        if (known.GoodUntil < DateTimeOffset.UtcNow.AddMinutes(30))
        {
            var renewing = known;
            known = await bars.Of("new tokens", people, done => renewing.Renew(phone, done));
        }

        var worker = await SignIn(phone, "load-worker");
        var communities = await phone.Ask(HttpMethod.Get, "/api/v1/communities");
        var community = communities["items"]!.AsArray().Single(one => (string)one!["name"]! == CommunityName)!;
        return new(server, phone, store, known, worker, (string)community["communityId"]!);
    }

    /// <summary>A published event by day that overlaps with no other.</summary>
    public async Task<string> NewEvent(int capacity, int waitListCapacity = 0)
    {
        var number = Interlocked.Increment(ref _events);
        var midnight = new DateTimeOffset(DateTimeOffset.UtcNow.Date, ChinaTime);
        var start = midnight.AddDays(3 + (number / EventsADay)).AddHours(9 + (number % EventsADay));
        var made = await AskAsWorker(HttpMethod.Post, "/api/v1/events", new JsonObject
        {
            ["communityId"] = _community,
            ["title"] = "清洁家园",
            ["startsAt"] = start,
            ["endsAt"] = start.AddHours(1),
            ["capacity"] = capacity,
            ["waitListCapacity"] = waitListCapacity,
            ["pointsPerHour"] = 2,
        });
        var id = (string)made["eventId"]!;
        await AskAsWorker(HttpMethod.Post, $"/api/v1/events/{id}/publish");
        return id;
    }

    public Task<JsonNode> Event(string id) => _phone.Ask(HttpMethod.Get, $"/api/v1/events/{id}");

    /// <summary>Bytes of the service's heap when its collector last ran.</summary>
    public Task<long> HeapBytes() => Metric("dotnet_gc_last_collection_heap_size");

    /// <summary>Entries in the journal.</summary>
    public Task<long> Entries() => Metric("resident_service_journal_position");

    /// <summary>Waits until nothing is under way: reactions, deadlines, read tables.</summary>
    public Task Settle() =>
        _phone.Ask(HttpMethod.Post, "/sandbox/clock", body: new JsonObject { ["advanceMinutes"] = 1 });

    /// <summary>Moves the sandbox's clock to some minutes after the start of an event.</summary>
    public async Task MoveTo(string id, int minutesAfterStart)
    {
        var clock = await _phone.Ask(HttpMethod.Post, "/sandbox/clock", body: new JsonObject { ["advanceMinutes"] = 1 });
        var now = DateTimeOffset.Parse((string)clock["now"]!, CultureInfo.InvariantCulture);
        var start = DateTimeOffset.Parse((string)(await Event(id))["startsAt"]!, CultureInfo.InvariantCulture);
        var minutes = (int)Math.Ceiling((start.AddMinutes(minutesAfterStart) - now).TotalMinutes);
        await _phone.Ask(HttpMethod.Post, "/sandbox/clock", body: new JsonObject { ["advanceMinutes"] = minutes });
    }

    /// <summary>An offer of a shop that has been approved.</summary>
    public async Task<string> NewOffer(int points, int stock)
    {
        var owner = await SignIn(_phone, "load-shop");
        var shop = await _phone.Ask(HttpMethod.Post, "/api/v1/merchants", owner, new JsonObject
        {
            ["communityId"] = _community,
            ["name"] = "压测茶馆",
        });
        await AskAsWorker(HttpMethod.Post, $"/api/v1/merchants/{shop["merchantId"]}/approve");
        var offer = await _phone.Ask(HttpMethod.Post, $"/api/v1/merchants/{shop["merchantId"]}/offers", owner,
            new JsonObject { ["title"] = "盖碗茶一杯", ["points"] = points, ["stock"] = stock });
        return (string)offer["offerId"]!;
    }

    public Task<JsonNode> Offer(string id) => _phone.Ask(HttpMethod.Get, $"/api/v1/offers/{id}");

    /// <summary>Every sign-up of an event, in order.</summary>
    public async Task<List<JsonNode>> SignUps(string id)
    {
        var all = new List<JsonNode>();
        for (var cursor = ""; ;)
        {
            var page = await AskAsWorker(HttpMethod.Get, $"/api/v1/events/{id}/sign-ups?limit=100{cursor}");
            all.AddRange(page["items"]!.AsArray().Select(item => item!));
            if (page["nextCursor"] is not { } next)
                return all;
            cursor = "&cursor=" + Uri.EscapeDataString((string)next!);
        }
    }

    public Task<JsonNode> AskAsWorker(HttpMethod method, string path, JsonNode? body = null) =>
        _phone.Ask(method, path, _worker, body);

    /// <summary>Stops the service and recounts its journal; the answer is empty where everything adds up.</summary>
    public async Task<string> Verify()
    {
        await _server.DisposeAsync();
        var (exitCode, output) = await ServerProcess.Run(Service, Settings(_store), "verify");
        return exitCode == 0 ? "" : output;
    }

    public async ValueTask DisposeAsync()
    {
        _phone.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_store, recursive: true);
    }

    private async Task<long> Metric(string name)
    {
        using var http = new HttpClient { BaseAddress = _server.Address };
        var metrics = await http.GetStringAsync("/metrics");
        return metrics.Split('\n')
            .Where(line => line.StartsWith(name, StringComparison.Ordinal))
            .Sum(line => (long)double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
    }

    private static async Task Prepare(string prepared, int count, Bars bars)
    {
        if (Directory.Exists(prepared))
            Directory.Delete(prepared, recursive: true);
        var store = Path.Combine(prepared, "store");
        Directory.CreateDirectory(store);
        await using var server = await ServerProcess.Start(Service, Settings(store));
        using var phone = new Phone(server.Addresses, PreparingConnections);
        var admin = await SignIn(phone, "admin");
        var worker = await SignIn(phone, "load-worker");
        var me = await phone.Ask(HttpMethod.Get, "/api/v1/me", worker);
        var community = await phone.Ask(HttpMethod.Post, "/api/v1/communities", admin, new JsonObject
        {
            ["name"] = CommunityName,
            ["street"] = "枣园街道",
            ["district"] = "莲湖区",
            ["city"] = "西安市",
        });
        await phone.Ask(HttpMethod.Post, $"/api/v1/communities/{community["communityId"]}/staff", admin, new JsonObject
        {
            ["residentId"] = (string)me["residentId"]!,
            ["role"] = "communityWorker",
        });
        var people = await bars.Of($"{count} residents", count, done => People.SignIn(phone, count, done));
        await server.DisposeAsync();
        people.Save(Path.Combine(prepared, "people"));
    }

    private static async Task<string> SignIn(Phone phone, string name)
    {
        var tokens = await phone.Ask(
            HttpMethod.Post, "/api/v1/auth/wechat", body: new JsonObject { ["code"] = "sandbox:" + name });
        return (string)tokens["accessToken"]!;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
    }

    /// <summary>Its folder holds little, since silos share a database.</summary>
    private static Dictionary<string, string> Silo(Dictionary<string, string> settings, string store, int number) =>
        new(settings)
        {
            ["Storage__Directory"] = Path.Combine(store, $"silo-{number}"),
            ["Cluster__Address"] = $"{IPAddress.Loopback}",
            ["Cluster__Port"] = $"{FreePort()}",
        };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Dictionary<string, string> Settings(string store) => new()
    {
        // The sandbox, and none of the framework's checks for developers, which no production has.
        ["ASPNETCORE_ENVIRONMENT"] = "Staging",
        ["Storage__Directory"] = store,
        ["Logging__LogLevel__Default"] = "Warning",
        ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information",
    };
}
