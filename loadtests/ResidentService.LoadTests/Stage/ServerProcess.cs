using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ResidentService.LoadTests.Stage;

/// <summary>
/// A server in a process of its own, found by its build output, on a free loopback port: the service, or the baseline
/// that it is compared with. Silos of one cluster count as one.
/// </summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _printed = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlyList<ServerProcess> _others = [];
    private bool _disposed;

    private ServerProcess(string project, IReadOnlyDictionary<string, string> settings)
    {
        _process = new Process { StartInfo = StartInfo(project, ["--urls", "http://127.0.0.1:0"], settings) };
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => _address.TrySetException(
            new InvalidOperationException($"{project} has ended: {string.Join('\n', _printed)}"));
    }

    public Uri Address { get; private set; } = null!;

    public IReadOnlyList<Uri> Addresses => [Address, .. _others.Select(other => other.Address)];

    /// <summary>Memory that is held now.</summary>
    public long Bytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 + _others.Sum(other => other.Bytes);
        }
    }

    /// <summary>Processor time that was used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _others.Aggregate(_process.TotalProcessorTime, (sum, other) => sum + other.ProcessorTime);
        }
    }

    /// <summary>Starts one after the other.</summary>
    /// <param name="project">Their folder under the repository's root.</param>
    /// <param name="settings">Of each.</param>
    public static async Task<ServerProcess> StartAll(
        string project, IEnumerable<IReadOnlyDictionary<string, string>> settings)
    {
        var servers = new List<ServerProcess>();
        foreach (var one in settings)
            servers.Add(await Start(project, one));
        servers[0]._others = servers[1..];
        return servers[0];
    }

    /// <param name="project">Its folder under the repository's root.</param>
    public static async Task<ServerProcess> Start(string project, IReadOnlyDictionary<string, string> settings)
    {
        var server = new ServerProcess(project, settings);
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        server.Address = await server._address.Task.WaitAsync(StartPatience);
        return server;
    }

    /// <summary>Runs a command of it to its end; returns its exit code and what it printed.</summary>
    public static async Task<(int ExitCode, string Output)> Run(
        string project, IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        using var process = new Process { StartInfo = StartInfo(project, arguments, settings) };
        process.Start();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (var other in _others)
            await other.DisposeAsync();
        if (!_process.HasExited)
        {
            using var terminate = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static ProcessStartInfo StartInfo(
        string project, string[] arguments, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Executable(project), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return start;
    }

    /// <summary>The executable beside this program's own build, in the same configuration.</summary>
    private static string Executable(string project)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var root = output;
        while (!File.Exists(Path.Combine(root.FullName, "ResidentService.sln")))
            root = root.Parent!;
        var folder = new DirectoryInfo(Path.Combine(root.FullName, project));
        var name = folder.EnumerateFiles("*.csproj").Single().Name;
        return Path.Combine(
            folder.FullName, "bin", output.Parent!.Name, output.Name, Path.ChangeExtension(name, "dll"));
    }

    private void Note(string? line)
    {
        if (line is not null && !_address.Task.IsCompleted)
            _printed.Enqueue(line);
        if (line is not null && Listening().Match(line) is { Success: true } match)
            _address.TrySetResult(new Uri(match.Groups["url"].Value));
    }

    [GeneratedRegex("Now listening on: (?<url>http://127[0-9.:]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Listening();
}
