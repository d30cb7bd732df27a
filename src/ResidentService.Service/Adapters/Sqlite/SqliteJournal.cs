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

    private const string Schema = """
        create table if not exists streams (
            id integer primary key,
            name text not null unique,
            version integer not null) strict;
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
    private readonly WriteCommands _write;
    private readonly ConcurrentBag<SqliteJournalReader> _readers = [];
    private long _lastPosition;

    /// <param name="path">The file, made if it is not there.</param>
    /// <param name="onBroken">Told when what is stored cannot be read back; a host may end the process.</param>
    public SqliteJournal(string path, Action<Exception>? onBroken = null)
    {
        (_path, _onBroken) = (path, onBroken ?? (_ => { }));
        _writing = SqliteFile.OpenForWriting(path, "FULL", "wal_autocheckpoint=0");
        SqliteFile.Run(_writing, Schema);
        _write = new WriteCommands(_writing);
        using var command = _writing.CreateCommand();
        command.CommandText = "select coalesce(max(position), 0) from entries";
        _lastPosition = (long)command.ExecuteScalar()!;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CommitResult>> Commit(IReadOnlyList<StreamAppend> batches)
    {
        try
        {
            var results = new CommitResult[batches.Count];
            var position = _lastPosition;
            using var transaction = _writing.BeginTransaction();
            for (var i = 0; i < batches.Count; i++)
                results[i] = _write.Append(batches[i], transaction, ref position);
            transaction.Commit();
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
    /// has to begin anew, for which the writer waits once.
    /// </summary>
    public void Checkpoint()
    {
        var isLarge = new FileInfo(_path + "-wal") is { Exists: true, Length: > LogBytesMax };
        using var connection = SqliteFile.OpenForWriting(_path, "FULL");
        SqliteFile.Run(connection, isLarge ? "pragma wal_checkpoint(RESTART)" : "pragma wal_checkpoint(PASSIVE)");
    }

    public void Dispose()
    {
        while (_readers.TryTake(out var reader))
            reader.Dispose();
        _write.Dispose();
        _writing.Dispose();
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

    /// <summary>The prepared statements of a commit.</summary>
    private sealed class WriteCommands : IDisposable
    {
        private readonly SqliteCommand _addStream;
        private readonly SqliteCommand _moveHead;
        private readonly SqliteCommand _addEntry;

        public WriteCommands(SqliteConnection connection)
        {
            _addStream = Prepare(
                connection,
                "insert into streams (name, version) values ($name, $version) on conflict do nothing returning id",
                "$name", "$version");
            _moveHead = Prepare(
                connection,
                "update streams set version = $version where name = $name and version = $expected returning id",
                "$name", "$version", "$expected");
            _addEntry = Prepare(
                connection,
                """
                insert into entries (position, stream, version, name, at, caller, command, payload, body, reply, hash)
                values ($position, $stream, $version, $name, $at, $caller, $command, $payload, $body, $reply, $hash)
                """,
                "$position", "$stream", "$version", "$name", "$at", "$caller", "$command", "$payload", "$body",
                "$reply", "$hash");
        }

        public CommitResult Append(StreamAppend batch, SqliteTransaction transaction, ref long position)
        {
            foreach (var command in (ReadOnlySpan<SqliteCommand>)[_addStream, _moveHead, _addEntry])
                command.Transaction = transaction;
            if (MoveHead(batch) is not { } stream)
                return CommitResult.Conflict;
            foreach (var entry in batch.Entries)
            {
                entry.Position = ++position;
                Add(entry, stream);
            }

            return CommitResult.Committed;
        }

        public void Dispose()
        {
            _addStream.Dispose();
            _moveHead.Dispose();
            _addEntry.Dispose();
        }

        /// <summary>The stream's row, moved to where the batch ends; null if its head is not where the batch begins.</summary>
        private long? MoveHead(StreamAppend batch)
        {
            var command = batch.ExpectedVersion == 0 ? _addStream : _moveHead;
            command.Parameters["$name"].Value = batch.Stream.ToString();
            command.Parameters["$version"].Value = batch.Entries[^1].Version;
            if (command == _moveHead)
                command.Parameters["$expected"].Value = batch.ExpectedVersion;
            return (long?)command.ExecuteScalar();
        }

        private void Add(Entry entry, long stream)
        {
            var parameters = _addEntry.Parameters;
            parameters[0].Value = entry.Position;
            parameters[1].Value = stream;
            parameters[2].Value = entry.Version;
            parameters[3].Value = entry.Name;
            parameters[4].Value = entry.At.ToUnixTimeMilliseconds();
            parameters[5].Value = entry.Caller.Value;
            parameters[6].Value = entry.Command.Value;
            parameters[7].Value = entry.Payload.Value;
            parameters[8].Value = entry.Body.ToArray();
            parameters[9].Value = entry.Reply.IsEmpty ? DBNull.Value : entry.Reply.ToArray();
            parameters[10].Value = entry.Hash.ToArray();
            _addEntry.ExecuteNonQuery();
        }

        private static SqliteCommand Prepare(SqliteConnection connection, string sql, params ReadOnlySpan<string> names)
        {
            var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant text of our own.
            command.CommandText = sql;
#pragma warning restore CA2100
            foreach (var name in names)
                command.Parameters.Add(new SqliteParameter(name, value: null));
            return command;
        }
    }
}
