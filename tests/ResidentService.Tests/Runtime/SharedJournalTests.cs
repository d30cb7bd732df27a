using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;

namespace ResidentService.Tests.Runtime;

/// <summary>Two nodes that have the same actor in memory, over a journal to which both append.</summary>
public sealed class SharedJournalTests
{
    private static readonly ActorId Zhang = Tally.Actor("zhang");

    private readonly MemoryJournal _journal = new() { IsShared = true };
    private readonly TestHost _here;
    private readonly TestHost _there;

    public SharedJournalTests()
    {
        (_here, _there) = (new TestHost(_journal), new TestHost(_journal));
    }

    [Fact]
    public async Task A_node_decides_anew_on_what_another_has_appended()
    {
        await BothKnow(2);
        Assert.Equal(5, await Total(_there, new Tally.Add(3), "b"));
        Assert.Equal(9, await Total(_here, new Tally.Add(4), "c"));
    }

    [Fact]
    public async Task An_answer_without_an_entry_is_of_what_another_has_appended_too()
    {
        await BothKnow(2);
        await Total(_there, new Tally.Add(3), "b");
        Assert.Equal(5, await Total(_here, new Tally.Add(0), "c"));
    }

    [Fact]
    public async Task A_read_sees_what_another_has_appended()
    {
        await BothKnow(2);
        await Total(_there, new Tally.Add(3), "b");
        Assert.Equal(5, await _here.Actors.Read(Zhang, new Tally.GetTotal()));
    }

    [Fact]
    public async Task A_command_that_another_node_has_carried_out_is_answered_as_it_was_there()
    {
        await BothKnow(2);
        await Total(_there, new Tally.Add(3), "b");
        await Total(_there, new Tally.Add(4), "c");
        Assert.Equal(5, await Total(_here, new Tally.Add(3), "b"));
        Assert.Equal(9, await _here.Actors.Read(Zhang, new Tally.GetTotal()));
    }

    [Fact]
    public async Task Who_reads_while_another_node_is_faster_each_time_is_answered_and_who_writes_comes_again()
    {
        await BothKnow(2);
        var outrun = new OutrunJournal(_journal);
        var node = new TestHost(outrun);
        var reads = new List<Task<int>>();
        outrun.BeforeConflict = () => reads.Add(node.Actors.Read(Zhang, new Tally.GetTotal()).AsTask());
        var outcome = await node.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(3), "b"));
        Assert.IsType<RuntimeRejection.TryAgain>(Assert.IsType<Outcome.Rejected>(outcome).Rejection);
        Assert.NotEmpty(reads);
        Assert.All(await Task.WhenAll(reads), total => Assert.Equal(2, total));

        outrun.BeforeConflict = null;
        Assert.Equal(5, await Total(node, new Tally.Add(3), "b"));
        Assert.Empty(node.Faults);
    }

    [Fact]
    public async Task Many_who_ask_both_nodes_at_once_are_all_counted_once()
    {
        const int people = 400;
        var asks = Enumerable.Range(0, people).Select(i =>
            Total(i % 2 == 0 ? _here : _there, new Tally.Add(1), $"{i}"));
        var totals = await Task.WhenAll(asks);
        Assert.Equal(Enumerable.Range(1, people), totals.Order());
        Assert.Equal(people, await _here.Actors.Read(Zhang, new Tally.GetTotal()));
    }

    [Fact]
    public void What_another_node_has_committed_is_read_once_and_kept()
    {
        var tail = new Tail(0);
        var grown = 0;
        tail.Grown += () => grown++;
        tail.Advance(5);
        Assert.Equal((5, 1), (tail.LastPosition, grown));
        Assert.Null(tail.ReadAfter(3, 10));
        tail.Add([EntryAt(4), EntryAt(6)]);
        Assert.Equal([4L], Positions(tail.ReadAfter(3, 10)));
        Assert.Null(tail.ReadAfter(4, 10));
        tail.Keep([EntryAt(5)]);
        Assert.Equal([4L, 5, 6], Positions(tail.ReadAfter(3, 10)));
        Assert.Equal([4L, 5], Positions(tail.ReadAfter(3, 2)));
        tail.Advance(3);
        Assert.Equal((6, 2), (tail.LastPosition, grown));
    }

    [Fact]
    public void A_follower_keeps_up_as_long_as_it_is_not_further_behind_than_the_tail_is_long()
    {
        var tail = new Tail(100);
        Assert.Equal((false, true), (tail.IsRecent(99), tail.IsRecent(100))); // what was before the start is far behind
        tail.Advance(Tail.EntriesMax + 200);
        Assert.Equal((false, true), (tail.IsRecent(199), tail.IsRecent(200)));
        tail.Keep([EntryAt(200), EntryAt(201)]);
        Assert.Null(tail.ReadAfter(199, 10)); // too old to be kept
        Assert.Equal([201L], Positions(tail.ReadAfter(200, 10)));
    }

    private static IEnumerable<long> Positions(List<Entry>? entries) => entries!.Select(entry => entry.Position);

    private async Task BothKnow(int total)
    {
        await Total(_here, new Tally.Add(total), "a");
        Assert.Equal(total, await _there.Actors.Read(Zhang, new Tally.GetTotal()));
    }

    private static async Task<int> Total(TestHost node, ICommand command, string id) => Assert.IsType<Tally.Total>(
        Assert.IsType<Outcome.Accepted>(await node.Actors.Ask(Zhang, TestHost.Asked(command, id))).Reply).Value;

    /// <summary>Somebody else has always appended before.</summary>
    private sealed class OutrunJournal(IJournal inner) : IJournal
    {
        /// <summary>Null: nobody does any more.</summary>
        public Action? BeforeConflict { get; set; }

        public bool IsShared => true;

        public ValueTask<IReadOnlyList<CommitResult>> Commit(IReadOnlyList<StreamAppend> batches)
        {
            if (BeforeConflict is not { } before)
                return inner.Commit(batches);
            before();
            return new([.. batches.Select(_ => CommitResult.Conflict)]);
        }

        public ValueTask<IReadOnlyList<Entry>> ReadStream(ActorId stream, long afterVersion, int limit) =>
            inner.ReadStream(stream, afterVersion, limit);

        public ValueTask<IReadOnlyList<Entry>> ReadAll(long afterPosition, int limit) => inner.ReadAll(afterPosition, limit);

        public ValueTask<long> LastPosition() => inner.LastPosition();
    }

    private static Entry EntryAt(long position) => new()
    {
        Position = position,
        Stream = Zhang,
        Version = position,
        Name = "tally.added.v1",
        At = DateTimeOffset.UnixEpoch,
        Caller = Caller.System,
        Command = CommandId.OfRequest("a"),
        Payload = default,
        Body = default,
        Reply = default,
    };
}
