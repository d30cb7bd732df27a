using Npgsql;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Snapshots;
using ResidentService.Service.Adapters.PostgreSql;

namespace ResidentService.Tests.Runtime;

/// <summary>What every journal keeps to, and what only several writers show.</summary>
public sealed class PostgreSqlJournalTests : JournalConformance
{
    private const int Writers = 4;
    private const int CommitsOfEach = 50;

    private readonly List<NpgsqlDataSource> _nodes = [];
    private string? _database;

    [Fact]
    public async Task A_reader_by_position_misses_nothing_that_several_writers_append()
    {
        var seen = new List<Entry>();
        var reader = OpenNode();
        var nodes = Enumerable.Range(0, Writers).Select(_ => OpenNode()).ToList();
        var writing = Task.WhenAll(nodes.Select((node, i) => Task.Run(() => Write(node, i))));
        while (!writing.IsCompleted || await reader.LastPosition() > seen.Count)
            seen.AddRange(await reader.ReadAll(seen.Count, 100));
        await writing;
        Assert.Equal(Enumerable.Range(1, Writers * CommitsOfEach * 3).Select(i => (long)i), seen.Select(entry => entry.Position));
        foreach (var stream in seen.GroupBy(entry => entry.Stream))
            Assert.Equal(Enumerable.Range(1, CommitsOfEach).Select(i => (long)i), stream.Select(entry => entry.Version));
    }

    [Fact]
    public async Task Of_several_writers_to_one_stream_one_wins_each_time_and_the_others_streams_are_kept()
    {
        var shared = Tally.Actor("shared");
        var nodes = Enumerable.Range(0, Writers).Select(_ => OpenNode()).ToList();
        var wins = await Task.WhenAll(nodes.Select((node, i) => Task.Run(async () =>
        {
            var (won, head) = (0, 0L);
            for (var own = 0; own < CommitsOfEach; own++)
            {
                var results = await node.Commit(
                [
                    new(shared, head, Entries(shared, head, 1)),
                    new(Tally.Actor($"{i}"), own, Entries(Tally.Actor($"{i}"), own, 1)),
                ]);
                Assert.Equal(CommitResult.Committed, results[1]);
                won += results[0] == CommitResult.Committed ? 1 : 0;
                head = (await node.ReadStream(shared, 0, int.MaxValue)).Count;
            }

            return won;
        })));
        var entries = await nodes[0].ReadStream(shared, 0, int.MaxValue);
        Assert.Equal(wins.Sum(), entries.Count);
        Assert.Equal(Enumerable.Range(1, entries.Count).Select(i => (long)i), entries.Select(entry => entry.Version));
    }

    [Fact]
    public async Task Two_batches_of_one_stream_in_one_commit_follow_each_other()
    {
        var (zhang, journal) = (Tally.Actor("zhang"), OpenNode());
        var results = await journal.Commit(
        [
            new(zhang, 0, Entries(zhang, 0, 2)),
            new(Tally.Actor("wang"), 0, Entries(Tally.Actor("wang"), 0, 1)),
            new(zhang, 2, Entries(zhang, 2, 1)),
            new(zhang, 2, Entries(zhang, 2, 1)),
        ]);
        Assert.Equal(
            [CommitResult.Committed, CommitResult.Committed, CommitResult.Committed, CommitResult.Conflict], results);
        Assert.Equal([1L, 2, 3], (await journal.ReadStream(zhang, 0, 10)).Select(entry => entry.Version));
        Assert.Equal([1L, 2, 3, 4], (await journal.ReadAll(0, 10)).Select(entry => entry.Position));
    }

    [Fact]
    public async Task Several_nodes_may_bring_an_empty_database_up_to_date_at_once()
    {
        var database = await PostgreSqlServer.NewDatabase();
        var journals = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(() =>
            PostgreSqlJournal.OpenSchema(database))));
        _nodes.AddRange(journals);
        foreach (var journal in journals)
            Assert.Equal(0, await new PostgreSqlJournal(journal).LastPosition());
    }

    [Fact]
    public async Task The_last_snapshot_is_kept()
    {
        OpenNode();
        var snapshots = new PostgreSqlSnapshots(_nodes[0]);
        Assert.Null(await snapshots.Read(Tally.Actor("zhang")));
        await snapshots.Write(Tally.Actor("zhang"), new("schema", 1, new byte[] { 1 }, new byte[] { 1, 2 }));
        await snapshots.Write(Tally.Actor("zhang"), new("schema", 2, new byte[] { 2 }, new byte[] { 3 }));
        var read = Assert.IsType<Snapshot>(await snapshots.Read(Tally.Actor("zhang")));
        Assert.Equal(("schema", 2), (read.Schema, read.Version));
        Assert.Equal([2], read.Hash.ToArray());
        Assert.Equal([3], read.Body.ToArray());
        Assert.Null(await snapshots.Read(Tally.Actor("wang")));
    }

    protected override IJournal Open() => OpenNode();

    /// <summary>At the second entry of a commit, when the first has already been written.</summary>
    protected override void FailNextCommit() => Run("""
        create function broken() returns trigger language plpgsql as $$ begin raise 'broken'; end $$;
        create trigger broken before insert on entries for each row when (new.position > 2) execute function broken();
        """);

    protected override void Mend() => Run("drop trigger broken on entries");

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _nodes.ForEach(node => node.Dispose());
    }

    /// <summary>Three streams of its own, each commit an entry in each.</summary>
    private static async Task Write(IJournal journal, int writer)
    {
        var streams = Enumerable.Range(0, 3).Select(i => Tally.Actor($"{writer}-{i}")).ToList();
        for (var i = 0; i < CommitsOfEach; i++)
        {
            var results = await journal.Commit([.. streams.Select(stream => new StreamAppend(stream, i, Entries(stream, i, 1)))]);
            Assert.All(results, result => Assert.Equal(CommitResult.Committed, result));
        }
    }

    private PostgreSqlJournal OpenNode()
    {
        _database ??= PostgreSqlServer.NewDatabase().GetAwaiter().GetResult();
        var node = PostgreSqlJournal.OpenSchema(_database);
        _nodes.Add(node);
        return new(node);
    }

    private void Run(string sql)
    {
#pragma warning disable CA2100 // Constant text of our own.
        using var command = _nodes[0].CreateCommand(sql);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
