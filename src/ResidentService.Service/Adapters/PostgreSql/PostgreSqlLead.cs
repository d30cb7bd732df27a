using Npgsql;
using ResidentService.Service.Settings;

namespace ResidentService.Service.Adapters.PostgreSql;

/// <summary>
/// For a command that a running service would disturb: as long as it holds the lead, no node has it. The lock goes with
/// the connection, so a crash leaves none behind.
/// </summary>
public sealed class PostgreSqlLead : IAsyncDisposable
{
    /// <summary>The server takes a moment to notice that a process is gone.</summary>
    private const int TriesMax = 50;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly NpgsqlConnection _connection;

    private PostgreSqlLead(NpgsqlConnection connection) => _connection = connection;

    /// <exception cref="WrongSettingException">A node of the service has it.</exception>
    /// <exception cref="PostgreSqlStoreException">The database cannot be reached.</exception>
    public static async Task<PostgreSqlLead> Take(ConnectionString database)
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(database.Value) { Pooling = false }.ToString());
        try
        {
            await connection.OpenAsync();
            for (var tries = 0; tries < TriesMax; tries++)
            {
                await using var command = new NpgsqlCommand(
                    $"select pg_try_advisory_lock({AdvisoryLocks.Leader})", connection);
                if (await command.ExecuteScalarAsync() is true)
                    return new(connection);
                await Task.Delay(Pause);
            }
        }
        catch (NpgsqlException e)
        {
            await connection.DisposeAsync();
            throw new PostgreSqlStoreException(e);
        }

        await connection.DisposeAsync();
        throw new WrongSettingException(ConnectionString.Name,
            "the database is in use by another process of the service. Stop all that use it.");
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
