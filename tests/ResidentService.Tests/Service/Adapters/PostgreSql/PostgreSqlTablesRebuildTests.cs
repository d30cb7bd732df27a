using Dapper;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Followers;
using ResidentService.Runtime.Journal;
using ResidentService.Service;
using ResidentService.Service.Adapters.PostgreSql;
using ResidentService.Service.Views;
using ResidentService.Tests.Service.Views;

namespace ResidentService.Tests.Service.Adapters.PostgreSql;

/// <summary>Read tables that are made anew beside those that nodes read; over a real server.</summary>
public sealed class PostgreSqlTablesRebuildTests : IAsyncLifetime
{
    private const int Events = 60;

    private static readonly ParkedDelivery Parked = new(
        ActorId.Parse("event/evt_x"), "", 2, 3, DateTimeOffset.UnixEpoch, 10, "ArgumentException");

    private readonly Codec _codec = new(typeof(Resident).Assembly);
    private readonly MemoryJournal _journal = new();
    private string _database = "";
    private PostgreSqlTables _read = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await PostgreSqlServer.NewDatabase();
        _read = new PostgreSqlTables(_database, _codec, AllTables.Of(Slices.All));
    }

    [Fact]
    public async Task An_interrupted_rebuild_goes_on_where_it_was_and_who_reads_meanwhile_sees_the_old_tables_or_the_new()
    {
        await new Happenings(_journal, seed: 3).Write(Events);
        await Follow();
        await new ReactionProgress(_read).Write(3, new([Parked], []));
        var followed = Rows();
        await Assert.ThrowsAsync<OperationCanceledException>(() => Rebuild(rowsMax: 1, (position, last) =>
        {
            if (position > last / 2)
                throw new OperationCanceledException();
        }));
        Assert.Equal(followed, Rows());
        Assert.InRange(await Rebuild(), 1, await _journal.LastPosition());
        Assert.Equal(followed, Rows());

        var (position, parked) = await new ReactionProgress(_read).Read();
        Assert.Equal((3L, Parked), (position, Assert.Single(parked)));
        Assert.Equal(await _journal.LastPosition(), await _read.ReadCheckpoint());

        // Who believes to lead, and the tables to be elsewhere, writes nothing.
        var first = await _journal.ReadAll(0, 1);
        await Assert.ThrowsAsync<IOException>(() => _read.Apply(first).AsTask());
    }

    [Fact]
    public async Task What_other_code_has_begun_is_begun_anew()
    {
        await new Happenings(_journal, seed: 7).Write(Events);
        await Follow();
        var followed = Rows();
        await Assert.ThrowsAsync<OperationCanceledException>(
            () => Rebuild(rowsMax: 1, (_, _) => throw new OperationCanceledException()));
        using (var begun = new PostgreSqlTables(_database, _codec, AllTables.Of(Slices.All), isUnfinished: true))
            begun.Read(connection => connection.Execute("update shapes set hash = 'older code' where name = 'maker'"));
        Assert.Equal(0, await Rebuild());
        Assert.Equal(followed, Rows());
    }

    public ValueTask DisposeAsync()
    {
        _read.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<long> Rebuild(int rowsMax = PostgreSqlTablesRebuild.RowsMax, Action<long, long>? progress = null) =>
        new PostgreSqlTablesRebuild(_database, _journal, _codec, AllTables.Of(Slices.All), rowsMax)
            .Run(progress ?? ((_, _) => { }));

    private async Task Follow()
    {
        while (await _journal.ReadAll(await _read.ReadCheckpoint(), 500) is { Count: > 0 } entries)
            await _read.Apply(entries);
    }

    private List<string> Rows() => _read.Read(connection => AllTables.Of(Slices.All)
        .SelectMany(projection => projection.Tables)
        .SelectMany(table => connection.Query($"select '{table.Name}' as \"table\", * from {table.Name}"))
        .Select(row => string.Join('|', ((IDictionary<string, object>)row).Values))
        .Order(StringComparer.Ordinal).ToList());
}
