using Dapper;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Followers;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Adapters.PostgreSql;
using ResidentService.Service.Views;
using ResidentService.Tests.Runtime;

namespace ResidentService.Tests.Service.Adapters.PostgreSql;

/// <summary>What nodes that share read tables rely on; over a real server.</summary>
public sealed class PostgreSqlTablesTests : IAsyncLifetime
{
    private static readonly SliceSet Slices = new(Slice.Of(
        Tally.Decider, new Reactions<Tally.Added>((_, _, _) => [], (_, _, _) => [])));

    private static readonly ParkedChanges Nothing = new([], []);

    private readonly List<PostgreSqlTables> _nodes = [];
    private string _database = "";

    public async ValueTask InitializeAsync() => _database = await PostgreSqlServer.NewDatabase();

    [Fact]
    public async Task A_node_of_another_version_fills_nothing_any_more()
    {
        var entries = await Entries();
        var old = Open();
        await old.Apply(entries);
        var young = Open(new Totals());
        Assert.Equal(0, await young.ReadCheckpoint());
        await Assert.ThrowsAsync<IOException>(() => old.Apply(entries).AsTask());
        await young.Apply(entries);
        Assert.Equal(1, await young.ReadCheckpoint());
    }

    [Theory]
    [InlineData(5, true)] // It was kept, and only the answer got lost.
    [InlineData(0, true)] // It was not.
    [InlineData(7, false)] // Another node leads meanwhile.
    public async Task After_a_write_of_unknown_outcome_reactions_go_on_from_what_was_kept(long found, bool goesOn)
    {
        var tables = Open();
        var progress = new ReactionProgress(tables);
        Assert.Equal(0, (await progress.Read()).Position);
        Run(tables, "alter table checkpoints rename to away");
        await Assert.ThrowsAnyAsync<Exception>(() => progress.Write(5, Nothing).AsTask());
        Run(tables, $"alter table away rename to checkpoints; update checkpoints set position = {found} where name = 'reactions'");

        var next = progress.Write(9, Nothing).AsTask();
        if (goesOn)
            await next;
        else
            await Assert.ThrowsAsync<IOException>(() => next);
        Assert.Equal(goesOn ? 9 : found, (await new ReactionProgress(tables).Read()).Position);
    }

    public ValueTask DisposeAsync()
    {
        _nodes.ForEach(node => node.Dispose());
        return ValueTask.CompletedTask;
    }

    private static async Task<IReadOnlyList<Entry>> Entries()
    {
        var accepted = (Outcome.Accepted)await new TestHost(new MemoryJournal()).Actors.Ask(
            Tally.Actor("zhang"), TestHost.Asked(new Tally.Add(1), "key"));
        return accepted.Entries;
    }

    private static void Run(PostgreSqlTables tables, string sql) => tables.Read(connection => connection.Execute(sql));

    private PostgreSqlTables Open(params Projection[] projections)
    {
        _nodes.Add(new(_database, Tally.Codec, [new DeadlineProjection(Slices), .. projections]));
        return _nodes[^1];
    }

    /// <summary>What only the younger version shows.</summary>
    private sealed class Totals : Projection
    {
        private static readonly Table<Row> Table = new("totals", key: 1);

        public override IReadOnlyList<Table> Tables => [Table];

        public override void Apply(Entry entry, IEvent fact, TableWriter tables) =>
            tables.Put(Table, new(entry.Stream.ToString(), ((Tally.Added)fact).Count));

        private sealed record Row(string Stream, long Count);
    }
}
