using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace ResidentService.Tests;

/// <summary>
/// A real PostgreSQL of this machine, started when a first test asks for it: in a folder of its own, on a free loopback
/// port, and ended with the tests. PostgreSQL does not run as root: then it runs as the user that its package has made.
/// </summary>
public sealed partial class PostgreSqlServer : IAsyncDisposable
{
    public const string NotInstalled = "PostgreSQL is not installed on this machine; .ci/run installs it.";

    private const string Root = "/usr/lib/postgresql";

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private static readonly Lazy<Task<PostgreSqlServer>> Started = new(() => Start(IPAddress.Loopback));

    private readonly string _folder;
    private readonly IPAddress _on;
    private readonly int _port;
    private readonly bool _keepsLog;
    private Process _process;
    private int _databases;

    private PostgreSqlServer(string folder, IPAddress on, int port, bool keepsLog)
    {
        (_folder, _on, _port, _keepsLog) = (folder, on, port, keepsLog);
        _process = Run();
    }

    public static bool IsInstalled => Newest is not null;

    /// <summary>The folder of the newest server; clients alone have one too, but nothing to make a database with.</summary>
    private static string? Newest => !Directory.Exists(Root)
        ? null
        : Directory.GetDirectories(Root)
            .Where(version => File.Exists(Path.Combine(version, "bin", "initdb")))
            .MaxBy(version => decimal.Parse(Path.GetFileName(version), CultureInfo.InvariantCulture));

    /// <summary>An empty database that nobody else uses.</summary>
    /// <returns>Its connection string.</returns>
    public static async Task<string> NewDatabase()
    {
        Assert.SkipUnless(IsInstalled, NotInstalled);
        return await (await Started.Value).Database();
    }

    /// <summary>Another one, for tests that are hard on it.</summary>
    /// <param name="on">An address of this machine; loopback unless given.</param>
    /// <param name="keepsLog">Whether it copies its log aside, for <see cref="RecoverTo"/>.</param>
    public static Task<PostgreSqlServer> StartAnother(IPAddress? on = null, bool keepsLog = false)
    {
        Assert.SkipUnless(IsInstalled, NotInstalled);
        return Start(on ?? IPAddress.Loopback, keepsLog);
    }

