using Npgsql;

namespace ResidentService.Service.Adapters.PostgreSql;

/// <summary>
/// One schema of the store's database, with connections of its own whose names are looked up there. It is brought up to
/// date when it is opened: by one node at a time, each step once and in one transaction with the note of it.
/// </summary>
public static class PostgreSqlSchema
{
    /// <summary>Connections of one schema's pool, unless the connection string says otherwise.</summary>
    private const int ConnectionsMax = 20;

    /// <summary>Statements of one connection that the server keeps parsed and planned.</summary>
    private const int PreparedMax = 200;

    /// <param name="connectionString">Of the store; it may hold a password and is shown nowhere.</param>
    /// <param name="name">The schema, a constant name of our own.</param>
    /// <param name="steps">Each is SQL that takes the schema from one version to the next; steps are only added.</param>
    /// <exception cref="PostgreSqlStoreException">The database cannot be reached, or refuses.</exception>
    public static NpgsqlDataSource Open(string connectionString, string name, IReadOnlyList<string> steps)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            SearchPath = name,
            Options = LetGoOfTheSilent(connectionString),
            NoResetOnClose = true, // nothing is left behind in a session that the next user of its connection could meet
        };
        if (!settings.ShouldSerialize("Maximum Pool Size"))
            settings.MaxPoolSize = ConnectionsMax;
        if (!settings.ShouldSerialize("Max Auto Prepare"))
            settings.MaxAutoPrepare = PreparedMax;
        var source = NpgsqlDataSource.Create(settings);
        try
        {
            Migrate(source, name, steps);
            return source;
        }
        catch (NpgsqlException e)
        {
            source.Dispose();
            throw new PostgreSqlStoreException(e);
        }
    }

    /// <summary>
    /// Options with which the server lets go, within ten seconds, of a machine that is silent and of a transaction that
    /// stands still: what they have locked is locked for every node.
    /// </summary>
    public static string LetGoOfTheSilent(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString).Options
        + " -c tcp_keepalives_idle=3 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3"
        + " -c idle_in_transaction_session_timeout=10s";

    private static void Migrate(NpgsqlDataSource source, string name, IReadOnlyList<string> steps)
    {
        using var connection = source.OpenConnection();
        using var transaction = connection.BeginTransaction();
        Run(connection, $"select pg_advisory_xact_lock({AdvisoryLocks.Migration})");
        Run(connection, $"create schema if not exists {name}");
        Run(connection, "create table if not exists steps (number integer primary key, done_at timestamptz not null)");
        for (var i = Done(connection); i < steps.Count; i++)
        {
            Run(connection, steps[i]);
            Run(connection, $"insert into steps values ({i + 1}, now())");
        }

        transaction.Commit();
    }

    private static int Done(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("select coalesce(max(number), 0) from steps", connection);
        return (int)command.ExecuteScalar()!;
    }

    private static void Run(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // Constant text of our own.
        using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
