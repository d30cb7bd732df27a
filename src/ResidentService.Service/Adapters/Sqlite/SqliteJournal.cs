using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Journal;

namespace ResidentService.Service.Adapters.Sqlite;

/// <summary>
/// journal.db: WAL with synchronous=FULL, so a commit that has returned is on disk. One connection writes, only from
/// the runtime's writer; readers have connections of their own. Checkpoints run beside, see <see cref="Checkpoint"/>.
/// </summary>
public sealed class SqliteJournal : IJournal, IDisposable
{
    private const long LogBytesMax = 64L << 20;

    /// <summary>In milliseconds: so long the writer waits at most for a log to be cut off.</summary>
    private const string CheckpointPatience = "pragma busy_timeout=50";

    private const string Schema = """
        create table if not exists streams (
            id integer primary key,
            name text not null unique) strict;
        create table if not exists entries (
            position integer primary key,
            stream integer not null references streams (id),
            version integer not null,
            name text not null,
            at integer not null,
            caller text not null,
            command text not null,
            payload integer not null,
            body blob not null,
            reply blob,
            hash blob not null,
            unique (stream, version)) strict;
        """;

    private readonly string _path;
    private readonly Action<Exception> _onBroken;
    private readonly SqliteConnection _writing;
    private readonly SqliteJournalWriter _writer;
    private readonly ConcurrentBag<SqliteJournalReader> _readers = [];
    private long _lastPosition;

    /// <param name="path">The file, made if it is not there.</param>
    /// <param name="onBroken">Told when what is stored cannot be read back; a host may end the process.</param>
    public SqliteJournal(string path, Action<Exception>? onBroken = null)
    {
        (_path, _onBroken) = (path, onBroken ?? (_ => { }));
        _writing = SqliteFile.OpenForWriting(path, "FULL", "wal_autocheckpoint=0", SqliteFile.LargeCache);
        SqliteFile.Run(_writing, Schema);
        DropOldColumn();
        _writer = new SqliteJournalWriter(_writing);
        using var command = _writing.CreateCommand();
        command.CommandText = "select coalesce(max(position), 0) from entries";
        _lastPosition = (long)command.ExecuteScalar()!;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CommitResult>> Commit(IReadOnlyList<StreamAppend> batches)
    {
        try
        {
            var position = _lastPosition;
            var results = _writer.Commit(batches, ref position);
            _lastPosition = position;
            return new(results);
        }
        catch (SqliteException e)
        {
            throw new StoreFileException(_path, e);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Entry>> ReadStream(ActorId stream, long afterVersion, int limit) =>
        Read(reader => reader.ReadStream(stream, afterVersion, limit));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Entry>> ReadAll(long afterPosition, int limit) =>
        Read(reader => reader.ReadAll(afterPosition, limit));

    /// <inheritdoc/>
    public ValueTask<long> LastPosition() => new(Volatile.Read(ref _lastPosition));

    /// <summary>
    /// Moves what the WAL holds into the file, without making the writer wait; unless the WAL has grown so large that it
    /// has to be cut off, for which the writer waits for a moment. Where somebody reads for longer than that, such as a
    /// backup, the next call tries again.
    /// </summary>
    public void Checkpoint()
    {
        var isLarge = new FileInfo(_path + "-wal") is { Exists: true, Length: > LogBytesMax };
        using var connection = SqliteFile.OpenForWriting(_path, "FULL");
        SqliteFile.Run(connection, CheckpointPatience);
        SqliteFile.Run(connection, isLarge ? "pragma wal_checkpoint(TRUNCATE)" : "pragma wal_checkpoint(PASSIVE)");
    }

    public void Dispose()
    {
        while (_readers.TryTake(out var reader))
            reader.Dispose();
        _writer.Dispose();
        _writing.Dispose();
    }

    /// <summary>Until 2026-11-22 a stream's head stood in its row; it is the version of its last entry.</summary>
    private void DropOldColumn()
    {
        using var find = _writing.CreateCommand();
        find.CommandText = "select count(*) from pragma_table_info('streams') where name = 'version'";
        if ((long)find.ExecuteScalar()! > 0)
            SqliteFile.Run(_writing, "alter table streams drop column version");
    }

    private ValueTask<IReadOnlyList<Entry>> Read(Func<SqliteJournalReader, IReadOnlyList<Entry>> read)
    {
        if (!_readers.TryTake(out var reader))
            reader = new SqliteJournalReader(_path);
        try
        {
            return new(read(reader));
        }
        catch (SqliteException e) when (StoreFileException.IsBroken(e))
        {
            var broken = new StoreFileException(_path, e);
            _onBroken(broken);
            throw broken;
        }
        finally
        {
            _readers.Add(reader);
        }
    }
}
