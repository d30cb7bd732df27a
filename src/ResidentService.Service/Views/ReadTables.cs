using System.Data.Common;
using Dapper;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Followers;
using ResidentService.Runtime.Journal;

namespace ResidentService.Service.Views;

/// <summary>
/// The read tables, the deadlines, the followers' checkpoints and what is parked: in views.db, or in PostgreSQL. Their
/// SQL is what both read; where they differ, the one or the other says so.
/// </summary>
public abstract class ReadTables(Codec codec, IReadOnlyList<Projection> projections)
    : IProjectionStore, IDeadlineTable, IDisposable
{
    /// <summary>The name of the projections' checkpoint.</summary>
    protected const string Tables = "tables";

    protected IEnumerable<Table> Projected => projections.SelectMany(projection => projection.Tables);

    /// <summary>Reads with a connection of its own; what is being written is not seen.</summary>
    public abstract T Read<T>(Func<DbConnection, T> read);

    /// <summary>Writes in one transaction.</summary>
    public abstract ValueTask Write(Action<DbConnection> write);

    /// <inheritdoc/>
    public abstract ValueTask Apply(IReadOnlyList<Entry> entries);

    /// <summary>
    /// Applies pages of entries in one transaction, until there are no more or so many rows are in memory.
    /// </summary>
    /// <returns>Whether there may be more.</returns>
    public abstract ValueTask<bool> Apply(IEnumerator<IReadOnlyList<Entry>> pages, int rowsMax);

    /// <inheritdoc/>
    public ValueTask<long> ReadCheckpoint() => new(ReadCheckpoint(Tables));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DueDeadline>> ReadDue(DateTimeOffset now, int limit) => new(Read(connection =>
        connection.Query<(string Stream, string Key, long Version)>(
                "select stream, key, version from deadlines where due <= @now order by due limit @limit",
                new { now = now.ToUnixTimeMilliseconds(), limit })
            .Select(row => new DueDeadline(ActorId.Parse(row.Stream), row.Key, row.Version))
            .ToList()));

    /// <inheritdoc/>
    public async ValueTask Remove(IReadOnlyList<DueDeadline> done) => await Write(connection =>
    {
        // A rebuild may have made one due again beside the parked one; now it is done, whoever did it.
        connection.Execute(
            """
            delete from deadlines where stream = @stream and key = @key and version = @version;
            delete from parked where source = @stream and deadline = @key and version = @version;
            """,
            done.Select(one => new { stream = one.Stream.ToString(), key = one.Key, version = one.Version }));
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

    public abstract void Dispose();

    internal long ReadCheckpoint(string name) => Read(connection =>
        connection.QuerySingleOrDefault<long>("select position from checkpoints where name = @name", new { name }));

    /// <summary>Within what <see cref="Write"/> writes.</summary>
    /// <param name="before">Where it was; another node has moved it where it is not, and nothing is written.</param>
    internal abstract void MoveCheckpoint(DbConnection connection, string name, long before, long position);

    /// <returns>Whether there may be more, and the positions before the first entry and of the last; 0 for none.</returns>
    protected (bool More, long Before, long Last) Fold(
        IEnumerator<IReadOnlyList<Entry>> pages, int rowsMax, TableWriter tables)
    {
        var (more, before, last) = (false, 0L, 0L);
        while (tables.Rows < rowsMax && (more = pages.MoveNext()))
        {
            Fold(pages.Current, tables);
            if (last == 0)
                before = pages.Current[0].Position - 1;
            last = pages.Current[^1].Position;
        }

        return (more, before, last);
    }

    protected void Fold(IReadOnlyList<Entry> entries, TableWriter tables)
    {
        foreach (var entry in entries)
        {
            var fact = codec.Decode(entry);
            foreach (var projection in projections)
                projection.Apply(entry, fact, tables);
        }
    }
}
