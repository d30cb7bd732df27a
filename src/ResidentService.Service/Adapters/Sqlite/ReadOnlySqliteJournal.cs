using Dapper;
using Microsoft.Data.Sqlite;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Journal;

namespace ResidentService.Service.Adapters.Sqlite;

/// <summary>
/// A journal as it stood when it was opened, beside the process that goes on writing it: one read transaction is one
/// snapshot.
/// </summary>
public sealed class ReadOnlySqliteJournal : IReadOnlyJournal, IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _snapshot;
    private readonly SqliteJournalReader _reader;
    private readonly long _last;
    private readonly bool _factsOnly;

    /// <param name="factsOnly">
    /// Reading all entries leaves out who asked, the reply and the hash: a fold of the facts needs none of them.
    /// </param>
    public ReadOnlySqliteJournal(string path, bool factsOnly = false)
    {
        _factsOnly = factsOnly;
        _connection = SqliteFile.OpenForReading(path);
        _snapshot = _connection.BeginTransaction(deferred: true);
        _last = _connection.QuerySingle<long>("select coalesce(max(position), 0) from entries");
        _reader = new SqliteJournalReader(_connection);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Entry>> ReadStream(ActorId stream, long afterVersion, int limit) =>
        new(_reader.ReadStream(stream, afterVersion, limit));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Entry>> ReadAll(long afterPosition, int limit) =>
        new(_factsOnly ? _reader.ReadFacts(afterPosition, limit) : _reader.ReadAll(afterPosition, limit));

    /// <inheritdoc/>
    public ValueTask<long> LastPosition() => new(_last);

    /// <summary>What SQLite finds wrong with the file's pages, a line each.</summary>
    public IEnumerable<string> Damage() =>
        _connection.Query<string>("pragma quick_check", transaction: _snapshot).Where(line => line != "ok");

    public void Dispose()
    {
        _reader.Dispose();
        _snapshot.Dispose();
        _connection.Dispose();
    }
}
