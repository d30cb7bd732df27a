using System.Collections.Concurrent;
using System.Text.Json;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Followers;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Scheduling;
using static ResidentService.Tests.Runtime.Eventually;

namespace ResidentService.Tests.Runtime;

public sealed class FollowerTests
{
    private static readonly ActorId Zhang = Tally.Actor("zhang");
    private static readonly ActorId Echo = Tally.Actor("echo");
    private readonly MemoryJournal _journal = new();
    private readonly KeptCheckpoint _checkpoint = new();

    [Fact]
    public async Task A_reaction_is_delivered_once()
    {
        var host = new TestHost(_journal);
        for (var i = 0; i < 50; i++)
            await host.Actors.Ask(Tally.Actor($"p{i % 7}"), TestHost.Asked(new Tally.Add(1, Echo: true), $"{i}"));
        await Follow(host, start: 0);
        Assert.Equal(50, await host.Actors.Read(Echo, new Tally.GetTotal()));
    }

    [Fact]
    public async Task What_was_delivered_before_a_crash_is_delivered_again_and_done_once()
    {
        var host = new TestHost(_journal);
        for (var i = 0; i < 50; i++)
            await host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(1, Echo: true), $"{i}"));
        await Follow(host, start: 0);
        var restarted = new TestHost(_journal);
        await Follow(restarted, start: 0);
        Assert.Equal(50, await restarted.Actors.Read(Echo, new Tally.GetTotal()));
    }

    [Fact]
    public async Task The_checkpoint_moves_to_the_end_when_all_is_delivered()
    {
        var host = new TestHost(_journal);
        await host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(1, Echo: true), "a"));
        await Follow(host, start: 0);
        Assert.Equal(await _journal.LastPosition(), _checkpoint.Position);
    }

    [Fact]
    public async Task What_the_pump_has_sent_the_follower_does_not_do_again()
    {
        var host = new TestHost(_journal);
        var accepted = (Outcome.Accepted)await host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(3, Echo: true), "a"));
        var pump = new Pump(host.Actors, Tally.Slices, Tally.Codec, TimeProvider.System);
        Assert.Equal(2, await pump.Follow(accepted));
        Assert.Equal(2, await pump.Follow(accepted));
        Assert.Equal(3, await host.Actors.Read(Echo, new Tally.GetTotal()));
        await Follow(host, start: 0);
        Assert.Equal(3, await host.Actors.Read(Echo, new Tally.GetTotal()));
        Assert.Equal(2, await _journal.LastPosition());
    }

    [Fact]
    public async Task A_delivery_that_fails_is_said_and_its_stream_waits_while_others_go_on()
    {
        var host = new TestHost(_journal);
        await host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(1, Echo: true), "a"));
        await host.Actors.Ask(Tally.Actor("wang"), TestHost.Asked(new Tally.Add(10, Echo: true), "b"));
        var actors = new FailingActors(host.Actors) { Fails = $"{Zhang}@1" };
        var follower = Reactions(host, actors, start: 0);
        follower.Wake();
        await Until(() => actors.Failed >= 2);
        await Until(async () => await host.Actors.Read(Echo, new Tally.GetTotal()) == 10);
        Assert.Equal(0, follower.DeliveredTo);
        Assert.Contains(_faults, fault => fault.Contains($"{Zhang}@1", StringComparison.Ordinal));
        actors.Fails = "";
        await Until(() => follower.DeliveredTo == host.Tail.LastPosition);
        Assert.Equal(11, await host.Actors.Read(Echo, new Tally.GetTotal()));
    }

    [Fact]
    public async Task A_projection_sees_every_entry_once_in_order_and_says_how_far_it_is()
    {
        var host = new TestHost(_journal);
        var store = new ListStore();
        var follower = Projection(host, store);
        host.Tail.Grown += follower.Wake;
        for (var i = 0; i < 300; i++)
            await host.Actors.Ask(Tally.Actor($"p{i % 9}"), TestHost.Asked(new Tally.Add(1), $"{i}"));
        Assert.True(await follower.WaitFor(300, Patience));
        Assert.Equal(Enumerable.Range(1, 300).Select(i => (long)i), store.Applied);
    }

    [Fact]
    public async Task A_projection_stops_at_what_it_cannot_apply_and_goes_on_when_it_can()
    {
        var host = new TestHost(_journal);
        var store = new ListStore { Fails = true };
        var follower = Projection(host, store);
        await host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(1), "a"));
        follower.Wake();
        await Until(() => follower.IsFaulted);
        Assert.Equal(0, follower.Checkpoint);
        Assert.False(await follower.WaitFor(1, Patience));
        store.Fails = false;
        await Until(() => follower.Checkpoint == 1 && !follower.IsFaulted);
        Assert.Equal([1], store.Applied);
    }

    [Fact]
    public async Task Waiting_for_what_does_not_come_ends()
    {
        var follower = Projection(new TestHost(_journal), new ListStore());
        Assert.False(await follower.WaitFor(1, TimeSpan.FromMilliseconds(20)));
    }

    [Fact]
    public async Task The_tail_keeps_the_event_and_not_its_bytes()
    {
        var host = new TestHost(_journal);
        var outcome = await host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(1), "a"));
        var kept = Assert.Single(host.Tail.ReadAfter(0, 10)!);
        var stored = Assert.Single(await _journal.ReadStream(Zhang, 0, 10));
        Assert.Equal((0, 0), (kept.Body.Length, kept.Reply.Length));
        Assert.Equal(JsonSerializer.Deserialize<Tally.Added>(stored.Body.Span, Codec.Json), Tally.Codec.Decode(kept));
        Assert.Equal(
            (stored.Position, stored.Stream, stored.Version, stored.Name, stored.At, stored.Caller, stored.Command),
            (kept.Position, kept.Stream, kept.Version, kept.Name, kept.At, kept.Caller, kept.Command));
        Assert.Equal(stored.Payload, kept.Payload);
        Assert.Equal(stored.Hash.ToArray(), kept.Hash.ToArray());
        // Who asked is still given all of it: it may be on its way to another node.
        Assert.NotEqual(0, Assert.Single(Assert.IsType<Outcome.Accepted>(outcome).Entries).Body.Length);
    }

    [Fact]
    public async Task An_entry_that_the_tail_no_longer_has_is_read_from_the_journal()
    {
        var host = new TestHost(_journal);
        await host.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(1), "a"));
        var later = new TestHost(_journal);
        await later.Actors.Ask(Zhang, TestHost.Asked(new Tally.Add(1), "b"));
        Assert.Null(later.Tail.ReadAfter(0, 10));
        var read = await new JournalReader(_journal, later.Tail).ReadAfter(0, 10);
        Assert.Equal([1L, 2], read.Select(entry => entry.Position));
    }

    private readonly ConcurrentBag<string> _faults = [];

    private ReactionFollower Reactions(TestHost host, IActors actors, long start) => new(
        new JournalReader(_journal, host.Tail), Tally.Slices, Tally.Codec, actors, _checkpoint, (start, []), Scheduler.Pool,
        TimeProvider.System, (what, _) => _faults.Add(what));

    private ProjectionFollower Projection(TestHost host, ListStore store) => new(
        new JournalReader(_journal, host.Tail), store, 0, Scheduler.Pool, TimeProvider.System,
        e => _faults.Add(e.Message));

    private async Task Follow(TestHost host, long start)
    {
        var follower = Reactions(host, host.Actors, start);
        host.Tail.Grown += follower.Wake;
        follower.Wake();
        await Until(() => follower.DeliveredTo == host.Tail.LastPosition && _checkpoint.Position == host.Tail.LastPosition);
    }

    private sealed class KeptCheckpoint : IReactionStore
    {
        public long Position { get; private set; }

        public ValueTask<(long Position, IReadOnlyList<ParkedDelivery> Parked)> Read() => new((Position, []));

        public ValueTask Write(long position, ParkedChanges changes)
        {
            Position = position;
            return default;
        }
    }

    private sealed class ListStore : IProjectionStore
    {
        public bool Fails { get; set; }

        public ConcurrentQueue<long> Applied { get; } = [];

        public ValueTask<long> ReadCheckpoint() => new(0);

        public ValueTask Apply(IReadOnlyList<Entry> entries)
        {
            if (Fails)
                throw new IOException("database disk image is malformed");
            foreach (var entry in entries)
                Applied.Enqueue(entry.Position);
            return default;
        }
    }
}
