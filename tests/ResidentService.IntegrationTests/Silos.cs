using System.Collections.Concurrent;
using System.Net;
using ResidentService.Redis.Tests;

namespace ResidentService.IntegrationTests;

/// <summary>
/// The cluster edition under test, with <c>TEST_EDITION=Cluster</c>: hosts that share a store are then silos of one
/// cluster, which find each other by a Redis. With <c>TEST_SILOS=2</c>, which needs <c>TEST_STORE=postgresql</c>, each
/// service that a test starts has another silo beside it, where half of its actors live.
/// </summary>
internal static class Silos
{
    /// <summary>Which executable is under test; null for the standalone one.</summary>
    public static string? Edition =>
        Environment.GetEnvironmentVariable("TEST_EDITION") is { Length: > 0 } named ? named : null;

    public static bool AreUsed => Edition is "Cluster";

    /// <summary>Whether each service has another silo beside it.</summary>
    public static bool AreTwo { get; } = AreUsed && Databases.AreUsed
        && string.Equals(Environment.GetEnvironmentVariable("TEST_SILOS"), "2", StringComparison.Ordinal);

    private static readonly Lazy<Task<RedisServer>> Shared = new(() => RedisServer.Start());

    /// <summary>Of the silos of a store: that of the service, and the other one.</summary>
    private static readonly ConcurrentDictionary<string, Dictionary<string, string>[]> OfFolders = new();

    /// <summary>
    /// Of a service and the silo beside it. They find each other as they did when they were started before, as machines
    /// do that come back.
    /// </summary>
    public static async Task<Dictionary<string, string>[]> Of(string folder, IReadOnlyDictionary<string, string> settings)
    {
        var redis = await Shared.Value;
        var silos = OfFolders.GetOrAdd(folder, _ => [Settings(redis, folder), Settings(redis, folder)]);
        return Array.ConvertAll(silos, silo => new Dictionary<string, string>(settings.Concat(silo))
        {
            ["Storage__PostgreSql"] = Databases.Of(folder)!,
        });
    }

    /// <summary>Ends the Redis that services with another silo beside them share.</summary>
    public static async ValueTask End()
    {
        if (Shared.IsValueCreated)
            await (await Shared.Value).DisposeAsync();
    }

    /// <summary>Of a silo of a cluster, on a port that is free and stays its own.</summary>
    /// <param name="address">Where the others reach it; loopback unless given.</param>
    public static Dictionary<string, string> Settings(RedisServer redis, string cluster, IPAddress? address = null) => new()
    {
        ["Cluster__Redis"] = $"{redis.Address},abortConnect=false",
        ["Cluster__Name"] = cluster,
        ["Cluster__Address"] = $"{address ?? IPAddress.Loopback}",
        ["Cluster__Port"] = $"{RedisServer.FreePort(IPAddress.Loopback).Port}",
    };
}

/// <summary>Ends what silos have shared with the tests of the assembly.</summary>
public sealed class SilosEnd : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Silos.End();
}
