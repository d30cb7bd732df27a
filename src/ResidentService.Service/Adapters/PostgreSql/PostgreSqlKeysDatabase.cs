using System.Data.Common;
using System.Security.Cryptography;
using Npgsql;
using ResidentService.Service.Security;

namespace ResidentService.Service.Adapters.PostgreSql;

/// <summary>
/// The schema <c>keys</c>, which all nodes share: one master secret, one sealing key a person, sessions that hold
/// everywhere. The server itself commits together what many connections commit at once.
/// </summary>
public sealed class PostgreSqlKeysDatabase : KeysDatabase
{
    internal const string Schema = "keys";

    private static readonly string[] Steps =
    [
        """
        create table meta (name text primary key, value text not null);
        create table secrets (name text primary key, value bytea not null);
        create table sealing_keys (resident text primary key, key bytea, erased_at_ms bigint);
        create table sessions (
            id text primary key, resident text not null, identity text not null, generation integer not null,
            created_at_ms bigint not null, rotated_at_ms bigint not null, expires_at_ms bigint not null,
            wechat_key bytea);
        create index sessions_of on sessions (resident, created_at_ms);
        create index sessions_ending on sessions (expires_at_ms);
        create table data_protection (id bigint generated always as identity primary key, name text, xml text not null);
        """,
    ];

    private readonly NpgsqlDataSource _database;
    private readonly Lock _told = new();

    /// <param name="connectionString">Of the store.</param>
    /// <param name="schema">Another one while a store is being restored.</param>
    public PostgreSqlKeysDatabase(string connectionString, string schema = Schema)
    {
        _database = PostgreSqlSchema.Open(connectionString, schema, Steps);
        using var command = _database.CreateCommand(
            "insert into secrets (name, value) values ('master', $1) on conflict (name) do nothing");
        command.Parameters.AddWithValue(RandomNumberGenerator.GetBytes(Secrets.MasterBytes));
        command.ExecuteNonQuery();
    }

    /// <summary>
    /// Each write is a transaction of its own. Of two side by side the later may be told of first; but that a session
    /// has ended the database tells all nodes, this one too, after its commit.
    /// </summary>
    public override Task<T> Write<T>(Func<DbConnection, T> write, Action<T>? committed = null) =>
        Task.Run(() => Commit(write, committed, isErasure: false));

    /// <summary>
    /// Nobody begins a session or seals anything meanwhile. The row's old version is taken out of the table at once;
    /// it is gone from the server's log when that has been recycled, and from backups when they are.
    /// </summary>
    public override Task Erase(Action<DbConnection> write) => Task.Run(() =>
    {
        Commit(connection =>
        {
            write(connection);
            return true;
        }, committed: null, isErasure: true);
        using var vacuum = _database.CreateCommand("vacuum sealing_keys");
        vacuum.ExecuteNonQuery();
    });

    public override T Read<T>(Func<DbConnection, T> read)
    {
        using var connection = _database.OpenConnection();
        return read(connection);
    }

    public override T Ask<T>(Func<Statements, T> read) => Read(connection =>
    {
        using var statements = StatementsOf(connection);
        return read(statements);
    });

    public override Statements StatementsOf(DbConnection connection) =>
        new PostgreSqlStatements { Connection = (NpgsqlConnection)connection };

    public override string PassingByTheLocked => "FOR UPDATE SKIP LOCKED";

    public override void TellNodes(DbConnection connection, string of, string what = "")
    {
        using var command = new NpgsqlCommand("select pg_notify($1, $2)", (NpgsqlConnection)connection);
        command.Parameters.AddWithValue(of);
        command.Parameters.AddWithValue(what);
        command.ExecuteNonQuery();
    }

    public override void OneAtATime(Action work)
    {
        using var connection = _database.OpenConnection();
        using var transaction = connection.BeginTransaction();
        using (var command = new NpgsqlCommand($"select pg_advisory_xact_lock({AdvisoryLocks.KeyRing})", connection))
            command.ExecuteNonQuery();
        work();
        transaction.Commit();
    }

    public override ValueTask DisposeAsync() => _database.DisposeAsync();

    private T Commit<T>(Func<DbConnection, T> write, Action<T>? committed, bool isErasure)
    {
        using var connection = _database.OpenConnection();
        using var transaction = connection.BeginTransaction();
        var shared = isErasure ? "" : "_shared";
        using (var command = new NpgsqlCommand($"select pg_advisory_xact_lock{shared}({AdvisoryLocks.Erasure})", connection))
            command.ExecuteNonQuery();
        var answer = write(connection);
        transaction.Commit();
        if (committed is not null)
        {
            lock (_told)
            {
                committed(answer);
            }
        }

        return answer;
    }
}
