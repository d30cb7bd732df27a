using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;

namespace ResidentService.Tests.Runtime;

public sealed class ActorTests
{
    private static readonly ActorId Zhang = Tally.Actor("zhang");

    private readonly MemoryJournal _journal = new();

    [Fact]
    public async Task A_command_is_answered_after_it_is_in_the_journal()
    {
        var accepted = Accepted(await new TestHost(_journal).Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(2), "a")));
        Assert.Equal(new Tally.Total(2), accepted.Reply);
        var entry = Assert.Single(await _journal.ReadAll(0, 10));
        Assert.Same(entry, Assert.Single(accepted.Entries));
        Assert.Equal(1, accepted.Position);
        Assert.Equal("tally.added.v1", entry.Name);
        Assert.Equal(new Caller("res_zhang"), entry.Caller);
    }

    [Fact]
    public async Task The_same_command_again_gets_the_stored_reply_and_appends_nothing()
    {
        var host = new TestHost(_journal);
        await host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(2), "a"));
        await host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(5), "b"));
        Assert.Equal(new Tally.Total(2), Accepted(await host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(2), "a"))).Reply);
        Assert.Equal(2, await _journal.LastPosition());
    }

    [Fact]
    public async Task It_is_so_too_after_a_restart()
    {
        await new TestHost(_journal).Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(2), "a"));
        var again = await new TestHost(_journal).Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(2), "a"));
        Assert.Equal(new Tally.Total(2), Accepted(again).Reply);
        Assert.Equal(1, Accepted(again).Position);
    }

    [Fact]
    public async Task The_same_id_with_another_payload_is_refused()
    {
        var host = new TestHost(_journal);
        await host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(2), "a"));
        var outcome = await host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(3), "a", payload: 2));
        Assert.IsType<RuntimeRejection.KeyReused>(Assert.IsType<Outcome.Rejected>(outcome).Rejection);
    }

    [Fact]
    public async Task After_seven_days_a_request_is_forgotten_and_a_reaction_is_not()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 5, 4, 9, 0, 0, Calendar.Offset));
        var host = new TestHost(_journal, domainTime: time);
        var reaction = new Asked(new Tally.Add(1), CommandId.OfDeadline(Zhang, 1, "x"), default, Caller.System);
        await host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(2), "a"));
        await host.Actors.Ask(Zhang, reaction);
        time.Now += TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1);
        await host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(10), "b"));
        Assert.Equal(new Tally.Total(15), Accepted(await host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(2), "a"))).Reply);
        Assert.Equal(new Tally.Total(3), Accepted(await host.Actors.Ask(Zhang, reaction)).Reply);
    }

    [Fact]
    public async Task A_repeat_is_answered_in_the_very_turn_that_ends_its_seven_days()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 5, 4, 9, 0, 0, Calendar.Offset));
        var scheduler = new HeldScheduler();
        var host = new TestHost(_journal, scheduler, time);
        await host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(2), "a"));
        time.Now += TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1);
        scheduler.Hold();
        var fresh = host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(10), "b")).AsTask();
        var again = host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(2), "a")).AsTask();
        scheduler.LetGo();
        Assert.Equal(new Tally.Total(12), Accepted(await fresh).Reply);
        Assert.Equal(new Tally.Total(2), Accepted(await again).Reply);
    }

    [Fact]
    public async Task A_refusal_and_what_is_already_so_append_nothing()
    {
        var host = new TestHost(_journal);
        var refused = Assert.IsType<Outcome.Rejected>(await host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Refuse(), "a")));
        Assert.Equal("refused", refused.Rejection.Code);
        var already = Accepted(await host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(0), "b")));
        Assert.Equal(new Tally.Total(0), already.Reply);
        Assert.Empty(already.Entries);
        Assert.Equal(0, await _journal.LastPosition());
    }

    [Fact]
    public async Task A_fault_in_a_decision_concerns_only_who_asked()
    {
        var host = new TestHost(_journal);
        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Fault(), "a")));
        Assert.Equal(new Tally.Total(2), Accepted(await host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(2), "b"))).Reply);
    }

    [Fact]
    public async Task A_thousand_callers_at_once_are_counted_once_each_and_in_fewer_commits()
    {
        var journal = new SlowJournal(_journal);
        var host = new TestHost(journal);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i =>
            Task.Run(async () => await host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(1), $"c{i}")))));
        Assert.Equal(Enumerable.Range(1, 1000), outcomes.Select(o => ((Tally.Total)Accepted(o).Reply).Value).Order());
        Assert.Equal(1000, await host.Actors.Read(Zhang, new Tally.GetTotal()));
        Assert.InRange(journal.Commits, 1, 500);
    }

    [Fact]
    public async Task Who_has_waited_for_over_a_second_makes_a_crowd_and_for_over_five_is_told_to_come_again()
    {
        var (steps, time) = (new HeldScheduler(), new HandTime());
        steps.Hold();
        var host = new TestHost(_journal, steps, systemTime: time);
        Assert.False(host.Actors.IsCrowded(Zhang));
        var first = host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(1), "first"));
        var owed = host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(2), "owed") with { FromFollower = true });
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(host.Actors.IsCrowded(Zhang));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(host.Actors.IsCrowded(Zhang));
        time.Advance(TimeSpan.FromSeconds(4));
        var second = host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(4), "second"));
        steps.LetGo();
        Assert.IsType<RuntimeRejection.TryAgain>(Assert.IsType<Outcome.Rejected>(await first).Rejection);
        Accepted(await owed);
        Assert.Equal(new Tally.Total(6), Accepted(await second).Reply);
        Assert.False(host.Actors.IsCrowded(Zhang));
    }

    [Fact]
    public async Task Two_live_copies_of_an_actor_lose_nothing()
    {
        var (one, other) = (new TestHost(_journal), new OtherNode(_journal));
        for (var i = 0; i < 20; i++)
        {
            await one.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(1), $"one{i}"));
            await other.Host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(1), $"other{i}"));
        }

        var last = Accepted(await other.Host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(1), "last")));
        Assert.Equal(new Tally.Total(41), last.Reply);
    }

    [Fact]
    public async Task A_failed_commit_is_answered_with_try_again_and_the_next_activation_starts_from_the_journal()
    {
        var journal = new SlowJournal(_journal);
        var host = new TestHost(journal);
        await host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(1), "a"));
        journal.FailNext = true;
        var failed = Assert.IsType<Outcome.Rejected>(await host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(1), "b")));
        Assert.Equal(RejectionKind.TryAgain, failed.Rejection.Kind);
        Assert.NotEmpty(host.Faults);
        Assert.Equal(new Tally.Total(2), Accepted(await host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(1), "b"))).Reply);
    }

    [Fact]
    public async Task Every_entry_is_chained_to_the_one_before()
    {
        var host = new TestHost(_journal);
        for (var i = 0; i < 5; i++)
            await host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(i + 1), $"{i}"));
        var before = HashChain.Start;
        foreach (var entry in await _journal.ReadStream(Zhang, 0, 10))
        {
            Assert.Equal(HashChain.Next(before, entry), entry.Hash.ToArray());
            before = entry.Hash;
        }
    }

    [Fact]
    public async Task The_clock_may_jump_back_but_a_stream_does_not()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 5, 4, 9, 0, 0, Calendar.Offset));
        var host = new TestHost(_journal, domainTime: time);
        await host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(1), "a"));
        time.Now -= TimeSpan.FromHours(3);
        await host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(1), "b"));
        var entries = await _journal.ReadStream(Zhang, 0, 10);
        Assert.Equal(entries[0].At, entries[1].At);
    }

    private static Outcome.Accepted Accepted(Outcome outcome) => Assert.IsType<Outcome.Accepted>(outcome);

    /// <summary>A second process over the same journal: its tail follows what the other one commits.</summary>
    private sealed class OtherNode(IJournal journal)
    {
        public TestHost Host { get; } = new(journal);
    }
}
