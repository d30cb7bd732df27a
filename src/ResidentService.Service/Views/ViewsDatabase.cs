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
    public const string FileName = "views.db";

    private const string Tables = "tables";

    /// <summary>What is no fold of the journal: it outlives a change of the tables, and a rebuild carries it over.</summary>
    private const string OwnSchema = $"""
        create table if not exists checkpoints (name text primary key, position integer not null) strict;
        create table if not exists shapes (name text primary key, hash text not null) strict;
        {ParkedTable.Schema}
        """;

    private static readonly string[] OwnTables = ["checkpoints", "shapes", ParkedTable.Name];

    private readonly string _path;
    private readonly Codec _codec;
    private readonly IReadOnlyList<Projection> _projections;
    private readonly SqliteConnection _writing;
    private readonly Statements _statements;
    private readonly TableWriter _tables;
    private readonly SemaphoreSlim _write = new(1, 1);
    private readonly ConcurrentBag<SqliteConnection> _readers = [];

    /// <param name="withIndexes">False for a rebuild, which makes them at its end.</param>
    public ViewsDatabase(
        string path, Codec codec, IReadOnlyList<Projection> projections, bool withIndexes = true)
    {
        (_path, _codec, _projections) = (path, codec, projections);
        _writing = SqliteFile.OpenForWriting(path, "NORMAL", SqliteFile.LargeCache, "wal_autocheckpoint=8000");
        _statements = new Statements(_writing);
        _tables = new TableWriter(_statements);
        SqliteFile.Run(_writing, OwnSchema);
        Shape(withIndexes);
    }

    private IEnumerable<Table> Projected => _projections.SelectMany(projection => projection.Tables);

    /// <summary>Of an unfinished rebuild: who began it.</summary>
    public string? Maker
    {
        get => _writing.QuerySingleOrDefault<string>("select hash from shapes where name = 'maker'");
        init => _writing.Execute("insert or replace into shapes values ('maker', @value)", new { value });
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
    public async ValueTask Apply(IReadOnlyList<Entry> entries) => await Write(() =>
    {
        Fold(entries);
        WriteRows(entries[^1].Position);
    });

    /// <summary>
    /// Applies pages of entries in one transaction, until there are no more or so many rows are in memory.
    /// </summary>
    /// <returns>Whether there may be more.</returns>
    public async ValueTask<bool> Apply(IEnumerator<IReadOnlyList<Entry>> pages, int rowsMax)
    {
        var more = false;
        await Write(() =>
        {
            var position = 0L;
            while (_tables.Rows < rowsMax && (more = pages.MoveNext()))
            {
                Fold(pages.Current);
                position = pages.Current[^1].Position;
            }

            if (position > 0)
                WriteRows(position);
        });
        return more;
    }

    /// <summary>
    /// Makes the indexes, and takes over from the tables that were followed so far what is no fold of the journal.
    /// </summary>
    /// <param name="old">Null where there is none that can be read.</param>
    public void Complete(string? old)
    {
        if (old is not null)
            _writing.Execute("attach @old as old", new { old });
        using var transaction = _writing.BeginTransaction();
        _writing.Execute("delete from shapes where name = 'maker'");
        foreach (var index in Projected.SelectMany(table => table.Indexes))
            _writing.Execute(index.Replace("create index", "create index if not exists", StringComparison.Ordinal));
        if (old is not null)
        {
            foreach (var table in OwnTables)
                TakeOver(table);
        }

        transaction.Commit();
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
            _statements.Run(
                "delete from deadlines where stream = $1 and key = $2 and version = $3",
                stream.ToString(), key, version);
            // A rebuild has made it due again beside the parked one; now it is done, whoever did it.
            _statements.Run(
                "delete from parked where source = $1 and deadline = $2 and version = $3",
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
        await Write(connection => ParkedTable.Delete(connection, deadline.Source, deadline.Deadline, deadline.Version));

    /// <inheritdoc/>
    public int CountParked() => Read(ParkedTable.CountDeadlines);

    public void Dispose()
    {
        while (_readers.TryTake(out var reader))
            reader.Dispose();
        _statements.Dispose();
        _writing.Dispose();
        _write.Dispose();
    }

    /// <summary>Makes the tables of this version of the code; where they have another shape, they start anew.</summary>
    private void Shape(bool withIndexes)
    {
        var schemas = string.Join('\n', Projected.SelectMany(table => (string[])[table.Schema, .. table.Indexes]));
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(schemas)));
        if (_writing.QuerySingleOrDefault<string>("select hash from shapes where name = @Tables", new { Tables }) == hash)
            return;
        using var transaction = _writing.BeginTransaction();
        foreach (var table in _writing.Query<string>("select name from sqlite_master where type = 'table'"))
        {
            if (!OwnTables.Contains(table))
                _writing.Execute($"drop table {table}");
        }

        foreach (var table in Projected)
        {
            _writing.Execute(table.Schema);
            foreach (var index in withIndexes ? table.Indexes : [])
                _writing.Execute(index);
        }

        _writing.Execute("delete from checkpoints where name = @Tables", new { Tables });
        _writing.Execute(
            "insert into shapes values (@Tables, @hash) on conflict (name) do update set hash = excluded.hash",
            new { Tables, hash });
        transaction.Commit();
    }

    /// <summary>Writes in one transaction.</summary>
    public ValueTask Write(Action<SqliteConnection> write) => Write(() => write(_writing));

    private void TakeOver(string table)
    {
        var there = _writing.QuerySingle<int>(
            "select count(*) from old.sqlite_master where type = 'table' and name = @table", new { table });
        if (there == 0)
            return;
        var others = table is "checkpoints" or "shapes" ? "where name <> @Tables" : "";
        _writing.Execute($"delete from {table} {others}", new { Tables });
        _writing.Execute($"insert into {table} select * from old.{table} {others}", new { Tables });
    }

    private void Fold(IReadOnlyList<Entry> entries)
    {
        foreach (var entry in entries)
        {
            var fact = _codec.Decode(entry);
            foreach (var projection in _projections)
                projection.Apply(entry, fact, _tables);
        }
    }

    private void WriteRows(long position)
    {
        _tables.Flush();
        WriteCheckpoint(Tables, position);
    }

    private async ValueTask Write(Action write)
    {
        await _write.WaitAsync();
        try
        {
            using var transaction = _writing.BeginTransaction();
            _statements.Transaction = transaction;
            write();
            transaction.Commit();
        }
        finally
        {
            _tables.Forget();
            _write.Release();
        }
    }

    internal long ReadCheckpoint(string name) => Read(connection =>
        connection.QuerySingleOrDefault<long>("select position from checkpoints where name = @name", new { name }));

    /// <summary>Within what <see cref="Write(Action{SqliteConnection})"/> writes.</summary>
    internal void WriteCheckpoint(string name, long position) => _statements.Run(
        """
        insert into checkpoints (name, position) values ($1, $2)
        on conflict (name) do update set position = excluded.position
        """,
        name, position);
}
