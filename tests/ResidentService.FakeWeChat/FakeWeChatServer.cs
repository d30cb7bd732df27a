using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ResidentService.FakeWeChat;

/// <summary>
/// WeChat's side of the HTTP API on a loopback port, as documented and as seen. A test scripts what goes wrong.
/// </summary>
public sealed class FakeWeChatServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeWeChatServer(FakeOptions options)
    {
        Options = options;
        Tokens = new FakeTokens(options.Time);
        Users = new FakeUsers(options.Time);
        Pushes = new FakePushes(options);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(options.Url);
        _app = builder.Build();
        _app.Use(Script.Play);
        FakeApi.Map(_app, this);
        ByHand.Map(_app, this);
    }

    public FakeOptions Options { get; }

    public Uri Address { get; private set; } = null!;

    /// <summary>What goes wrong, and every call that has come.</summary>
    public Script Script { get; } = new();

    public FakeTokens Tokens { get; }

    public FakeUsers Users { get; }

    public FakePushes Pushes { get; }

    /// <summary>How some answers look.</summary>
    public Quirks Quirks { get; } = new();

    /// <summary>Ends when the process is told to stop.</summary>
    public Task Stopped => _app.WaitForShutdownAsync();

    public static async Task<FakeWeChatServer> Start(FakeOptions? options = null)
    {
        var fake = new FakeWeChatServer(options ?? new());
        await fake._app.StartAsync();
        var addresses = fake._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        fake.Address = new Uri(addresses.Addresses.Single());
        return fake;
    }

    public async ValueTask DisposeAsync()
    {
        Script.LetGo();
        await _app.DisposeAsync();
        Pushes.Dispose();
    }
}

/// <summary>What is documented one way and seen in others.</summary>
public sealed class Quirks
{
    /// <summary>A good answer has <c>errcode</c> 0; otherwise it has none.</summary>
    public bool SaysErrcodeZero { get; set; }

    /// <summary>The country's code is a number.</summary>
    public bool HasNumericCountryCode { get; set; }

    /// <summary>The country of the next phones.</summary>
    public string CountryCode { get; set; } = "86";

    /// <summary>What texts and media are found to be: <c>pass</c>, <c>review</c>, <c>risky</c>.</summary>
    public string Suggestion { get; set; } = "pass";

    public int RiskRank { get; set; }
}
