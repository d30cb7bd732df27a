using System.Text;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;

namespace ResidentService.Tests.Runtime;

/// <summary>What every journal keeps to, whatever it is made of.</summary>
public abstract class JournalConformance : IDisposable
{
    private static readonly ActorId Zhang = Tally.Actor("zhang");
    private static readonly ActorId Wang = Tally.Actor("wang");

    private IJournal? _journal;

    protected abstract IJournal Open();

    /// <summary>Makes the store fail in the midst of the next commit.</summary>
    protected abstract void FailNextCommit();

    protected abstract void Mend();

    private IJournal Journal => _journal ??= Open();

    [Fact]
    public async Task An_empty_journal_has_no_entries()
    {
        Assert.Equal(0, await Journal.LastPosition());
        Assert.Empty(await Journal.ReadAll(0, 10));
        Assert.Empty(await Journal.ReadStream(Zhang, 0, 10));
    }

    [Fact]
    public async Task What_is_committed_can_be_read_back_as_it_was()
    {
        var entry = Entries(Zhang, after: 0, count: 1)[0];
        Assert.Equal([CommitResult.Committed], await Journal.Commit([new(Zhang, 0, [entry])]));
        var read = Assert.Single(await Journal.ReadStream(Zhang, 0, 10));
        Assert.Equal(1, read.Position);
        Assert.Equal(Zhang, read.Stream);
        Assert.Equal(1, read.Version);
        Assert.Equal(entry.Name, read.Name);
        Assert.Equal(entry.At, read.At);
        Assert.Equal(entry.At.Offset, read.At.Offset);
        Assert.Equal(entry.Caller, read.Caller);
        Assert.Equal(entry.Command, read.Command);
        Assert.Equal(entry.Payload, read.Payload);
        Assert.Equal(entry.Body.ToArray(), read.Body.ToArray());
        Assert.Equal(entry.Reply.ToArray(), read.Reply.ToArray());
        Assert.Equal(entry.Hash.ToArray(), read.Hash.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Another_head_than_expected_is_a_conflict_and_keeps_nothing(long expected)
    {
        await Journal.Commit([new(Zhang, 0, Entries(Zhang, after: 0, count: 2))]);
        var append = new StreamAppend(Zhang, expected, Entries(Zhang, after: expected, count: 2));
        Assert.Equal([CommitResult.Conflict], await Journal.Commit([append]));
        Assert.Equal(2, (await Journal.ReadStream(Zhang, 0, 10)).Count);
        Assert.Equal(2, await Journal.LastPosition());
    }

    [Fact]
    public async Task A_loser_does_not_fail_the_others()
    {
        var results = await Journal.Commit(
        [
            new(Zhang, 0, Entries(Zhang, after: 0, count: 2)),
            new(Zhang, 1, Entries(Zhang, after: 1, count: 2)),
            new(Wang, 0, Entries(Wang, after: 0, count: 3)),
        ]);
        Assert.Equal([CommitResult.Committed, CommitResult.Conflict, CommitResult.Committed], results);
        Assert.Equal([1L, 2, 3, 4, 5], (await Journal.ReadAll(0, 10)).Select(entry => entry.Position));
        Assert.Equal([1L, 2, 3], (await Journal.ReadStream(Wang, 0, 10)).Select(entry => entry.Version));
    }

    [Fact]
    public async Task Positions_follow_the_order_of_commits_and_reading_goes_on_from_one()
    {
        for (var i = 0; i < 10; i++)
            await Journal.Commit([new(Zhang, i, Entries(Zhang, i, 1)), new(Wang, i, Entries(Wang, i, 1))]);
        var first = await Journal.ReadAll(0, 7);
        var rest = await Journal.ReadAll(first[^1].Position, 100);
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), first.Concat(rest).Select(entry => entry.Position));
        Assert.Equal([4L, 5], (await Journal.ReadStream(Wang, 3, 2)).Select(entry => entry.Version));
    }

    [Fact]
    public async Task A_reply_is_found_by_the_commands_id_in_what_the_journal_kept()
    {
        var first = await new TestHost(Journal).Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(2), "a"));
        await new TestHost(Journal).Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(5), "b"));
        var again = await new TestHost(Journal).Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(2), "a"));
        Assert.Equal(
            Assert.IsType<Outcome.Accepted>(first).Reply, Assert.IsType<Outcome.Accepted>(again).Reply);
        Assert.Equal(2, await Journal.LastPosition());
    }

    [Fact]
    public async Task The_same_id_with_another_payload_is_refused()
    {
        await new TestHost(Journal).Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(2), "a"));
        var other = await new TestHost(Journal).Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(3), "a", payload: 2));
        Assert.IsType<RuntimeRejection.KeyReused>(Assert.IsType<Outcome.Rejected>(other).Rejection);
        Assert.Equal(1, await Journal.LastPosition());
    }

    [Fact]
    public async Task An_error_at_the_commit_keeps_nothing_of_any_stream_and_says_so()
    {
        await Journal.Commit([new(Zhang, 0, Entries(Zhang, after: 0, count: 1))]);
        FailNextCommit();
        await Assert.ThrowsAnyAsync<IOException>(async () => await Journal.Commit(
        [
            new(Zhang, 1, Entries(Zhang, after: 1, count: 2)),
            new(Wang, 0, Entries(Wang, after: 0, count: 1)),
        ]));
        Mend();
        Assert.Equal(1, Assert.Single(await Journal.ReadAll(0, 10)).Position);
        Assert.Empty(await Journal.ReadStream(Wang, 0, 10));
        Assert.Equal([CommitResult.Committed], await Journal.Commit([new(Zhang, 1, Entries(Zhang, after: 1, count: 1))]));
        Assert.Equal([1L, 2], (await Journal.ReadAll(0, 10)).Select(entry => entry.Position));
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => (_journal as IDisposable)?.Dispose();

    protected static List<Entry> Entries(ActorId stream, long after, int count) =>
    [
        .. Enumerable.Range(1, count).Select(i => new Entry
        {
            Stream = stream,
            Version = after + i,
            Name = "tally.added.v1",
            At = new DateTimeOffset(2026, 5, 4, 9, 0, i, 123, Calendar.Offset),
            Caller = new Caller("res_zhang"),
            Command = CommandId.OfRequest($"{stream}{after + i}"),
            Payload = new PayloadHash(-42),
            Body = Encoding.UTF8.GetBytes("""{"count":1,"名":"值"}"""),
            Reply = i == count ? "tally.reply.v1 {}"u8.ToArray() : default,
            Hash = Enumerable.Repeat((byte)i, HashChain.HashBytes).ToArray(),
        }),
    ];
}

public sealed class MemoryJournalTests : JournalConformance
{
    private readonly SlowJournal _journal = new(new MemoryJournal());

    protected override IJournal Open() => _journal;

    protected override void FailNextCommit() => _journal.FailNext = true;

    protected override void Mend() => _journal.FailNext = false;
}
