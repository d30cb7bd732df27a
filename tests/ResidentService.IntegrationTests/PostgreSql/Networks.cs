using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ResidentService.IntegrationTests.PostgreSql;

/// <summary>
/// Networks of their own for the hosts of a test (Linux namespaces), one each, joined by a bridge of this machine. One
/// that is cut off and the others hear nothing of each other, not even a refusal, but reach this machine as before.
/// </summary>
public sealed class Networks : IDisposable
{
    public const string NotPossible = "Networks of their own for hosts need root, and the program ip.";

    private const int OfNetwork = 0x40000000; // CLONE_NEWNET
    private const string Program = "/usr/sbin/ip";
    private const string Nobody = "02:00:00:00:00:99";

    private readonly string _name = $"rs{Environment.ProcessId}";
    private readonly byte _subnet = (byte)(Environment.ProcessId % 250);
    private readonly int _count;

    /// <exception cref="InvalidOperationException">This machine does not allow it.</exception>
    public Networks(int count)
    {
        _count = count;
        Ip("link", "add", _name, "type", "bridge");
        Ip("addr", "add", $"{Machine}/24", "dev", _name);
        Ip("link", "set", _name, "up");
        for (var host = 0; host < count; host++)
        {
            Ip("netns", "add", Of(host));
            Ip("link", "add", Of(host), "type", "veth", "peer", "name", "eth0", "netns", Of(host));
            Ip("link", "set", Of(host), "master", _name, "up");
            Ip("-n", Of(host), "addr", "add", $"{AddressOf(host)}/24", "dev", "eth0");
            Ip("-n", Of(host), "link", "set", "eth0", "up");
            Ip("-n", Of(host), "link", "set", "lo", "up");
        }
    }

    /// <summary>Whether this user may make networks on this machine.</summary>
    public static bool ArePossible { get; } = Environment.IsPrivilegedProcess && File.Exists(Program) && CanMakeOne();

    /// <summary>Where this machine is reached from all of them.</summary>
    public IPAddress Machine => new([198, 18, _subnet, 1]); // of the addresses for tests, RFC 2544

    public IPAddress AddressOf(int host) => new([198, 18, _subnet, (byte)(host + 10)]);

    /// <summary>A command that runs another one in a host's network.</summary>
    public string[] Within(int host) => [Program, "netns", "exec", Of(host)];

    /// <summary>From this process to a host's own loopback: a socket stays in the network where it was made.</summary>
    public Socket OpenSocket(int host)
    {
        Socket? socket = null;
        Exception? failed = null;
        var thread = new Thread(() =>
        {
            try
            {
                using var network = File.OpenHandle($"/run/netns/{Of(host)}");
                if (SetNetwork((int)network.DangerousGetHandle(), OfNetwork) != 0)
                    throw new InvalidOperationException($"setns: {Marshal.GetLastPInvokeErrorMessage()}");
                socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            }
#pragma warning disable CA1031 // The way back to whoever asked.
            catch (Exception e)
#pragma warning restore CA1031
            {
                failed = e;
            }
        });
        thread.Start();
        thread.Join();
        return socket ?? throw new InvalidOperationException("no socket", failed);
    }

    /// <summary>What is sent either way goes to a card that is not there.</summary>
    public void CutOff(int host) => ForOthers(host, (one, other) => Ip(
        "-n", Of(one), "neigh", "replace", $"{AddressOf(other)}", "lladdr", Nobody, "dev", "eth0", "nud", "permanent"));

    public void Mend(int host) => ForOthers(host, (one, other) => Ip(
        "-n", Of(one), "neigh", "del", $"{AddressOf(other)}", "dev", "eth0"));

    public void Dispose()
    {
        for (var host = 0; host < _count; host++)
            Ip("netns", "del", Of(host));
        Ip("link", "del", _name);
    }

    private string Of(int host) => $"{_name}-{host}";

    private void ForOthers(int host, Action<int, int> ofBoth)
    {
        foreach (var other in Enumerable.Range(0, _count).Where(other => other != host))
        {
            ofBoth(host, other);
            ofBoth(other, host);
        }
    }

    /// <summary>In a container root may be allowed the one and not the other.</summary>
    private static bool CanMakeOne()
    {
        var probe = $"rs{Environment.ProcessId}-try";
        try
        {
            Ip("netns", "add", probe);
            Ip("netns", "del", probe);
            Ip("link", "add", probe, "type", "bridge");
            Ip("link", "del", probe);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static void Ip(params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(Program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"ip {string.Join(' ', arguments)}: {errors}");
    }

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetNetwork(int file, int kind);
}
