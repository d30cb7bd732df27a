using System.Collections.Concurrent;
using ResidentService.FakeWeChat;
using ResidentService.IntegrationTests.Telemetry;

namespace ResidentService.IntegrationTests.WeChat;

/// <summary>
/// The service as real mini-programs use it: with an AppId, against a fake WeChat, over records that staff have
/// imported. Shared by all classes of its collection; at the end of them all, what nobody may find is searched for.
/// </summary>
public sealed class WeChatTown : IAsyncLifetime
{
    public const string Name = "WeChat";
    public const string CancelTemplate = "template-cancelled";

    /// <summary>What staff have imported: no file of the store.</summary>
    public const string RecordsFile = "records.csv";

    /// <summary>Of the imported records; a test takes the next one.</summary>
    private const string FirstPhone = "13822220000";
    private const int Records = 10;

    private readonly string _folder = Directory.CreateTempSubdirectory("resident-service-").FullName;
    private readonly List<Client> _clients = [];
    private readonly ConcurrentQueue<string> _said = new();
    private Collector _collector = null!;
    private int _records;

    public FakeWeChatServer Fake { get; private set; } = null!;

    public ServiceProcess Service { get; private set; } = null!;

    public Client Admin { get; private set; } = null!;

    public string Community { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _collector = await Collector.Start();
        Fake = await FakeWeChatServer.Start();
        Service = await ServiceProcess.Start(_folder, Settings());
        var admin = await Person("o-admin");
        Assert.Equal("platformAdmin", (string?)(await admin.Get("/api/v1/me").Ok())["roles"]![0]);
        Community = (string)(await admin.PostOnce("/api/v1/communities",
            new { name = "唐都花园社区", street = "枣园街道", district = "灞桥区", city = "西安市" }).Ok())["communityId"]!;
        await Service.DisposeAsync();
        _said.Enqueue(Service.Output);

        // Records come from the command line, while nobody is served.
        var file = Path.Combine(_folder, RecordsFile);
        await File.WriteAllTextAsync(file, "姓名,电话,出生日期,社区\n" + string.Concat(
            Enumerable.Range(0, Records).Select(i => $"居民{i},{Phone(i)},194{i}-03-02,{Community}\n")));
        var settings = Settings().Select(one => $"--{one.Key.Replace("__", ":", StringComparison.Ordinal)}={one.Value}");
        var (exitCode, output) = await ServiceProcess.Run(_folder, ["import-residents", file, .. settings]);
        Assert.True(exitCode == 0, output);
        _said.Enqueue(output);
        Service = await ServiceProcess.Start(_folder, Settings());
        Fake.Options.Push = new Uri(Service.Address, "/wechat/push");
        Admin = await Person("o-admin");
    }

    /// <summary>Of everybody who is known by theirs.</summary>
    public static IEnumerable<string> Phones =>
        [.. Enumerable.Range(0, Records).Select(Phone), "13700000001", "13766665555"];

    /// <summary>The phone of a record that nobody has joined yet, and the name in it.</summary>
    public (string Phone, string Name) NextRecord()
    {
        var number = Interlocked.Increment(ref _records) - 1;
        return (Phone(number), $"居民{number}");
    }

    /// <summary>An event of the morning, since there are messages that wait for the day.</summary>
    public async Task<string> Event(bool publish = true)
    {
        var startsAt = new DateTimeOffset(DateTime.UtcNow.Date.AddDays(3).AddHours(2), TimeSpan.Zero);
        var @event = (string)(await Admin.PostOnce("/api/v1/events", new
        {
            communityId = Community,
            title = "清洁家园",
            startsAt,
            endsAt = startsAt.AddHours(2),
            capacity = 5,
        }).Ok())["eventId"]!;
        if (publish)
            await Admin.Post($"/api/v1/events/{@event}/publish").Ok();
        return @event;
    }

    /// <summary>An active shop, and its owner.</summary>
    public async Task<(Client Owner, string Shop)> Shop()
    {
        var owner = await Person("o-owner");
        var shop = (string)(await owner.PostOnce("/api/v1/merchants",
            new { communityId = Community, name = "李记面馆" }).Ok())["merchantId"]!;
        await Admin.Post($"/api/v1/merchants/{shop}/approve").Ok();
        return (owner, shop);
    }

    public async Task<Client> Person(string openId)
    {
        var client = Anonymous();
        await SignIn(client, openId).Ok();
        return client;
    }

    public Client Anonymous()
    {
        var client = Service.NewClient(_said.Enqueue);
        lock (_clients)
        {
            _clients.Add(client);
        }

        return client;
    }

    /// <summary>Signs in, with a tap on "my phone number" where a phone is given.</summary>
    public async Task<Answer> SignIn(Client client, string openId, string? phone = null)
    {
        var answer = await client.Post("/api/v1/auth/wechat", new
        {
            code = Fake.Users.LoginCode(openId),
            phoneCode = phone is null ? null : Fake.Users.PhoneCode(openId, phone),
        });
        if ((int)answer.Status == 200)
            client.AccessToken = (string?)answer.Json["accessToken"];
        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await Service.DisposeAsync(); // which sends the last traces
        _said.Enqueue(Service.Output);
        Assert.Contains("/api/v1/auth/wechat", _collector.Traces, StringComparison.Ordinal);
        Secrecy.Search(Fake, _folder, [.. _said, _collector.Traces, _collector.Metrics]);
        await Fake.DisposeAsync();
        await _collector.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private Dictionary<string, string> Settings() => new()
    {
        ["WeChat__AppId"] = Fake.Options.AppId,
        ["WeChat__AppSecret"] = Fake.Options.AppSecret,
        ["WeChat__ApiBaseUrl"] = Fake.Address.AbsoluteUri,
        ["WeChat__PushToken"] = Fake.Options.PushToken,
        ["WeChat__EncodingAesKey"] = Fake.Options.EncodingAesKey,
        ["WeChat__Templates__eventCancelled__Id"] = CancelTemplate,
        ["WeChat__Templates__eventCancelled__Page"] = "pages/event?id={id}",
        ["WeChat__Templates__eventCancelled__Values__thing1"] = "title",
        ["WeChat__Templates__eventCancelled__Values__time2"] = "time",
        ["WeChat__Pages__Event"] = "pages/event",
        ["WeChat__Pages__Offer"] = "pages/offer",
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _collector.Address,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["Telemetry__TraceRatio"] = "1",
        ["Logging__LogLevel__Default"] = "Debug",
        ["Admin__OpenIds"] = "o-admin",
        ["Limits__Enabled"] = "false",
    };

    private static string Phone(int record) => $"{long.Parse(FirstPhone) + record}";
}

[CollectionDefinition(WeChatTown.Name)]
public sealed class WeChatTests : ICollectionFixture<WeChatTown>;
