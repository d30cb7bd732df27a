using Microsoft.Data.Sqlite;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Journal;

namespace ResidentService.Service.Adapters.Sqlite;

/// <summary>
/// The one connection that writes journal.db, with its prepared statements. A stream's head is the version of its last
/// entry; those in use are known here, since nobody else writes: a commit then touches the entries alone, and no row of
/// the stream's own, which would lie on another page for each person of a crowd.
/// </summary>
internal sealed class SqliteJournalWriter(SqliteConnection connection) : IDisposable
{
    private const int HeadsMax = 200_000;

    private readonly PreparedStatement _begin = new(connection, "begin immediate");
    private readonly PreparedStatement _commit = new(connection, "commit");
    private readonly PreparedStatement _rollback = new(connection, "rollback");
    private readonly PreparedStatement _addStream = new(
        connection, "insert into streams (name) values (?1) returning id");
    private readonly PreparedStatement _findHead = new(
        connection,
        """
        select id, (select coalesce(max(version), 0) from entries where stream = id) from streams where name = ?1
        """);
    private readonly PreparedStatement _addEntry = new(
        connection,
        """
        insert into entries (position, stream, version, name, at, caller, command, payload, body, reply, hash)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        """);

    private RecentValues<ActorId, Head> _heads = new(HeadsMax);

    /// <param name="Stream">The stream's row; 0 where there is none yet.</param>
    private readonly record struct Head(long Stream, long Version);

    /// <summary>See <see cref="IJournal.Commit"/>.</summary>
    /// <param name="position">Of the last entry before, and then of the last one committed.</param>
    /// <exception cref="SqliteException">Nothing was kept, or that is unknown.</exception>
    public CommitResult[] Commit(IReadOnlyList<StreamAppend> batches, ref long position)
    {
        var results = new CommitResult[batches.Count];
        var last = position;
        _begin.Run();
        try
        {
            for (var i = 0; i < batches.Count; i++)
                results[i] = Append(batches[i], ref last);
            _commit.Run();
        }
        catch
        {
            _heads = new(HeadsMax); // they have gone ahead of what is stored
            RollBack();
            throw;
        }

        position = last;
        return results;
    }

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<PreparedStatement>)
            [_begin, _commit, _rollback, _addStream, _findHead, _addEntry])
        {
            statement.Dispose();
        }
    }

    private CommitResult Append(StreamAppend batch, ref long position)
    {
        var head = Find(batch.Stream);
        if (head.Version != batch.ExpectedVersion)
            return CommitResult.Conflict;
        if (head.Stream == 0)
            head = new(_addStream.Bind(1, batch.Stream.ToString()).Numbers()!.Value.First, 0);
        foreach (var entry in batch.Entries)
        {
            entry.Position = ++position;
            Add(entry, head.Stream);
        }

        _heads.Set(batch.Stream, head with { Version = batch.Entries[^1].Version });
        return CommitResult.Committed;
    }

    private Head Find(ActorId stream)
    {
        if (_heads.TryGet(stream, out var head))
            return head;
        var stored = _findHead.Bind(1, stream.ToString()).Numbers();
        return stored is var (id, version) ? new(id, version) : default;
    }

    private void Add(Entry entry, long stream)
    {
        _addEntry
            .Bind(1, entry.Position)
            .Bind(2, stream)
            .Bind(3, entry.Version)
            .Bind(4, entry.Name)
            .Bind(5, entry.At.ToUnixTimeMilliseconds())
            .Bind(6, entry.Caller.Value)
            .Bind(7, entry.Command.Value)
            .Bind(8, entry.Payload.Value)
            .Bind(9, entry.Body.Span)
            .Bind(11, entry.Hash.Span);
        if (entry.Reply.IsEmpty)
            _addEntry.BindNull(10);
        else
            _addEntry.Bind(10, entry.Reply.Span);
        _addEntry.Run();
    }

    /// <summary>Where SQLite has not done so itself, as it does after some errors.</summary>
    private void RollBack()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
            _rollback.Run();
    }
}
