using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Adapters.PostgreSql;
using ResidentService.Service.Adapters.Sqlite;
using ResidentService.Service.Hosting;
using ResidentService.Tests;

namespace ResidentService.IntegrationTests;

/// <summary>
/// All these tests also hold of a store in PostgreSQL: with <c>TEST_STORE=postgresql</c> in the environment each folder
/// that a service is started with stands for a database of its own.
/// </summary>
internal static class Databases
{
    /// <summary>Why a test is skipped there.</summary>
    public const string AboutFiles = "It is about SQLite's files, and the store is in PostgreSQL.";

    private static readonly ConcurrentDictionary<string, Lazy<string>> OfFolders = new();

    public static bool AreUsed { get; } =
        string.Equals(Environment.GetEnvironmentVariable("TEST_STORE"), "postgresql", StringComparison.Ordinal);

    /// <summary>The database that stands for a folder; null where the store is the folder's files.</summary>
    public static string? Of(string folder) => AreUsed
        ? OfFolders.GetOrAdd(folder, _ => new(() => PostgreSqlServer.NewDatabase().GetAwaiter().GetResult())).Value
        : null;

    /// <summary>For a host that a test builds itself: the store that stands for a folder.</summary>
    public static string[] Arguments(string folder) =>
    [
        "--environment", "Development", "--Logging:LogLevel:Default", "Warning", "--Storage:Directory", folder,
        .. Of(folder) is { } database ? (string[])["--Storage:PostgreSql", database] : [],
    ];

    /// <summary>Looks into a store, also while a service writes it.</summary>
    /// <param name="part"><c>journal</c>, <c>keys</c> or <c>views</c>: a file, or a schema.</param>
    public static async Task<DbConnection> Open(string folder, string part)
    {
        DbConnection connection = Of(folder) is { } database
            ? new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { SearchPath = part, Pooling = false }.ToString())
            : new SqliteConnection($"Data Source={Path.Combine(folder, part + ".db")};Mode=ReadWrite;Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>The journal of a service that is not running; the store is to be disposed of.</summary>
    public static (IJournal Journal, IDisposable Store) Journal(string folder)
    {
        if (Of(folder) is { } database)
        {
            var schema = PostgreSqlJournal.OpenSchema(database);
            return (new PostgreSqlJournal(schema), schema);
        }

        var file = new SqliteJournal(Path.Combine(folder, Standalone.JournalFile));
        return (file, file);
    }

    /// <summary>Every byte that stands in a store: its files, but for the lock, and all rows of its database.</summary>
    public static IEnumerable<byte[]> Bytes(string folder)
    {
        foreach (var file in Directory.GetFiles(folder).Where(file => Path.GetFileName(file) != "lock"))
            yield return Bytes(file, shared: FileShare.ReadWrite | FileShare.Delete);
        if (Of(folder) is { } database)
            yield return PostgreSqlServer.Dump(database);
    }

    private static byte[] Bytes(string path, FileShare shared)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, shared);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
