using Npgsql;

namespace ResidentService.Service.Adapters.PostgreSql;

/// <summary>The database cannot be used. The one line says why; it names no password and no data.</summary>
public sealed class PostgreSqlStoreException(NpgsqlException why)
    : IOException($"PostgreSQL: {(why is PostgresException told ? $"{told.MessageText} ({told.SqlState})" : why.Message)}", why)
{
    private const string IdleInTransaction = "25P03";
    private const string IdleSession = "57P05";

    /// <summary>Whether the server is away, restarts, or has no connection left, so that another try may succeed.</summary>
    public static bool IsAway(Exception e) => e switch
    {
        PostgreSqlStoreException => IsAway(e.InnerException!),
        PostgresException told => told.IsTransient || told.SqlState
            is IdleInTransaction or IdleSession or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow,
        NpgsqlException => true,
        _ => false,
    };

    /// <summary>Does it, and says in one line what fails.</summary>
    public static async ValueTask<T> Naming<T>(Func<ValueTask<T>> work)
    {
        try
        {
            return await work();
        }
        catch (NpgsqlException e)
        {
            throw new PostgreSqlStoreException(e);
        }
    }
}