    /// <summary>An empty database of this server.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> Database()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
#pragma warning disable CA2100 // Constant text of our own.
        await using var command = new NpgsqlCommand($"create database {name}", connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>Its fast shutdown, which throws everybody out, and a start on the same files and port.</summary>
    public async Task Restart()
    {
        await Interrupt();
        _process = Run();
        await IsReady().WaitAsync(StartPatience);
    }

    /// <summary>Copies its files while it runs: the beginning for <see cref="RecoverTo"/>.</summary>
    public async Task BackUp()
    {
        using var copying = AsItsUser(
            "pg_basebackup", "-h", $"{_on}", "-p", $"{_port}", "-U", "postgres", "--checkpoint=fast", "-D", Copy);
        await Run(copying);
    }

    /// <summary>Ends it, puts the copy in the place of its files and plays its log up to a time.</summary>
    /// <param name="time">As <c>clock_timestamp()</c> says it; something has to have been committed since.</param>
    public async Task RecoverTo(string time)
    {
        await Interrupt(); // It waits until all of its log but the last, unfinished file is copied aside.
        foreach (var unfinished in Directory.GetFiles(Path.Combine(Data(_folder), "pg_wal"), "0*").Where(
            file => !File.Exists(Path.Combine(Log, Path.GetFileName(file)))))
        {
            File.Copy(unfinished, Path.Combine(Log, Path.GetFileName(unfinished)));
        }

        Directory.Delete(Data(_folder), recursive: true);
        Directory.Move(Copy, Data(_folder));
        await File.WriteAllTextAsync(Path.Combine(Data(_folder), "recovery.signal"), "");
        await File.AppendAllTextAsync(
            Path.Combine(Data(_folder), "postgresql.auto.conf"),
            $"""
            restore_command = 'cp "{Log}/%f" "%p"'
            recovery_target_time = '{time}'
            recovery_target_action = promote
            """);
        _process = Run();
        await IsReady().WaitAsync(StartPatience);
    }

    /// <summary>All rows of a database as bytes: what is kept as bytes is not in hexadecimal, but as it is.</summary>
    public static byte[] Dump(string connectionString)
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString);
        using var dumping = Process.Start(new ProcessStartInfo(Path.Combine(Newest!, "bin", "pg_dump"),
            ["-h", database.Host!, "-p", $"{database.Port}", "-U", database.Username!, database.Database!])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            StandardOutputEncoding = Encoding.Latin1, // one character a byte
        })!;
        var dump = dumping.StandardOutput.ReadToEnd();
        dumping.WaitForExit();
        Assert.Equal(0, dumping.ExitCode);
        return Encoding.Latin1.GetBytes(Hexadecimal().Replace(
            dump, match => Encoding.Latin1.GetString(Convert.FromHexString(match.Groups["digits"].ValueSpan))));
    }

    /// <summary>Ends the server, if any test has had it started: by an interrupt, its fast shutdown.</summary>
    public static async Task End()
    {
        if (Started.IsValueCreated && Started.Value.IsCompletedSuccessfully)
            await (await Started.Value).DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Interrupt();
        Directory.Delete(_folder, recursive: true);
    }

    private string Log => Path.Combine(_folder, "log");

    private string Copy => Path.Combine(_folder, "copy");

    private Process Run() => AsItsUser(
        "postgres", "-D", Data(_folder), "-p", $"{_port}", "-c", $"listen_addresses={_on}",
        "-c", "unix_socket_directories=", "-c", "max_connections=200", "-c", $"archive_mode={(_keepsLog ? "on" : "off")}",
        "-c", $"archive_command=mkdir -p \"{Log}\" && cp \"%p\" \"{Log}/%f\"");

    private async Task Interrupt()
    {
        using var interrupt = Process.Start("kill", ["-INT", $"{_process.Id}"]);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<PostgreSqlServer> Start(IPAddress on, bool keepsLog = false)
    {
        var folder = Directory.CreateTempSubdirectory("resident-service-postgresql-").FullName;
        if (Environment.IsPrivilegedProcess)
            await Run(Process.Start("chown", ["postgres:", folder]));
        // In the order of a language, not of bytes: whatever relies on the order of bytes has to say so.
        using (var making = AsItsUser("initdb", "-D", Data(folder), "-U", "postgres", "--auth=trust", "--encoding=UTF8",
            "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=zh-CN"))
        {
            await Run(making);
        }

        // It trusts loopback by itself.
        await File.AppendAllTextAsync(Path.Combine(Data(folder), "pg_hba.conf"), "host all all samenet trust\n");
        var server = new PostgreSqlServer(folder, on, FreePort(), keepsLog);
        try
        {
            await server.IsReady().WaitAsync(StartPatience);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private Task IsReady()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
                ready.TrySetException(new InvalidOperationException("PostgreSQL has ended before it was ready."));
            else if (line.Data.Contains("database system is ready to accept connections", StringComparison.Ordinal))
                ready.TrySetResult();
        };
        _process.BeginErrorReadLine();
        return ready.Task;
    }

    private string ConnectionString(string database) =>
        $"Host={_on};Port={_port};Username=postgres;Database={database}";

    private static string Data(string folder) => Path.Combine(folder, "data");

    private static Process AsItsUser(string program, params string[] arguments)
    {
        string[] command = [Path.Combine(Newest!, "bin", program), .. arguments];
        if (Environment.IsPrivilegedProcess)
            command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", .. command];
        return Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            WorkingDirectory = "/",
            RedirectStandardError = true,
            RedirectStandardOutput = program == "initdb",
        })!;
    }

    private static async Task Run(Process process)
    {
        var errors = process.StartInfo.RedirectStandardError ? process.StandardError.ReadToEndAsync() : Task.FromResult("");
        if (process.StartInfo.RedirectStandardOutput)
            await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{process.StartInfo.FileName} has failed: {await errors}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"\\\\x(?<digits>([0-9a-f]{2})*)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Hexadecimal();
}

/// <summary>Ends the server with the tests of the assembly.</summary>
public sealed class PostgreSqlServerEnd : IAsyncDisposable
{
    public ValueTask DisposeAsync() => new(PostgreSqlServer.End());
}
