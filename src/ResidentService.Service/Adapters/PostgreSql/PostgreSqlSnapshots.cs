using Npgsql;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Snapshots;

namespace ResidentService.Service.Adapters.PostgreSql;

/// <summary>
/// Snapshots beside the journal, which any node may take and use. Two nodes may write one after the other in any order:
/// an older one is no mistake, only a little less of use.
/// </summary>
/// <param name="database">The schema that <see cref="PostgreSqlJournal.OpenSchema"/> has opened.</param>
public sealed class PostgreSqlSnapshots(NpgsqlDataSource database) : ISnapshots
{
    /// <inheritdoc/>
    public ValueTask<Snapshot?> Read(ActorId actor) => PostgreSqlStoreException.Naming(async () =>
    {
        await using var command = database.CreateCommand(
            "select schema, version, hash, body from snapshots where actor = $1");
        command.Parameters.AddWithValue(actor.ToString());
        await using var row = await command.ExecuteReaderAsync();
        return await row.ReadAsync()
            ? new Snapshot(row.GetString(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2), row.GetFieldValue<byte[]>(3))
            : null;
    });

    /// <inheritdoc/>
    public async ValueTask Write(ActorId actor, Snapshot snapshot) => await PostgreSqlStoreException.Naming(async () =>
    {
        await using var command = database.CreateCommand(
            """
            insert into snapshots (actor, schema, version, hash, body) values ($1, $2, $3, $4, $5)
            on conflict (actor) do update set
                schema = excluded.schema, version = excluded.version, hash = excluded.hash, body = excluded.body
            """);
        command.Parameters.AddWithValue(actor.ToString());
        command.Parameters.AddWithValue(snapshot.Schema);
        command.Parameters.AddWithValue(snapshot.Version);
        command.Parameters.AddWithValue(snapshot.Hash);
        command.Parameters.AddWithValue(snapshot.Body);
        return await command.ExecuteNonQueryAsync();
    });
}
