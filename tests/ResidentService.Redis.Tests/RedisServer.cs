using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ResidentService.Redis.Tests;

/// <summary>
/// A real Redis of this machine, as we advise to run it: what it is told is in its append-only file before it answers.
/// In a folder of its own, on a free port, ended by its own id.
/// </summary>
public sealed partial class RedisServer : IAsyncDisposable
{
    private const string Executable = "/usr/bin/redis-server";
    private const string NotInstalled = "Redis is not installed on this machine; .ci/run installs it.";

    private const int TriesMax = 3;

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("resident-service-redis-").FullName;
    private readonly IPEndPoint _at;
    private readonly List<IAsyncDisposable> _clients = [];
    private Process? _process;

    private RedisServer(IPAddress on) => _at = FreePort(on);

    public string Address => $"{_at}";

    /// <param name="on">An address of this machine; loopback unless given.</param>
    public static async Task<RedisServer> Start(IPAddress? on = null)
    {
        Assert.SkipUnless(File.Exists(Executable), NotInstalled);
        for (var tries = 1; ; tries++)
        {
            var server = new RedisServer(on ?? IPAddress.Loopback);
            try
            {
                await server.Run();
                return server;
            }
            catch (InvalidOperationException) when (tries < TriesMax)
            {
                await server.DisposeAsync(); // Somebody has taken the port since it was found free.
            }
        }
    }

    /// <summary>It is ended as its packages end it, and started on the same files and port.</summary>
    public async Task Restart()
    {
        await Signal("-TERM");
        await HasEnded();
        await Run();
    }

    /// <summary><c>kill -9</c>.</summary>
    public async Task Kill()
    {
        _process!.Kill();
        await HasEnded();
    }

    /// <summary>Starts it on the files and the port that it had.</summary>
    public async Task Run()
    {
        _process = Process.Start(new ProcessStartInfo(
            Executable,
            [
                "--bind", $"{_at.Address}", "--port", $"{_at.Port}", "--protected-mode", "no", "--dir", _folder,
                "--appendonly", "yes", "--save", "",
            ])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
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

    /// <summary>From now on it takes what it is sent and says nothing.</summary>
    public Task Hang() => Signal("-STOP");

    public Task GoOn() => Signal("-CONT");

    /// <summary>Everything that stands on its disk.</summary>
    public string Disk() => string.Concat(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Select(file =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }));

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            await client.DisposeAsync();
        if (_process is not null)
            await Kill();
        Directory.Delete(_folder, recursive: true);
    }

    internal static IPEndPoint FreePort(IPAddress on)
    {
        using var listener = new TcpListener(on, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }

    private async Task HasEnded()
    {
        await _process!.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    private async Task Signal(string signal)
    {
        using var sending = Process.Start("kill", [signal, $"{_process!.Id}"]);
        await sending.WaitForExitAsync();
    }
}
