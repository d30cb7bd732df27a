using System.Net;
using System.Net.Sockets;
using ResidentService.Service.Settings;
using StackExchange.Redis;

namespace ResidentService.Cluster;

/// <summary>How this silo finds the others, and what it is made of.</summary>
/// <param name="Redis">Where the members stand; null: it is alone.</param>
/// <param name="Name">Silos of the same name are one cluster.</param>
/// <param name="Address">Under which the others reach this one.</param>
/// <param name="Port">On which they do.</param>
/// <param name="WeChatClient">Who writes the requests to WeChat.</param>
public sealed record ClusterSettings(
    string? Redis, string Name, IPAddress Address, int Port, WeChatClientKind WeChatClient)
{
    private const int PortUsual = 11_111;

    /// <exception cref="WrongSettingException">A setting is wrong.</exception>
    public static ClusterSettings Read(IConfiguration configuration)
    {
        var redis = ReadRedis(configuration);
        if (redis is not null && configuration["Storage:PostgreSql"] is null or "")
        {
            throw new WrongSettingException(
                "Storage:PostgreSql", "is needed where Cluster:Redis is set: several silos share one store");
        }

        var address = configuration["Cluster:Address"] is { Length: > 0 } text
            ? IPAddress.TryParse(text, out var parsed)
                ? parsed
                : throw new WrongSettingException("Cluster:Address", $"is no IP address: {text}")
            : redis is null ? IPAddress.Loopback : OwnAddress();
        return new(redis, configuration["Cluster:Name"] ?? "resident-service", address, ReadPort(configuration, redis),
            ReadWeChatClient(configuration));
    }

    /// <summary>It holds a password and is never shown.</summary>
    private static string? ReadRedis(IConfiguration configuration)
    {
        if (configuration["Cluster:Redis"] is not { Length: > 0 } given)
            return null;
        try
        {
            return ConfigurationOptions.Parse(given).EndPoints.Count > 0
                ? given
                : throw new WrongSettingException("Cluster:Redis", "names no host.");
        }
        catch (ArgumentException)
        {
            throw new WrongSettingException("Cluster:Redis", "cannot be read: redis:6379,password=…");
        }
    }

    /// <summary>Alone it takes whatever port is free: nobody needs to know it.</summary>
    private static int ReadPort(IConfiguration configuration, string? redis)
    {
        if (configuration["Cluster:Port"] is not { Length: > 0 } text)
            return redis is null ? FreePort() : PortUsual;
        return int.TryParse(text, out var port) && port is > 0 and <= IPEndPoint.MaxPort
            ? port
            : throw new WrongSettingException("Cluster:Port", $"is no port: {text}");
    }

    private static WeChatClientKind ReadWeChatClient(IConfiguration configuration)
    {
        if (configuration["Cluster:WeChatClient"] is not { Length: > 0 } text || text == nameof(WeChatClientKind.Own))
            return WeChatClientKind.Own;
        if (text != nameof(WeChatClientKind.Senparc))
            throw new WrongSettingException("Cluster:WeChatClient", $"must be Own or Senparc, not \"{text}\".");
        return WeChatSettings.Read(configuration) is not null
            ? WeChatClientKind.Senparc
            : throw new WrongSettingException(
                "Cluster:WeChatClient", $"needs {WeChatSettings.AppIdName}: the sandbox asks nobody");
    }

    private static IPAddress OwnAddress() => Dns.GetHostAddresses(Dns.GetHostName(), AddressFamily.InterNetwork)
        .FirstOrDefault(one => !IPAddress.IsLoopback(one))
        ?? throw new WrongSettingException("Cluster:Address", "is needed: this machine has no address of its own");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>Who writes the requests to WeChat; how they are made and read is the same.</summary>
public enum WeChatClientKind
{
    /// <summary>The service itself, as in the standalone edition.</summary>
    Own,

    /// <summary>The library Senparc.Weixin.</summary>
    Senparc,
}
