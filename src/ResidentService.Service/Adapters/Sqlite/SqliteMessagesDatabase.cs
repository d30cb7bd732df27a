using System.Data.Common;
using Microsoft.Data.Sqlite;
using ResidentService.Service.Messages;

namespace ResidentService.Service.Adapters.Sqlite;

/// <summary><c>messages.db</c>, which one process has open.</summary>
public sealed class SqliteMessagesDatabase : MessagesDatabase
{
    private const string Schema = """
        create table if not exists read_marks (
            resident text primary key, through integer not null) strict, without rowid;
        create table if not exists quotas (
            resident text not null, template text not null, number integer not null,
            primary key (resident, template)) strict, without rowid;
        create table if not exists outgoing (
            position integer not null, resident text not null, purpose text not null, state text not null,
            made_at integer not null, due_at integer not null, tries integer not null default 0,
            primary key (position, resident)) strict, without rowid;
        create index if not exists outgoing_waiting on outgoing (purpose, due_at) where state = 'waiting';
        create index if not exists outgoing_waiting_by_age on outgoing (made_at) where state = 'waiting';
        create index if not exists outgoing_trying on outgoing (due_at) where state = 'trying';
        create index if not exists outgoing_by_age on outgoing (made_at);
        create index if not exists outgoing_of_resident on outgoing (resident);
        create table if not exists codes (
            name text primary key, type text not null, bytes blob not null, made_at integer not null) strict;
        create table if not exists meta (name text primary key, value integer not null) strict, without rowid;
        """;

    /// <summary>
    /// Until now the ids stood in <c>pushes</c> as they came, and some name a user: what is left of those goes. A push
    /// that came just before and comes again just after counts twice at most.
    /// </summary>
    private const string SeenPushes = """
        drop table if exists pushes;
        create table if not exists seen_pushes (
            id text primary key, seen_at integer not null) strict, without rowid;
        create index if not exists seen_pushes_by_age on seen_pushes (seen_at);
        """;

    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;

    public SqliteMessagesDatabase(string path)
    {
        _connection = SqliteFile.OpenForWriting(path, "FULL", "secure_delete=ON");
        SqliteFile.Run(_connection, Schema);
        SqliteFile.Run(_connection, SeenPushes);
        SqliteFile.Run(_connection, "pragma wal_checkpoint(truncate)"); // What was dropped stands in no file any more.
    }

    /// <inheritdoc/>
    public override T Do<T>(Func<DbConnection, T> work)
    {
        lock (_gate)
        {
            using var transaction = _connection.BeginTransaction();
            var result = work(_connection);
            transaction.Commit();
            return result;
        }
    }

    public override void Dispose()
    {
        lock (_gate)
        {
            _connection.Dispose();
        }
    }
}
