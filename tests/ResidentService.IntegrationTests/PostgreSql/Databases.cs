using System.Collections.Concurrent;
using ResidentService.Tests;

namespace ResidentService.IntegrationTests;

/// <summary>
/// All these tests also hold of a store in PostgreSQL: with <c>TEST_STORE=postgresql</c> in the environment each folder
/// that a service is started with stands for a database of its own.
/// </summary>
internal static class Databases
{
    private static readonly ConcurrentDictionary<string, Lazy<string>> OfFolders = new();

    public static bool AreUsed { get; } =
        string.Equals(Environment.GetEnvironmentVariable("TEST_STORE"), "postgresql", StringComparison.Ordinal);

    /// <summary>The database that stands for a folder; null where the store is the folder's files.</summary>
    public static string? Of(string folder) => AreUsed
        ? OfFolders.GetOrAdd(folder, _ => new(() => PostgreSqlServer.NewDatabase().GetAwaiter().GetResult())).Value
        : null;
}
