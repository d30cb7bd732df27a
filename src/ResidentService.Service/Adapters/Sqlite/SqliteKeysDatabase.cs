using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Threading.Channels;
using Dapper;
using Microsoft.Data.Sqlite;
using ResidentService.Service.Hosting;
using ResidentService.Service.Security;
using SQLitePCL;

namespace ResidentService.Service.Adapters.Sqlite;

/// <summary>
/// <c>keys.db</c>. Many waiting writes are committed together, so that thousands of sign-ins a second share a few syncs.
/// </summary>
public sealed class SqliteKeysDatabase : KeysDatabase
{
    private const int BatchMax = 1_024;
    private const int WaitingMax = 16_384;

    /// <summary>How long emptying the write-ahead log waits for readers, in steps of 10 ms.</summary>
    private const int EmptyingTriesMax = 500;

    private const string LogIsRead = "keys.db: somebody has read for so long that its log could not be emptied";

    private readonly Channel<Work> _waiting = Channel.CreateBounded<Work>(
        new BoundedChannelOptions(WaitingMax) { SingleReader = true });
    private readonly string _connectionString;
    private readonly ConcurrentBag<Reader> _readers = [];
    private readonly SqliteConnection _writing;
    private readonly Task _writer;

    private SqliteKeysDatabase(string connectionString)
    {
        _connectionString = connectionString;
        _writing = new SqliteConnection(connectionString);
        _writing.Open();
        _writing.Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON");
        _writing.Execute(Schema);
        _writing.Execute(
            "INSERT OR IGNORE INTO secrets(name, value) VALUES('master', @value)",
            new { value = RandomNumberGenerator.GetBytes(Secrets.MasterBytes) });
        _writer = Task.Run(WriteAll);
    }

