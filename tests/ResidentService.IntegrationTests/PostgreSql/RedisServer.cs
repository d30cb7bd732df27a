using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ResidentService.IntegrationTests.PostgreSql;

/// <summary>A real Redis of this machine, in a folder of its own, on a free port, whose log is on disk (AOF).</summary>
public sealed class RedisServer : IAsyncDisposable
{
    public const string NotInstalled = "Redis is not installed on this machine; .ci/run installs it.";

    private const string Program = "/usr/bin/redis-server";

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("resident-service-redis-").FullName;
    private readonly IPEndPoint _at;
    private Process _process = null!;

    private RedisServer(IPEndPoint at) => _at = at;

    public static bool IsInstalled => File.Exists(Program);

    public string ConnectionString => $"{_at},abortConnect=false";

    /// <param name="on">An address of this machine; loopback unless given.</param>
    public static async Task<RedisServer> Start(IPAddress? on = null)
    {
        Assert.SkipUnless(IsInstalled, NotInstalled);
        var server = new RedisServer(FreePort(on ?? IPAddress.Loopback));
        await server.Run();
        return server;
    }

    /// <summary>It is ended as its packages end it, and started on the same files and port.</summary>
    public async Task Restart()
    {
        await Stop();
        await Run();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(_folder, recursive: true);
    }

    internal static IPEndPoint FreePort(IPAddress on)
    {
        using var listener = new TcpListener(on, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }

    private async Task Run()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = Process.Start(new ProcessStartInfo(Program,
            [
                "--bind", $"{_at.Address}", "--port", $"{_at.Port}", "--protected-mode", "no", "--dir", _folder,
                "--appendonly", "yes", "--save", "",
            ])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
                ready.TrySetException(new InvalidOperationException("Redis has ended before it was ready."));
            else if (line.Data.Contains("Ready to accept connections", StringComparison.Ordinal))
                ready.TrySetResult();
        };
        _process.BeginOutputReadLine();
        await ready.Task.WaitAsync(StartPatience);
    }

    private async Task Stop()
    {
        using var terminate = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
