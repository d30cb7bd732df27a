using ResidentService.IntegrationTests.CommunityEvents;

namespace ResidentService.IntegrationTests;

/// <summary>
/// One running service with an admin, a community and its worker, shared by the tests of a class. Tests make people
/// and events of their own, so they do not see each other. It is ten in the morning of the next day: rules that look at
/// the time of day, such as those for the night, do not meet a test because of when it runs.
/// </summary>
public sealed class Town : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("resident-service-").FullName;
    private readonly List<Client> _clients = [];

    /// <summary>What the service is started with.</summary>
    public IReadOnlyDictionary<string, string>? Settings { get; init; }

    public ServiceProcess Service { get; private set; } = null!;

    public Client Admin { get; private set; } = null!;

    public Client Worker { get; private set; } = null!;

    public string Community { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Service = await ServiceProcess.Start(_folder, Settings);
        await this.AdvanceTo(await this.Morning(days: 1));
        Admin = await Person("admin");
        Worker = await Person("worker");
        Community = await Found("唐都花园社区");
        await Admin.Post($"/api/v1/communities/{Community}/staff",
            new { residentId = Worker.ResidentId, role = "communityWorker" }).Ok();
    }

    public async Task<string> Found(string name) => (string)(await Admin.PostOnce("/api/v1/communities",
        new { name, street = "枣园街道", district = "灞桥区", city = "西安市" }).Ok())["communityId"]!;

    /// <summary>Somebody who is signed in; without a name, somebody new.</summary>
    public async Task<Client> Person(string? name = null)
    {
        var client = Anonymous();
        return await client.SignIn(name ?? "p" + Guid.NewGuid().ToString("N"));
    }

    public Client Anonymous()
    {
        var client = Service.NewClient();
        lock (_clients)
        {
            _clients.Add(client);
        }

        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await Service.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
