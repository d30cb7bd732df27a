using System.Data.Common;
using Npgsql;
using ResidentService.Service.Messages;

namespace ResidentService.Service.Adapters.PostgreSql;

/// <summary>
/// The schema <c>messages</c>, which all nodes share: whichever of them sends a message or is pushed to, it counts once.
/// </summary>
public sealed class PostgreSqlMessagesDatabase(string connectionString) : MessagesDatabase
{
    private static readonly string[] Steps =
    [
        """
        create table read_marks (resident text primary key, through bigint not null);
        create table quotas (
            resident text not null, template text not null, number bigint not null, primary key (resident, template));
        create table outgoing (
            position bigint not null, resident text not null, purpose text not null, state text not null,
            made_at bigint not null, due_at bigint not null, tries bigint not null default 0,
            primary key (position, resident));
        create index outgoing_waiting on outgoing (purpose, due_at) where state = 'waiting';
        create index outgoing_waiting_by_age on outgoing (made_at) where state = 'waiting';
        create index outgoing_trying on outgoing (due_at) where state = 'trying';
        create index outgoing_by_age on outgoing (made_at);
        create index outgoing_of_resident on outgoing (resident);
        create table codes (name text primary key, type text not null, bytes bytea not null, made_at bigint not null);
        create table seen_pushes (id text primary key, seen_at bigint not null);
        create index seen_pushes_by_age on seen_pushes (seen_at);
        create table meta (name text primary key, value bigint not null);
        """,
    ];

    private readonly NpgsqlDataSource _database = PostgreSqlSchema.Open(connectionString, "messages", Steps);

    /// <inheritdoc/>
    public override T Do<T>(Func<DbConnection, T> work)
    {
        using var connection = _database.OpenConnection();
        using var transaction = connection.BeginTransaction();
        var result = work(connection);
        transaction.Commit();
        return result;
    }

    public override void Dispose() => _database.Dispose();
}
