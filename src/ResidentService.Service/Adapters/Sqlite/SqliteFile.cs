using Microsoft.Data.Sqlite;

namespace ResidentService.Service.Adapters.Sqlite;

/// <summary>Opens the store's files, each with the pragmas that its role asks for (DESIGN.md §6).</summary>
public static class SqliteFile
{
    /// <summary>
    /// A pragma: 64 MB of pages in memory, for a file whose rows of one second lie on pages all over it.
    /// </summary>
    public const string LargeCache = "cache_size=-65536";

    /// <summary>For writing; creates the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="synchronous">FULL where a commit must survive the loss of power, else NORMAL.</param>
    /// <param name="pragmas">More, such as <c>secure_delete=ON</c>.</param>
    public static SqliteConnection OpenForWriting(string path, string synchronous, params ReadOnlySpan<string> pragmas)
    {
        var connection = Open(path, SqliteOpenMode.ReadWriteCreate);
        Run(connection, "pragma journal_mode=WAL");
        Run(connection, $"pragma synchronous={synchronous}");
        Run(connection, "pragma foreign_keys=OFF");
        Run(connection, "pragma busy_timeout=10000");
        foreach (var pragma in pragmas)
            Run(connection, "pragma " + pragma);
        return connection;
    }

    /// <summary>For reading beside the writer.</summary>
    public static SqliteConnection OpenForReading(string path)
    {
        var connection = Open(path, SqliteOpenMode.ReadOnly);
        Run(connection, "pragma query_only=ON");
        Run(connection, "pragma busy_timeout=10000");
        return connection;
    }

    /// <summary>For <c>VACUUM INTO</c> beside the writer: it writes another file, so it is no query.</summary>
    public static SqliteConnection OpenForCopying(string path) => Open(path, SqliteOpenMode.ReadOnly);

    public static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant text of our own; values always go in parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        // Our own pools keep what is prepared, so the driver's pool would only hold files open.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 10,
        }.ToString());
        connection.Open();
        return connection;
    }
}
