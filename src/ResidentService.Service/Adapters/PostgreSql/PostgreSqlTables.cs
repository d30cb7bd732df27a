using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;
using ResidentService.Runtime.Followers;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Views;

namespace ResidentService.Service.Adapters.PostgreSql;

/// <summary>
/// The schema <c>views</c>, which all nodes read and the one that leads writes. A node that has lost the lead without
/// knowing it finds the checkpoint elsewhere than it has left it, and its transaction rolls back.
/// </summary>
public sealed class PostgreSqlTables : ReadTables
{
    /// <summary>On which who leads tells the others how far the tables are.</summary>
    internal const string Channel = "tables";

    private static readonly string[] Steps =
    [
        """
        create table checkpoints (name text primary key, position bigint not null);
        create table shapes (name text primary key, hash text not null);
        create table parked (
            source text collate "C" not null,
            deadline text collate "C" not null,
            version bigint not null,
            position bigint not null,
            since bigint not null,
            tries bigint not null,
            reason text not null,
            waiting bigint not null,
            waiting_to bigint not null,
            primary key (source, deadline));
        """,
    ];

    private readonly NpgsqlDataSource _database;
    private readonly SemaphoreSlim _write = new(1, 1);
    private readonly PostgreSqlStatements _statements = new() { Connection = null! };
    private readonly TableWriter _tables;
    private readonly string _shape;

    public PostgreSqlTables(string connectionString, Codec codec, IReadOnlyList<Projection> projections)
        : base(codec, projections)
    {
        _database = PostgreSqlSchema.Open(connectionString, "views", Steps);
        _tables = new TableWriter(_statements);
        _shape = Shape();
    }

    /// <summary>What is parked in a store, which stays as it is, whatever version of the service it is of.</summary>
    public static IReadOnlyList<ParkedDelivery> ReadParked(string connectionString)
    {
        using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = "views" }.ToString());
        var isThere = connection.ExecuteScalar<bool>("select to_regclass('views.parked') is not null");
        return isThere ? ParkedTable.All(connection) : [];
    }

    /// <inheritdoc/>
    public override T Read<T>(Func<DbConnection, T> read)
    {
        using var connection = _database.OpenConnection();
        return read(connection);
    }

    /// <inheritdoc/>
    public override ValueTask Apply(IReadOnlyList<Entry> entries) => Write(connection =>
    {
        // First of all: the row's lock holds up whoever believes to lead too.
        MoveCheckpoint(connection, Tables, entries[0].Position - 1, entries[^1].Position);
        Fold(entries, _tables);
        _tables.Flush();
        _statements.Run("select pg_notify($1, '')", Channel);
    });

    /// <inheritdoc/>
    public override async ValueTask Write(Action<DbConnection> write)
    {
        await _write.WaitAsync();
        try
        {
            await using var connection = await _database.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            _statements.Connection = connection;
            write(connection);
            _statements.Flush();
            await transaction.CommitAsync();
        }
        finally
        {
            _statements.Forget();
            _tables.Forget();
            _write.Release();
        }
    }

    public override void Dispose()
    {
        _database.Dispose();
        _statements.Dispose();
        _write.Dispose();
    }

    /// <inheritdoc/>
    internal override void MoveCheckpoint(DbConnection connection, string name, long before, long position)
    {
        var moved = connection.Execute(
            """
            update checkpoints set position = @position where name = @name and position = @before
                and (name <> @Tables or exists (select 1 from shapes where name = @Tables and hash = @_shape))
            """,
            new { name, before, position, Tables, _shape });
        if (moved == 0)
            throw new IOException($"Another node has moved the checkpoint of {name}, which was {before} here.");
    }

    /// <summary>
    /// Makes the tables of this version of the code; where they have another shape, they start anew, and a node of
    /// another version that still leads does not go on.
    /// </summary>
    /// <returns>What tells their shape from others.</returns>
    private string Shape()
    {
        var schema = string.Join('\n', Projected.SelectMany(table => (string[])[Declared(table), .. table.Indexes]));
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(schema)));
        using var connection = _database.OpenConnection();
        using var transaction = connection.BeginTransaction();
        connection.Execute($"select pg_advisory_xact_lock({AdvisoryLocks.Migration})");
        if (connection.QuerySingleOrDefault<string>("select hash from shapes where name = @Tables", new { Tables }) == hash)
            return hash;
        // In the order in which who leads takes them: the row, then the tables.
        connection.Execute("select 1 from checkpoints where name = @Tables for update", new { Tables });
        foreach (var table in connection.Query<string>(
            """
            select tablename from pg_tables where schemaname = 'views'
                and tablename not in ('steps', 'checkpoints', 'shapes', 'parked')
            """).AsList())
        {
            connection.Execute($"drop table {table}");
        }

        connection.Execute(schema);
        connection.Execute(
            """
            insert into checkpoints values (@Tables, 0) on conflict (name) do update set position = 0;
            insert into checkpoints values ('reactions', 0) on conflict do nothing;
            insert into shapes values (@Tables, @hash) on conflict (name) do update set hash = excluded.hash;
            """,
            new { Tables, hash });
        transaction.Commit();
        return hash;
    }

    /// <summary>Texts in the order of their bytes, as everywhere in the service; numbers as wide as SQLite's.</summary>
    private static string Declared(Table table) => $"""
        create table {table.Name} (
            {string.Join(",\n    ", table.Columns.Select(column =>
                $"{column.Name} {TypeOf(column)}{(column.IsNullable ? "" : " not null")}"))},
            primary key ({string.Join(", ", table.Key)}));
        """;

    private static string TypeOf(Column column) => column.Type switch
    {
        "text" => """text collate "C" """.TrimEnd(),
        "integer" => "bigint",
        "real" => "double precision",
        var other => throw new NotSupportedException($"no column of PostgreSQL for {other}"),
    };
}
