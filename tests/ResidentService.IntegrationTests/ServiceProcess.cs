using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace ResidentService.IntegrationTests;

/// <summary>
/// The real executable, found by its build output, started on a free loopback port; the address is read from its log.
/// </summary>
public sealed partial class ServiceProcess : IAsyncDisposable
{
    /// <summary>The arguments of a service that is to listen somewhere.</summary>
    public static readonly string[] Serve = ["--urls", "http://127.0.0.1:0"];

    /// <summary>Of a process that <c>kill -9</c> has ended: 128 and the signal's number.</summary>
    private const int KilledExitCode = 137;

    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan ExitPatience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _output = [];
    private ServiceProcess? _otherSilo;
    private bool _disposed;

    private ServiceProcess(string storage, IReadOnlyDictionary<string, string> settings, string[] within)
    {
        Storage = storage;
        _process = new Process { StartInfo = StartInfo(storage, Serve, settings, within) };
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException("it ended: " + Output));
    }

    public string Storage { get; }

    public Uri Address { get; private set; } = null!;

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>What it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    /// <param name="within">A command that runs the executable somewhere else, see <c>SmallDisk</c>.</param>
    public static async Task<ServiceProcess> Start(
        string storage, IReadOnlyDictionary<string, string>? settings = null, params string[] within)
    {
        settings ??= new Dictionary<string, string>();
        if (!Silos.AreTwo || settings.ContainsKey("Storage__PostgreSql")) // who chooses a store chooses its hosts
            return await Start(new ServiceProcess(storage, settings, within));
        var silos = await Silos.Of(storage, settings);
        // Both at once, as machines come back: one alone would wait for the other.
        var both = await Task.WhenAll(
            Start(new ServiceProcess(storage, silos[0], within)),
            Start(new ServiceProcess(storage + ".other", silos[1], within)));
        both[0]._otherSilo = both[1];
        return both[0];
    }

    private static async Task<ServiceProcess> Start(ServiceProcess service)
    {
        service._process.Start();
        service._process.BeginOutputReadLine();
        service._process.BeginErrorReadLine();
        service.Address = await service._address.Task.WaitAsync(StartPatience);
        return service;
    }

    /// <summary>Runs a command of the executable to its end.</summary>
    public static Task<(int ExitCode, string Output)> Run(string storage, params string[] arguments) =>
        RunWithin([], storage, arguments);

    public static async Task<(int ExitCode, string Output)> RunWithin(
        string[] within, string storage, params string[] arguments)
    {
        using var process = new Process
        {
            StartInfo = StartInfo(storage, arguments, new Dictionary<string, string>(), within),
        };
        process.Start();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        var said = await output + await errors;
        Secrecy.Of(storage).Said(said);
        return (process.ExitCode, said);
    }

    /// <summary>Runs a command and kills it as soon as a condition holds, unless it ends before.</summary>
    /// <returns>Whether it was killed.</returns>
    public static async Task<bool> RunAndKill(string storage, Func<bool> when, params string[] arguments)
    {
        using var process = new Process
        {
            StartInfo = StartInfo(storage, arguments, new Dictionary<string, string>(), within: []),
        };
        process.Start();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        while (!process.HasExited && !when())
            await Task.Delay(TimeSpan.FromMilliseconds(1));
        process.Kill();
        await process.WaitForExitAsync();
        await Task.WhenAll(output, errors);
        return process.ExitCode == KilledExitCode;
    }

    /// <summary>How many entries the journal holds, as <c>verify</c> counts them beside the running service.</summary>
    public async Task<int> Entries()
    {
        var (exitCode, output) = await Run(Storage, "verify");
        Assert.True(exitCode == 0, output);
        return int.Parse(EntriesIn().Match(output).Groups["count"].Value, CultureInfo.InvariantCulture);
    }

    /// <param name="open">Makes its sockets, where the service is in another network than this process.</param>
    public Client NewClient(Func<Socket>? open = null) => new(Address, open) { Secrecy = Secrecy.Of(Storage) };

    /// <summary>Of the silo that leads: it alone knows of what is parked, and runs it again.</summary>
    public async Task<Client> NewClientOfLeader()
    {
        if (_otherSilo is not { } other)
            return NewClient();
        ServiceProcess? leader = null;
        await Soon.Until(() => (leader = HasLed ? this : other.HasLed ? other : null) is not null);
        return new(leader!.Address, open: null) { Secrecy = Secrecy.Of(Storage) };
    }

    /// <summary>Whether it has said that it leads.</summary>
    public bool HasLed => Output.Contains("This node leads", StringComparison.Ordinal);

    /// <summary><c>kill -9</c>.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await (_otherSilo?.Kill() ?? Task.CompletedTask);
    }

    /// <summary>Waits for it to end by itself.</summary>
    public async Task<int> Exit()
    {
        await _process.WaitForExitAsync().WaitAsync(ExitPatience);
        return _process.ExitCode;
    }

    /// <summary>Ends it, and looks whether it has left anything that nobody may find.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        await Stop();
        if (_otherSilo is not null)
        {
            await _otherSilo.Stop();
            Secrecy.Of(Storage).Said(_otherSilo.Output);
            Directory.Delete(_otherSilo.Storage, recursive: true);
        }

        Secrecy.Of(Storage).Said(Output);
        Secrecy.Of(Storage).Search();
    }

    /// <summary>SIGTERM, and it ends by itself.</summary>
    private async Task Stop()
    {
        if (!_process.HasExited)
        {
            using var terminate = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        }

        _process.Dispose();
    }

    /// <summary>
    /// The executable beside this test's own build, in the same configuration: of the standalone edition, or of the one
    /// that <c>TEST_EDITION</c> names.
    /// </summary>
    private static string Executable()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = output.Parent!.Name;
        var root = output;
        while (!File.Exists(Path.Combine(root.FullName, "ResidentService.sln")))
            root = root.Parent!;
        var edition = $"ResidentService.{Silos.Edition ?? "Api"}";
        return Path.Combine(
            root.FullName, "src", edition, "bin", configuration, output.Name, edition + ".dll");
    }

    private static ProcessStartInfo StartInfo(
        string storage, string[] arguments, IReadOnlyDictionary<string, string> settings, string[] within)
    {
        string[] command = [.. within, "dotnet", Executable(), .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Storage__Directory"] = storage;
        start.Environment.Remove("ASPNETCORE_URLS");
        if (!settings.ContainsKey("Storage__PostgreSql") && Databases.Of(storage) is { } database)
            start.Environment["Storage__PostgreSql"] = database;
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return start;
    }

    private void Note(string? line)
    {
        if (line is null)
            return;
        lock (_output)
        {
            _output.Add(line);
        }

        if (Listening().Match(line) is { Success: true } match)
            _address.TrySetResult(new Uri(match.Groups["url"].Value));
    }

    [GeneratedRegex("(?<count>[0-9]+) entries in", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex EntriesIn();

    [GeneratedRegex("Now listening on: (?<url>http://127[0-9.:]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Listening();
}
