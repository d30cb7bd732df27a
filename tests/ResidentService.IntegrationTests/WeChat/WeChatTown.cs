using ResidentService.FakeWeChat;

namespace ResidentService.IntegrationTests.WeChat;

/// <summary>
/// The service as real mini-programs use it: with an AppId, against a fake WeChat, over records that staff have
/// imported. Shared by all classes of its collection.
/// </summary>
public sealed class WeChatTown : IAsyncLifetime
{
    public const string Name = "WeChat";
    public const string CancelTemplate = "template-cancelled";

    /// <summary>Of the imported records; a test takes the next one.</summary>
    private const string FirstPhone = "13822220000";
    private const int Records = 10;

    private readonly string _folder = Directory.CreateTempSubdirectory("resident-service-").FullName;
    private readonly List<Client> _clients = [];
    private int _records;

    public FakeWeChatServer Fake { get; private set; } = null!;

    public ServiceProcess Service { get; private set; } = null!;

    public Client Admin { get; private set; } = null!;

    public string Community { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Fake = await FakeWeChatServer.Start();
        Service = await ServiceProcess.Start(_folder, Settings());
        var admin = await Person("o-admin");
        Assert.Equal("platformAdmin", (string?)(await admin.Get("/api/v1/me").Ok())["roles"]![0]);
        Community = (string)(await admin.PostOnce("/api/v1/communities",
            new { name = "唐都花园社区", street = "枣园街道", district = "灞桥区", city = "西安市" }).Ok())["communityId"]!;
        await Service.DisposeAsync();

        // Records come from the command line, while nobody is served.
        var file = Path.Combine(_folder, "records.csv");
        await File.WriteAllTextAsync(file, "姓名,电话,出生日期,社区\n" + string.Concat(
            Enumerable.Range(0, Records).Select(i => $"居民{i},{Phone(i)},194{i}-03-02,{Community}\n")));
        var settings = Settings().Select(one => $"--{one.Key.Replace("__", ":", StringComparison.Ordinal)}={one.Value}");
        var (exitCode, output) = await ServiceProcess.Run(_folder, ["import-residents", file, .. settings]);
        Assert.True(exitCode == 0, output);
        Service = await ServiceProcess.Start(_folder, Settings());
        Fake.Options.Push = new Uri(Service.Address, "/wechat/push");
        Admin = await Person("o-admin");
    }

    /// <summary>The phone of a record that nobody has joined yet, and the name in it.</summary>
    public (string Phone, string Name) NextRecord()
    {
        var number = Interlocked.Increment(ref _records) - 1;
        return (Phone(number), $"居民{number}");
    }

    public async Task<Client> Person(string openId)
    {
        var client = Anonymous();
        await SignIn(client, openId).Ok();
        return client;
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
        await Service.DisposeAsync();
        await Fake.DisposeAsync();
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
        ["Admin__OpenIds"] = "o-admin",
        ["Limits__Enabled"] = "false",
    };

    private static string Phone(int record) => $"{long.Parse(FirstPhone) + record}";
}

[CollectionDefinition(WeChatTown.Name)]
public sealed class WeChatTests : ICollectionFixture<WeChatTown>;
