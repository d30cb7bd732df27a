using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ResidentService.IntegrationTests.Telemetry;

/// <summary>A collector of OTLP over HTTP that keeps what it is sent. Texts in protobuf are plain UTF-8.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, StringBuilder> _received = new()
    {
        ["/v1/traces"] = new(),
        ["/v1/metrics"] = new(),
    };

    private readonly WebApplication _app;

    private Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(Take);
    }

    public string Address => _app.Urls.Single();

    public string Traces => Received("/v1/traces");

    public string Metrics => Received("/v1/metrics");

    public static async Task<Collector> Start()
    {
        var collector = new Collector();
        await collector._app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Take(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        lock (_gate)
        {
            _received[context.Request.Path].Append(Encoding.UTF8.GetString(body.ToArray()));
        }
    }

    private string Received(string path)
    {
        lock (_gate)
        {
            return _received[path].ToString();
        }
    }
}
