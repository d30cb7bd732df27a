using System.Data.Common;
using Dapper;
using ResidentService.Service.Adapters;
using ResidentService.Service.Adapters.Sqlite;

namespace ResidentService.Service.Security;

/// <summary>
/// Secrets, sealing keys, sessions and the like, which live outside the journal because they must be erasable: in
/// <c>keys.db</c>, or in PostgreSQL.
/// </summary>
public abstract class KeysDatabase : IAsyncDisposable
{
    /// <summary>Of the file, where it is one.</summary>
    public const string FileName = "keys.db";

    /// <summary>Opens the file, and makes it with a fresh master secret at the first start.</summary>
    public static KeysDatabase Open(string directory) => SqliteKeysDatabase.Open(directory);

    /// <summary>Of what nodes tell each other: a session has ended.</summary>
    public const string EndedSession = "sessions";

    /// <summary>Of what nodes tell each other: the sandbox's clock has been moved.</summary>
    public const string MovedClock = "clock";

    /// <summary>Carries out a write; the answer comes after it is on disk.</summary>
    /// <param name="committed">
    /// Is told of each commit of this process in the order of the commits, so that a cache never keeps what a later
    /// write has changed.
    /// </param>
    public abstract Task<T> Write<T>(Func<DbConnection, T> write, Action<T>? committed = null);

    /// <summary>The same, and afterwards what was deleted is overwritten wherever this process can reach it.</summary>
    public abstract Task Erase(Action<DbConnection> write);

    /// <summary>Reads what is committed, past the writer.</summary>
    public abstract T Read<T>(Func<DbConnection, T> read);

    /// <summary>The same with statements that stay prepared, for what any request may have to ask.</summary>
    public abstract T Ask<T>(Func<Statements, T> read);

    /// <summary>Statements within what <see cref="Write"/> writes.</summary>
    public abstract Statements StatementsOf(DbConnection connection);

    /// <summary>
    /// Within what <see cref="Write"/> writes: with its commit other nodes learn of it. Where there are none, nothing is
    /// to be told.
    /// </summary>
    /// <param name="of"><see cref="EndedSession"/>, which is named, or <see cref="MovedClock"/>.</param>
    public virtual void TellNodes(DbConnection connection, string of, string what = "")
    {
    }

    /// <summary>Does what only one node may do at a time.</summary>
    public virtual void OneAtATime(Action work) => work();

    /// <summary>Behind a select: what others are at work on is left to them. Where one writes at a time, nothing.</summary>
    public virtual string PassingByTheLocked => "";

    public string? Meta(string name) => Read(connection =>
        connection.ExecuteScalar<string?>("SELECT value FROM meta WHERE name = @name", new { name }));

    public Task SetMeta(string name, string value) => Write(connection => SetMeta(connection, name, value));

    /// <summary>Within what <see cref="Write"/> writes.</summary>
    public static int SetMeta(DbConnection connection, string name, string value) => connection.Execute(
        "INSERT INTO meta(name, value) VALUES(@name, @value) ON CONFLICT(name) DO UPDATE SET value = @value",
        new { name, value });

    public abstract ValueTask DisposeAsync();
}
