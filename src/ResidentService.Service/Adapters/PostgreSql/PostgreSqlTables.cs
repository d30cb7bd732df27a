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

    private const string Schema = "views";
    private const string UnfinishedSchema = "views_rebuilding";

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

    /// <summary>What is no fold of the journal: it outlives a change of the tables, and a rebuild.</summary>
    private static readonly string[] OwnTables = ["steps", "checkpoints", "shapes", "parked"];

    private readonly NpgsqlDataSource _database;
    private readonly SemaphoreSlim _write = new(1, 1);
    private readonly PostgreSqlStatements _statements = new() { Connection = null! };
    private readonly TableWriter _tables;
    private readonly string _shape;

    /// <param name="isUnfinished">For a rebuild, which makes them in a schema beside the one that is read.</param>
    public PostgreSqlTables(
        string connectionString, Codec codec, IReadOnlyList<Projection> projections, bool isUnfinished = false)
        : base(codec, projections)
    {
        var schema = isUnfinished ? UnfinishedSchema : Schema;
        _database = PostgreSqlSchema.Open(connectionString, schema, Steps);
        _tables = new TableWriter(_statements);
        _shape = Shape(schema);
    }

    /// <summary>Of an unfinished rebuild: who began it.</summary>
    public string? Maker
    {
        get => Read(connection => connection.QuerySingleOrDefault<string>("select hash from shapes where name = 'maker'"));
        init => Read(connection => connection.Execute("insert into shapes values ('maker', @value)", new { value }));
    }

    /// <summary>Throws away what a rebuild has left.</summary>
    public static void DropUnfinished(string connectionString)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Execute($"drop schema if exists {UnfinishedSchema} cascade");
    }

    /// <summary>The tables of a rebuild, which are whole, take the place of those that are read, all at once.</summary>
    public static void TakeUnfinished(string connectionString)
    {
        using var views = PostgreSqlSchema.Open(connectionString, Schema, Steps); // it may never have been there
        using var connection = views.OpenConnection();
        using var transaction = connection.BeginTransaction();
        connection.Execute($"select pg_advisory_xact_lock({AdvisoryLocks.Migration})");
        // In the order in which who leads takes them: the row, then the tables.
        connection.Execute("select 1 from checkpoints where name = @Tables for update", new { Tables });
        foreach (var table in ProjectedIn(connection, Schema))
            connection.Execute($"drop table {table}");
        foreach (var table in ProjectedIn(connection, UnfinishedSchema))
            connection.Execute($"alter table {UnfinishedSchema}.{table} set schema {Schema}");
        connection.Execute(
            $"""
            insert into checkpoints select * from {UnfinishedSchema}.checkpoints where name = @Tables
                on conflict (name) do update set position = excluded.position;
            insert into checkpoints values ('reactions', 0) on conflict do nothing;
            insert into shapes select * from {UnfinishedSchema}.shapes where name = @Tables
                on conflict (name) do update set hash = excluded.hash;
            drop schema {UnfinishedSchema} cascade;
            select pg_notify('{Channel}', '');
            """,
            new { Tables });
        transaction.Commit();
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
    public override async ValueTask<bool> Apply(IEnumerator<IReadOnlyList<Entry>> pages, int rowsMax)
    {
        var more = false;
        await Write(connection =>
        {
            (more, var before, var last) = Fold(pages, rowsMax, _tables);
            if (last == 0)
                return;
            MoveCheckpoint(connection, Tables, before, last);
            _tables.Flush();
        });
        return more;
    }

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
    private string Shape(string name)
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
        foreach (var table in ProjectedIn(connection, name))
            connection.Execute($"drop table {table}");
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

    private static List<string> ProjectedIn(NpgsqlConnection connection, string schema) => connection.Query<string>(
        "select tablename from pg_tables where schemaname = @schema and tablename <> all (@OwnTables)",
        new { schema, OwnTables }).AsList();

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
