using System.Collections.Concurrent;
using Dapper;
using Microsoft.Data.Sqlite;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Snapshots;

namespace ResidentService.Service.Adapters.Sqlite;

/// <summary>
/// snapshots.db: a file of its own, so that a large snapshot never holds up the read tables. It may be removed at any
/// time the service is not running, and a file that is damaged is made anew: all of it can be folded from the journal.
/// </summary>
public sealed class SqliteSnapshots : ISnapshots, IDisposable
{
    private const string Schema = """
        create table if not exists snapshots (
            actor text primary key,
            schema text not null,
            version integer not null,
            hash blob not null,
            body blob not null) strict;
        """;

    private readonly string _path;
    private readonly SqliteConnection _writing;
    private readonly ConcurrentBag<Reader> _readers = [];

    /// <summary>Whose there are: few actors have one, and the others are not to pay for a look.</summary>
    private readonly ConcurrentDictionary<string, bool> _kept;

    public SqliteSnapshots(string path)
    {
        _path = path;
        try
        {
            _writing = Open();
        }
        catch (SqliteException e)
            when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            foreach (var file in (ReadOnlySpan<string>)[path, path + "-wal", path + "-shm"])
                File.Delete(file);
            _writing = Open();
        }

        _kept = new(_writing.Query<string>("select actor from snapshots").Select(actor => KeyValuePair.Create(actor, true)));
    }

    /// <inheritdoc/>
    public ValueTask<Snapshot?> Read(ActorId actor)
    {
        if (!_kept.ContainsKey(actor.ToString()))
            return default;
        if (!_readers.TryTake(out var reader))
            reader = new Reader(_path);
        try
        {
            return new(reader.Read(actor));
        }
        finally
        {
            _readers.Add(reader);
        }
    }

    /// <summary>Called by one at a time: the runtime's queue of snapshots.</summary>
    public ValueTask Write(ActorId actor, Snapshot snapshot)
    {
        _writing.Execute(
            """
            insert or replace into snapshots (actor, schema, version, hash, body)
            values ($actor, $schema, $version, $hash, $body)
            """,
            new
            {
                actor = actor.ToString(),
                schema = snapshot.Schema,
                version = snapshot.Version,
                hash = snapshot.Hash.ToArray(),
                body = snapshot.Body.ToArray(),
            });
        _kept[actor.ToString()] = true;
        return default;
    }

    public void Dispose()
    {
        while (_readers.TryTake(out var reader))
            reader.Dispose();
        _writing.Dispose();
    }

    private SqliteConnection Open()
    {
        var connection = SqliteFile.OpenForWriting(_path, "NORMAL", "journal_size_limit=67108864");
        try
        {
            SqliteFile.Run(connection, Schema);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>One reading connection; used by one thread at a time.</summary>
    private sealed class Reader : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly SqliteCommand _find;

        public Reader(string path)
        {
            _connection = SqliteFile.OpenForReading(path);
            _find = _connection.CreateCommand();
            _find.CommandText = "select schema, version, hash, body from snapshots where actor = $actor";
            _find.Parameters.Add("$actor", SqliteType.Text);
        }

        public Snapshot? Read(ActorId actor)
        {
            _find.Parameters[0].Value = actor.ToString();
            using var row = _find.ExecuteReader();
            return row.Read()
                ? new(row.GetString(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2), row.GetFieldValue<byte[]>(3))
                : null;
        }

        public void Dispose()
        {
            _find.Dispose();
            _connection.Dispose();
        }
    }
}
