using Npgsql;

namespace ResidentService.Service.Adapters.PostgreSql;

/// <summary>The database cannot be used. The one line says why; it names no password and no data.</summary>
public sealed class PostgreSqlStoreException(NpgsqlException why)
    : IOException($"PostgreSQL: {(why is PostgresException told ? $"{told.MessageText} ({told.SqlState})" : why.Message)}", why)
{
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