    /// <summary>Opens it, and makes it with a fresh master secret at the first start.</summary>
    public static new SqliteKeysDatabase Open(string directory)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, FileName);
        if (!OperatingSystem.IsWindows() && !File.Exists(path))
            MakeForOwnerOnly(path);
        return new(new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 10 }.ToString());
    }

    public override async Task<T> Write<T>(Func<DbConnection, T> write, Action<T>? committed = null)
    {
        var work = new Work<T>(write, committed);
        await _waiting.Writer.WriteAsync(work);
        return await work.Result;
    }

    /// <exception cref="IOException">It is done, but something may be left in the log: repeat it.</exception>
    public override async Task Erase(Action<DbConnection> write)
    {
        var work = new Work<bool>(connection =>
        {
            write(connection);
            return true;
        }, committed: null)
        { Erases = true };
        await _waiting.Writer.WriteAsync(work);
        await work.Result;
    }

    public override T Read<T>(Func<DbConnection, T> read)
    {
        using var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return read(connection);
    }

    public override T Ask<T>(Func<Statements, T> read)
    {
        if (!_readers.TryTake(out var reader))
            reader = new Reader(_writing.DataSource);
        try
        {
            return read(reader.Statements);
        }
        finally
        {
            _readers.Add(reader);
            if (_waiting.Reader.Completion.IsCompleted)
                CloseReaders(); // It was asked while it closed.
        }
    }

    public override Statements StatementsOf(DbConnection connection) => new SqliteStatements((SqliteConnection)connection);

    public override async ValueTask DisposeAsync()
    {
        if (!_waiting.Writer.TryComplete())
            return;
        await _writer;
        CloseReaders();
        await _writing.DisposeAsync();
        using var pooled = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(pooled);
    }

    private void CloseReaders()
    {
        while (_readers.TryTake(out var reader))
            reader.Dispose();
    }

    private async Task WriteAll()
    {
        try
        {
            var batch = new List<Work>();
            while (await _waiting.Reader.WaitToReadAsync())
            {
                while (batch.Count < BatchMax && _waiting.Reader.TryRead(out var work))
                    batch.Add(work);
                Commit(batch);
                batch.Clear();
            }
        }
        catch (Exception failure)
        {
            // Without its writer the service would leave every sign-in waiting for ever.
            Environment.FailFast("keys.db: the writer stopped", failure);
        }
    }

    private void Commit(List<Work> batch)
    {
        try
        {
            _writing.Execute("BEGIN IMMEDIATE");
            foreach (var work in batch)
                Try(work);
            _writing.Execute("COMMIT");
        }
        catch (SqliteException broken)
        {
            if (StoreFileException.IsBroken(broken) || broken.SqliteErrorCode == raw.SQLITE_FULL)
                BrokenStore.EndProcess(new StoreFileException(_writing.DataSource, broken));
            if (raw.sqlite3_get_autocommit(_writing.Handle) == 0)
                _writing.Execute("ROLLBACK");
            batch.ForEach(work => work.Fail(broken));
            return;
        }

        if (batch.Exists(work => work.Erases) && !EmptyLog())
            batch.FindAll(work => work.Erases).ForEach(work => work.Fail(new IOException(LogIsRead)));
        batch.ForEach(work => work.Done());
    }

    /// <summary>Readers that are in the middle of something hold it up; SQLite says so in a row, not by failing.</summary>
    private bool EmptyLog()
    {
        for (var tries = 0; tries < EmptyingTriesMax; tries++)
        {
            if (!_writing.ExecuteScalar<bool>("PRAGMA wal_checkpoint(TRUNCATE)"))
                return true;
            Thread.Sleep(10);
        }

        return false;
    }

    /// <summary>One write that fails leaves the others of its batch alone.</summary>
    private void Try(Work work)
    {
        _writing.Execute("SAVEPOINT one");
        try
        {
            work.Do(_writing);
        }
        catch (Exception failure)
        {
            _writing.Execute("ROLLBACK TO one");
            work.Fail(failure);
        }

        _writing.Execute("RELEASE one");
    }

    [UnsupportedOSPlatform("windows")]
    private static void MakeForOwnerOnly(string path)
    {
        using var made = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
    }

    /// <summary>A reading connection; used by one thread at a time.</summary>
    private sealed class Reader(string path) : IDisposable
    {
        private readonly SqliteConnection _connection = SqliteFile.OpenForReading(path);
        private SqliteStatements? _statements;

        public Statements Statements => _statements ??= new(_connection);

        public void Dispose()
        {
            _statements?.Dispose();
            _connection.Dispose();
        }
    }

    private abstract class Work
    {
        /// <summary>Whether deleted bytes must leave the write-ahead log at once.</summary>
        public bool Erases { get; init; }

        public abstract void Do(SqliteConnection connection);

        public abstract void Done();

        public abstract void Fail(Exception failure);
    }

    private sealed class Work<T>(Func<DbConnection, T> write, Action<T>? committed) : Work
    {
        private readonly TaskCompletionSource<T> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _answer = default!;

        public Task<T> Result => _source.Task;

        public override void Do(SqliteConnection connection) => _answer = write(connection);

        public override void Done()
        {
            if (!_source.Task.IsCompleted)
                committed?.Invoke(_answer);
            _source.TrySetResult(_answer);
        }

        public override void Fail(Exception failure) => _source.TrySetException(failure);
    }

    internal const string Schema = """
        CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS secrets(name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
        -- An erased key stays as a row without a key: nobody gets another. It is erased_at_ms as soon as the journal
        -- says so; until then a store that was restored from an older backup still has to tell the journal.
        CREATE TABLE IF NOT EXISTS sealing_keys(
            resident TEXT PRIMARY KEY, key BLOB, erased_at_ms INTEGER) STRICT;
        CREATE TABLE IF NOT EXISTS sessions(
            id TEXT PRIMARY KEY, resident TEXT NOT NULL, identity TEXT NOT NULL, generation INTEGER NOT NULL,
            created_at_ms INTEGER NOT NULL, rotated_at_ms INTEGER NOT NULL, expires_at_ms INTEGER NOT NULL,
            wechat_key BLOB) STRICT;
        CREATE INDEX IF NOT EXISTS sessions_of ON sessions(resident, created_at_ms);
        CREATE INDEX IF NOT EXISTS sessions_ending ON sessions(expires_at_ms);
        CREATE TABLE IF NOT EXISTS data_protection(id INTEGER PRIMARY KEY, name TEXT, xml TEXT NOT NULL) STRICT;
        """;
}
