using System.Net;
using ResidentService.Service.Seeding;

namespace ResidentService.IntegrationTests.Merchants;

/// <summary>
/// The running service on the sample data, with people who have earned points before it was started. A test takes
/// people of its own and opens a shop of its own.
/// </summary>
public sealed class Tangdu : IAsyncLifetime
{
    public const string Community = "com_tangdu";

    /// <summary>Each of the rich has so many.</summary>
    public const int Points = 50;

    private const int RichCount = 30;

    private readonly string _folder = Directory.CreateTempSubdirectory("resident-service-").FullName;
    private readonly List<Client> _clients = [];
    private int _taken;

    public ServiceProcess Service { get; private set; } = null!;

    public Client Worker { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var (exitCode, output) = await ServiceProcess.Run(_folder, "seed");
        Assert.True(exitCode == 0, output);
        await Riches.Give(Databases.Arguments(_folder), Seed.Community, RichCount, Points);
        Service = await ServiceProcess.Start(_folder);
        Worker = await Person("worker");
    }

    /// <summary>Somebody who is signed in; without a name, somebody new.</summary>
    public async Task<Client> Person(string? name = null)
    {
        var client = Service.NewClient();
        _clients.Add(client);
        return name == "" ? client : await client.SignIn(name ?? "p" + Guid.NewGuid().ToString("N"));
    }

    public Task<Client> Anonymous() => Person("");

    /// <summary>Somebody new who has <see cref="Points"/>.</summary>
    public Task<Client> Rich() => Person($"rich-{++_taken}");

    /// <summary>An active shop and its owner.</summary>
    public async Task<(string Id, Client Owner)> Shop(string name = "李记面馆")
    {
        var owner = await Person();
        var applied = await owner.PostOnce("/api/v1/merchants", new { communityId = Community, name }).Ok();
        var id = (string)applied["merchantId"]!;
        await Worker.Post($"/api/v1/merchants/{id}/approve").Is(HttpStatusCode.NoContent);
        return (id, owner);
    }

    public static async Task<string> Offer(Client owner, string shop, object body) =>
        (string)(await owner.PostOnce($"/api/v1/merchants/{shop}/offers", body).Ok())["offerId"]!;

    public static Task<string> Noodles(Client owner, string shop, int points = 8, int stock = 10) =>
        Offer(owner, shop, new { title = "油泼面一碗", points, stock });

    /// <summary>A voucher's id.</summary>
    public static async Task<string> Redeem(Client resident, string offer) =>
        (string)(await resident.PostOnce($"/api/v1/offers/{offer}/redemptions").Ok())["redemptionId"]!;

    /// <summary>A shop comes to list these vouchers; a spoken code is looked for among those that it lists.</summary>
    public static Task Lists(Client owner, string shop, params string[] vouchers) => Soon.Until(async () =>
    {
        var listed = await owner.Get($"/api/v1/merchants/{shop}/redemptions");
        return Array.TrueForAll(vouchers, voucher => listed.Text.Contains(voucher, StringComparison.Ordinal));
    });

    public static async Task<string> Code(Client resident, string voucher, string field = "code") =>
        (string)(await resident.Get($"/api/v1/redemptions/{voucher}/code").Ok())[field]!;

    public async Task Advance(TimeSpan time) =>
        await (await Anonymous()).Post("/sandbox/clock", new { advanceMinutes = (int)time.TotalMinutes }).Ok();

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await Service.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
