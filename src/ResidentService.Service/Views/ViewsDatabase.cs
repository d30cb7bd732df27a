using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Followers;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Adapters.Sqlite;

namespace ResidentService.Service.Views;

/// <summary>
/// views.db: the read tables, the deadlines, the followers' checkpoints and what is parked. Disposable: what is lost is
/// read again from the journal, so its commits need not reach the disk at once; reactions then begin anew, and what
/// still fails parks again.
/// </summary>
public sealed class ViewsDatabase : IProjectionStore, IDeadlineTable, IDisposable
{
    private const string Tables = "tables";

    private readonly string _path;
    private readonly Codec _codec;
    private readonly IReadOnlyList<Projection> _projections;
    private readonly SqliteConnection _writing;
    private readonly TableWriter _tables;
    private readonly SemaphoreSlim _write = new(1, 1);
    private readonly ConcurrentBag<SqliteConnection> _readers = [];

    public ViewsDatabase(string path, Codec codec, IReadOnlyList<Projection> projections)
    {
        (_path, _codec, _projections) = (path, codec, projections);
        _writing = SqliteFile.OpenForWriting(path, "NORMAL");
        _tables = new TableWriter(_writing);
        SqliteFile.Run(_writing, """
            create table if not exists checkpoints (name text primary key, position integer not null) strict;
            create table if not exists shapes (name text primary key, hash text not null) strict;
            """);
        SqliteFile.Run(_writing, ParkedTable.Schema);
        Shape();
    }

    /// <summary>Reads with a connection of its own; what is being written is not seen.</summary>
    public T Read<T>(Func<SqliteConnection, T> read)
    {
        if (!_readers.TryTake(out var connection))
            connection = SqliteFile.OpenForReading(_path);
        try
        {
            return read(connection);
        }
        finally
        {
            _readers.Add(connection);
        }
    }

    /// <inheritdoc/>
    public ValueTask<long> ReadCheckpoint() => new(ReadCheckpoint(Tables));

    /// <inheritdoc/>
    public async ValueTask Apply(IReadOnlyList<Entry> entries)
    {
        await Write(() =>
        {
            foreach (var entry in entries)
            {
                var fact = _codec.Decode(entry);
                foreach (var projection in _projections)
                    projection.Apply(entry, fact, _tables);
            }

            WriteCheckpoint(Tables, entries[^1].Position);
        });
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DueDeadline>> ReadDue(DateTimeOffset now, int limit) => new(Read(connection =>
        connection.Query<(string Stream, string Key, long Version)>(
                "select stream, key, version from deadlines where due <= @now order by due limit @limit",
                new { now = now.ToUnixTimeMilliseconds(), limit })
            .Select(row => new DueDeadline(ActorId.Parse(row.Stream), row.Key, row.Version))
            .ToList()));

    /// <inheritdoc/>
    public async ValueTask Remove(IReadOnlyList<DueDeadline> done) => await Write(() =>
    {
        foreach (var (stream, key, version) in done)
        {
            _tables.Run(
                "delete from deadlines where stream = $1 and key = $2 and version = $3",
                stream.ToString(), key, version);
        }
    });

    /// <inheritdoc/>
    public async ValueTask Park(ParkedDelivery deadline) => await Write(connection =>
    {
        ParkedTable.Put(connection, deadline);
        connection.Execute(
            "delete from deadlines where stream = @stream and key = @Deadline and version = @Version",
            new { stream = deadline.Source.ToString(), deadline.Deadline, deadline.Version });
    });

    /// <inheritdoc/>
    public ValueTask<ParkedDelivery?> FindParked(ActorId source, string key) =>
        new(Read(connection => ParkedTable.Deadline(connection, source, key)));

    /// <inheritdoc/>
    public async ValueTask Release(ParkedDelivery deadline) =>
        await Write(connection => ParkedTable.Delete(connection, deadline.Source, deadline.Deadline));

    /// <inheritdoc/>
    public int CountParked() => Read(ParkedTable.CountDeadlines);

    public void Dispose()
    {
        while (_readers.TryTake(out var reader))
            reader.Dispose();
        _tables.Dispose();
        _writing.Dispose();
        _write.Dispose();
    }

    /// <summary>Makes the tables of this version of the code; where they have another shape, they start anew.</summary>
    private void Shape()
    {
        var schemas = string.Join('\n', _projections.Select(projection => projection.Schema));
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(schemas)));
        if (_writing.QuerySingleOrDefault<string>("select hash from shapes where name = @Tables", new { Tables }) == hash)
            return;
        using var transaction = _writing.BeginTransaction();
        var old = _writing.Query<string>(
            "select name from sqlite_master where type = 'table' and name not in ('checkpoints', 'shapes', 'parked')");
        foreach (var table in old.Concat(_projections.SelectMany(projection => projection.Tables)).Distinct())
            _writing.Execute($"drop table if exists {table}");
        _writing.Execute(schemas);
        _writing.Execute("delete from checkpoints where name = @Tables", new { Tables });
        _writing.Execute(
            "insert into shapes values (@Tables, @hash) on conflict (name) do update set hash = excluded.hash",
            new { Tables, hash });
        transaction.Commit();
    }

    /// <summary>Writes in one transaction.</summary>
    public ValueTask Write(Action<SqliteConnection> write) => Write(() => write(_writing));

    private async ValueTask Write(Action write)
    {
        await _write.WaitAsync();
        try
        {
            using var transaction = _writing.BeginTransaction();
            _tables.Transaction = transaction;
            write();
            transaction.Commit();
        }
        finally
        {
            _write.Release();
        }
    }

    internal long ReadCheckpoint(string name) => Read(connection =>
        connection.QuerySingleOrDefault<long>("select position from checkpoints where name = @name", new { name }));

    /// <summary>Within what <see cref="Write(Action{SqliteConnection})"/> writes.</summary>
    internal void WriteCheckpoint(string name, long position) => _tables.Run(
        """
        insert into checkpoints (name, position) values ($1, $2)
        on conflict (name) do update set position = excluded.position
        """,
        name, position);
}
