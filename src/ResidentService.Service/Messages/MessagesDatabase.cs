using System.Data.Common;
using Microsoft.Data.Sqlite;
using ResidentService.Service.Adapters.Sqlite;

namespace ResidentService.Service.Messages;

/// <summary>
/// <c>messages.db</c>: what was or is to be said to people by WeChat, which cannot be found again from the journal:
/// whether a message was tried, how many a person has accepted, which pushes have been seen, the codes that WeChat has
/// made. It holds ids and no personal data. What is committed is on disk.
/// </summary>
public sealed class MessagesDatabase : IDisposable
{
    public const string FileName = "messages.db";

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
        create index if not exists outgoing_by_age on outgoing (made_at);
        create index if not exists outgoing_of_resident on outgoing (resident);
        create table if not exists codes (
            name text primary key, type text not null, bytes blob not null, made_at integer not null) strict;
        create table if not exists meta (name text primary key, value integer not null) strict, without rowid;
        """;

    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;

    public MessagesDatabase(string path)
    {
        _connection = SqliteFile.OpenForWriting(path, "FULL", "secure_delete=ON");
        SqliteFile.Run(_connection, Schema);
        SqliteFile.Run(_connection, SeenPushes.Schema);
        SqliteFile.Run(_connection, "pragma wal_checkpoint(truncate)"); // What was dropped stands in no file any more.
    }

    /// <summary>Reads and writes in one transaction, one at a time.</summary>
    public T Do<T>(Func<DbConnection, T> work)
    {
        lock (_gate)
        {
            using var transaction = _connection.BeginTransaction();
            var result = work(_connection);
            transaction.Commit();
            return result;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _connection.Dispose();
        }
    }
}
