using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Adapters.Sqlite;

namespace ResidentService.Service.Views;

/// <summary>
/// views.db: the read tables, the deadlines, the followers' checkpoints and what is parked. Disposable: what is lost is
/// read again from the journal, so its commits need not reach the disk at once; reactions then begin anew, and what
/// still fails parks again.
/// </summary>
public sealed class ViewsDatabase : ReadTables
{
    public const string FileName = "views.db";

    /// <summary>What is no fold of the journal: it outlives a change of the tables, and a rebuild carries it over.</summary>
    private const string OwnSchema = $"""
        create table if not exists checkpoints (name text primary key, position integer not null) strict;
        create table if not exists shapes (name text primary key, hash text not null) strict;
        {ParkedTable.Schema}
        """;

    private static readonly string[] OwnTables = ["checkpoints", "shapes", ParkedTable.Name];

    private readonly string _path;
    private readonly SqliteConnection _writing;
    private readonly SqliteStatements _statements;
    private readonly TableWriter _tables;
    private readonly SemaphoreSlim _write = new(1, 1);
    private readonly ConcurrentBag<SqliteConnection> _readers = [];

    /// <param name="withIndexes">False for a rebuild, which makes them at its end.</param>
    public ViewsDatabase(
        string path, Codec codec, IReadOnlyList<Projection> projections, bool withIndexes = true)
        : base(codec, projections)
    {
        _path = path;
        _writing = SqliteFile.OpenForWriting(path, "NORMAL", SqliteFile.LargeCache, "wal_autocheckpoint=8000");
        _statements = new SqliteStatements(_writing);
        _tables = new TableWriter(_statements);
        SqliteFile.Run(_writing, OwnSchema);
        Shape(withIndexes);
    }

    /// <summary>Of an unfinished rebuild: who began it.</summary>
    public string? Maker
    {
        get => _writing.QuerySingleOrDefault<string>("select hash from shapes where name = 'maker'");
        init => _writing.Execute("insert or replace into shapes values ('maker', @value)", new { value });
    }

    /// <inheritdoc/>
    public override T Read<T>(Func<DbConnection, T> read)
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
    public override async ValueTask Apply(IReadOnlyList<Entry> entries) => await Write(() =>
    {
        Fold(entries, _tables);
        WriteRows(entries[^1].Position);
    });

    /// <inheritdoc/>
    public override async ValueTask<bool> Apply(IEnumerator<IReadOnlyList<Entry>> pages, int rowsMax)
    {
        var more = false;
        await Write(() =>
        {
            (more, _, var last) = Fold(pages, rowsMax, _tables);
            if (last > 0)
                WriteRows(last);
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

    public override void Dispose()
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

    /// <inheritdoc/>
    public override ValueTask Write(Action<DbConnection> write) => Write(() => write(_writing));

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

    /// <inheritdoc/>
    internal override void MoveCheckpoint(DbConnection connection, string name, long before, long position) =>
        WriteCheckpoint(name, position);

    private void WriteCheckpoint(string name, long position) => _statements.Run(
        """
        insert into checkpoints (name, position) values ($1, $2)
        on conflict (name) do update set position = excluded.position
        """,
        name, position);
}
