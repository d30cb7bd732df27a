using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Snapshots;

namespace ResidentService.Tests.Runtime.Snapshots;

public sealed class SnapshotTests
{
    private const int Due = 20_000;
    private const int DueAtRest = 1_000;
    private static readonly ActorId Zhang = Tally.Actor("zhang");

    private readonly MemoryJournal _journal = new();
    private readonly WatchedSnapshots _snapshots = new();

    [Fact]
    public async Task It_begins_from_the_snapshot_and_reads_little_beside_what_is_new()
    {
        await TakeOne();
        var version = _snapshots.Kept[Zhang].Version;
        var (entries, host) = Restarted();
        Assert.Equal(await _journal.LastPosition(), await Total(host));
        const int BeforeItIsKnownToBeLong = 100;
        Assert.InRange(entries.Read, 1, BeforeItIsKnownToBeLong + 1 + (await _journal.LastPosition()) - version);
        Assert.Empty(host.Faults);
    }

    [Fact]
    public async Task A_repeat_finds_its_answer_after_a_snapshot_too()
    {
        await TakeOne();
        var (_, host) = Restarted();
        var again = Assert.IsType<Outcome.Accepted>(await host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(1), "c7")));
        Assert.NotEqual(new Tally.Total(Due), again.Reply);
        Assert.Single(again.Entries);
        var other = await host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(1), "c7", payload: 2));
        Assert.IsType<RuntimeRejection.KeyReused>(Assert.IsType<Outcome.Rejected>(other).Rejection);
        Assert.Equal(Due, await _journal.LastPosition());
    }

    [Theory]
    [InlineData("schema")]
    [InlineData("hash")]
    [InlineData("version")]
    [InlineData("damage")]
    [InlineData("cut")]
    public async Task One_that_is_of_no_use_is_passed_over(string what)
    {
        await TakeOne();
        var good = _snapshots.Kept[Zhang];
        var damaged = good.Body.ToArray();
        damaged[^1] ^= 1;
        _snapshots.Kept[Zhang] = what switch
        {
            "schema" => good with { Schema = "of the code before" },
            "hash" => good with { Hash = HashChain.Start },
            "version" => good with { Version = Due + 1 },
            "damage" => good with { Body = damaged },
            _ => good with { Body = default },
        };
        var (entries, host) = Restarted();
        Assert.Equal(Due, await Total(host));
        Assert.True(entries.Read >= Due);
        await _snapshots.Next(); // A good one takes its place.
        Assert.Equal(good.Schema, _snapshots.Kept[Zhang].Schema);
        Assert.Equal(Due, _snapshots.Kept[Zhang].Version);
    }

    [Fact]
    public async Task The_next_one_is_due_after_as_many_entries_again()
    {
        var host = await TakeOne();
        await Add(host, Due, Due - 1 - (int)(Due - _snapshots.Kept[Zhang].Version));
        Assert.True(host.Snapshots.IsResting && _snapshots.NoneSince());
        await Add(host, 3 * Due, Due);
        await _snapshots.Next();
    }

    [Theory]
    [InlineData(0, Due)]
    [InlineData(4 * Due, Due)]
    [InlineData(40 * Due, 10 * Due)]
    public void A_large_state_at_work_waits_for_a_quarter_of_its_items(int items, long entries) =>
        Assert.Equal(entries, SnapshotDue.AtWork(items));

    [Fact]
    public async Task A_large_state_that_is_loaded_does_not_wait_so_long()
    {
        var large = new SliceSet(Slice.Of(Tally.Decider, items: _ => 40 * Due));
        var host = new TestHost(_journal, snapshots: _snapshots, slices: large);
        await Add(host, 0, DueAtRest - 1);
        Assert.Equal(DueAtRest - 1, await Total(new TestHost(_journal, snapshots: _snapshots, slices: large)));
        await Add(host, DueAtRest - 1, 1);
        Assert.Equal(DueAtRest, await Total(host));
        Assert.True(host.Snapshots.IsResting && _snapshots.NoneSince());
        var restarted = new TestHost(_journal, snapshots: _snapshots, slices: large);
        Assert.Equal(DueAtRest, await Total(restarted));
        await _snapshots.Next();
        Assert.Equal(DueAtRest, _snapshots.Kept[Zhang].Version);
    }

    [Fact]
    public async Task One_that_fails_harms_nobody_and_is_tried_when_another_is_due()
    {
        _snapshots.Fails = true;
        var host = await TakeOne();
        _snapshots.Fails = false;
        Assert.Empty(_snapshots.Kept);
        Assert.Equal(Due, await Total(host));
        await Add(host, Due, 2 * Due);
        await _snapshots.Next();
        Assert.True(_snapshots.Kept[Zhang].Version > Due);
    }

    [Fact]
    public async Task What_was_committed_after_the_snapshot_and_before_a_crash_is_there()
    {
        var host = await TakeOne();
        await Add(host, Due, 10);
        var (_, restarted) = Restarted();
        Assert.Equal(Due + 10, await Total(restarted));
        await Add(restarted, Due, 10);
        Assert.Equal(Due + 10, await Total(restarted));
        await Add(restarted, Due + 10, 5);
        Assert.Equal(Due + 15, await Total(restarted));
    }

    private static async Task<int> Total(TestHost host) => await host.Actors.Read(Zhang, new Tally.GetTotal());

    private static async Task Add(TestHost host, int from, int count)
    {
        foreach (var some in Enumerable.Range(from, count).Chunk(1_000)) // more would not fit into the mailbox
        {
            var added = await Task.WhenAll(some.Select(number =>
                host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(1), $"c{number}")).AsTask()));
            Assert.All(added, outcome => Assert.IsType<Outcome.Accepted>(outcome));
        }
    }

    /// <summary>As many entries as make a snapshot due, and the snapshot.</summary>
    private async Task<TestHost> TakeOne()
    {
        var host = new TestHost(_journal, snapshots: _snapshots);
        await Add(host, 0, Due);
        await _snapshots.Next();
        return host;
    }

    private (CountingJournal Entries, TestHost Host) Restarted()
    {
        var entries = new CountingJournal(_journal);
        return (entries, new TestHost(entries, snapshots: _snapshots));
    }

    /// <summary>Counts the entries that are read from streams.</summary>
    private sealed class CountingJournal(IJournal inner) : IJournal
    {
        private int _read;

        public int Read => _read;

        public async ValueTask<IReadOnlyList<Entry>> ReadStream(ActorId stream, long afterVersion, int limit)
        {
            var entries = await inner.ReadStream(stream, afterVersion, limit);
            Interlocked.Add(ref _read, entries.Count);
            return entries;
        }

        public ValueTask<IReadOnlyList<CommitResult>> Commit(IReadOnlyList<StreamAppend> batches) => inner.Commit(batches);

        public ValueTask<IReadOnlyList<Entry>> ReadAll(long afterPosition, int limit) => inner.ReadAll(afterPosition, limit);

        public ValueTask<long> LastPosition() => inner.LastPosition();
    }
}
