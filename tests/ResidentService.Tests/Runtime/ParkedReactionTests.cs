using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Followers;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Scheduling;
using static ResidentService.Tests.Runtime.Eventually;

namespace ResidentService.Tests.Runtime;

/// <summary>Zhang and Wang each tell the echo what they add; what Zhang tells cannot be delivered.</summary>
public sealed class ParkedReactionTests
{
    private static readonly ActorId Zhang = Tally.Actor("zhang");
    private static readonly ActorId Wang = Tally.Actor("wang");
    private static readonly ActorId Echo = Tally.Actor("echo");

    private readonly MemoryJournal _journal = new();
    private readonly KeptProgress _kept = new();

    [Fact]
    public async Task What_fails_ten_times_is_parked_and_its_stream_waits_while_others_go_on()
    {
        var run = new Run(this, fails: $"{Zhang}@1");
        await run.Add(Zhang, 1, 2, 3);
        await run.Add(Wang, 10, 20);
        await run.CaughtUp();
        Assert.Equal([10, 20], await Echoed());
        Assert.Equal(ParkedDelivery.TriesMax, run.Actors.Failed);
        Assert.Equal((1, 0L), (run.Follower.Parked, run.Follower.Lag));

        await run.Kept();
        var parked = Assert.Single(_kept.Parked);
        Assert.Equal((Zhang, "", 1, 10), (parked.Source, parked.Deadline, parked.Version, parked.Tries));
        Assert.Equal((2, 3), (parked.Waiting, parked.WaitingTo));
        Assert.Equal(nameof(InvalidOperationException), parked.Reason); // never the message: it may tell of people
        Assert.Equal(await _journal.LastPosition(), _kept.Position);
    }

    [Fact]
    public async Task What_asks_for_another_try_gets_it_without_end()
    {
        var run = new Run(this, fails: $"{Zhang}@1", asksAgain: true);
        await run.Add(Zhang, 1, 2);
        await Until(() => run.Actors.Failed > 3 * ParkedDelivery.TriesMax);
        Assert.Equal((0, 2), (run.Follower.Parked, run.Follower.Undelivered));
        run.Actors.Fails = "";
        await run.CaughtUp();
        Assert.Equal([1, 2], await Echoed());
    }

    [Fact]
    public async Task Run_again_it_is_delivered_with_all_that_waits_in_order()
    {
        var run = await ZhangParked(1, 2, 3);
        run.Actors.Fails = "";
        Assert.Equal(new Rerun(3, null), await run.Follower.RunAgain(Zhang));
        await run.Add(Zhang, 4);
        await run.CaughtUp();
        Assert.Equal([1, 2, 3, 4], await Echoed());
        await run.Kept();
        Assert.Empty(_kept.Parked);
        Assert.Null(await run.Follower.RunAgain(Zhang));
    }

    [Fact]
    public async Task What_fails_again_stays_parked_with_the_new_reason()
    {
        var run = await ZhangParked(1, 2, 3);
        var again = await run.Follower.RunAgain(Zhang);
        Assert.Equal((0, 11, 2), (again!.Delivered, again.Still!.Tries, again.Still.Waiting));
        Assert.Equal(11, Assert.Single(_kept.Parked).Tries); // before it was told
        run.Actors.Fails = $"{Zhang}@2";
        again = await run.Follower.RunAgain(Zhang);
        Assert.Equal((1, 2L, 1, 1), (again!.Delivered, again.Still!.Version, again.Still.Tries, again.Still.Waiting));
        Assert.Equal([1], await Echoed());
        run.Actors.Fails = "";
        Assert.Equal(new Rerun(2, null), await run.Follower.RunAgain(Zhang));
        Assert.Equal([1, 2, 3], await Echoed());
    }

    [Fact]
    public async Task Who_waits_is_told_when_the_end_comes_before_it_could_be_kept()
    {
        var run = await ZhangParked(1, 2);
        (run.Actors.Fails, _kept.IsBroken) = ("", true);
        var again = run.Follower.RunAgain(Zhang).AsTask();
        await Until(async () => (await Echoed()).Count() == 2);
        Assert.False(again.IsCompleted);
        run.Follower.Stop();
        await Assert.ThrowsAsync<IOException>(() => again);
        Assert.Single(_kept.Parked); // and is delivered again after the next start, once
    }

    [Fact]
    public async Task After_a_restart_it_is_known_before_anything_is_delivered()
    {
        await (await ZhangParked(1, 2)).Stop();
        var run = new Run(this, fails: "");
        Assert.Equal(1, run.Follower.Parked);
        await run.Add(Zhang, 3);
        await run.Add(Wang, 10);
        await run.CaughtUp();
        Assert.Equal([10], await Echoed());
        Assert.Equal(new Rerun(3, null), await run.Follower.RunAgain(Zhang));
        Assert.Equal([10, 1, 2, 3], await Echoed());
    }

    [Fact]
    public async Task What_a_crash_forgets_is_delivered_again_and_done_once()
    {
        var run = await ZhangParked(1, 2);
        _kept.IsLost = true;
        run.Actors.Fails = "";
        await run.Follower.RunAgain(Zhang);
        await run.Add(Zhang, 3);
        await run.CaughtUp();
        await run.Stop();

        _kept.IsLost = false;
        var restarted = new Run(this, fails: "");
        await restarted.CaughtUp();
        Assert.Equal(1, restarted.Follower.Parked);
        Assert.Equal(new Rerun(3, null), await restarted.Follower.RunAgain(Zhang));
        Assert.Equal([1, 2, 3], await Echoed());
    }

    [Fact]
    public async Task Entries_that_are_read_again_are_counted_once()
    {
        var run = new Run(this, fails: $"{Wang}@1", asksAgain: true);
        await run.Add(Wang, 10); // holds the checkpoint back
        await run.Stop();
        run = new Run(this, fails: $"{Zhang}@1");
        await run.Add(Zhang, 1, 2, 3);
        await run.CaughtUp();
        await run.Kept();
        await run.Stop();

        _kept.Position = 0;
        run = new Run(this, fails: "");
        await run.CaughtUp();
        Assert.Equal(2, Assert.Single(_kept.Parked).Waiting);
        Assert.Equal(new Rerun(3, null), await run.Follower.RunAgain(Zhang));
        Assert.Equal([10, 1, 2, 3], await Echoed());
    }

    [Fact]
    public async Task An_entry_that_cannot_be_read_parks_its_stream()
    {
        var run = new Run(this, fails: "");
        await run.Add(Zhang, 1);
        await run.Stop();
        var last = (await _journal.ReadStream(Zhang, 0, 1))[0];
        await Write(Entry("tally.vanished.v1", version: 2, last.Command), Entry(last.Name, version: 3, last.Command));

        run = new Run(this, fails: "");
        await run.Add(Wang, 10);
        await run.CaughtUp();
        Assert.Equal([1, 10], await Echoed());
        await run.Kept();
        var parked = Assert.Single(_kept.Parked);
        Assert.Equal((2, 1, "the entry cannot be read by this version of the service"),
            (parked.Version, parked.Waiting, parked.Reason));
    }

    [Fact]
    public async Task A_chain_that_is_too_long_is_parked()
    {
        var deep = CommandId.Stored($"r{CommandId.ChainLinksMax}:tally/other@1//{Zhang}");
        await Write(Entry("tally.added.v1", version: 1, deep));
        var run = new Run(this, fails: "");
        await run.CaughtUp();
        await run.Kept();
        Assert.Contains("more than 16 reactions in a chain", Assert.Single(_kept.Parked).Reason, StringComparison.Ordinal);
        Assert.Empty(await Echoed());
    }

    private async Task<Run> ZhangParked(params int[] counts)
    {
        var run = new Run(this, fails: $"{Zhang}@1");
        await run.Add(Zhang, counts);
        await run.CaughtUp();
        await run.Kept();
        return run;
    }

    /// <summary>What has reached the echo, in its order.</summary>
    private async Task<IEnumerable<int>> Echoed() => (await _journal.ReadStream(Echo, 0, 100))
        .Select(entry => ((Tally.Added)Tally.Codec.Decode(entry)).Count);

    private static Entry Entry(string name, long version, CommandId command) => new()
    {
        Stream = Zhang,
        Version = version,
        Name = name,
        At = DateTimeOffset.UnixEpoch,
        Caller = Caller.System,
        Command = command,
        Payload = default,
        Body = """{"count":5,"echo":true}"""u8.ToArray(),
        Reply = default,
    };

    private async Task Write(params Entry[] entries) => Assert.Equal(
        [CommitResult.Committed],
        await _journal.Commit([new StreamAppend(Zhang, entries[0].Version - 1, entries)]));

    /// <summary>One run of the process over the same journal and store.</summary>
    private sealed class Run
    {
        private readonly ParkedReactionTests _test;
        private readonly TestHost _host;
        private int _commands;

        public Run(ParkedReactionTests test, string fails, bool asksAgain = false)
        {
            (_test, _host) = (test, new TestHost(test._journal));
            Actors = new FailingActors(_host.Actors) { Fails = fails, AsksAgain = asksAgain };
            Follower = new ReactionFollower(
                new JournalReader(test._journal, _host.Tail), Tally.Slices, Tally.Codec, Actors, test._kept,
                test._kept.Read().AsTask().Result, Scheduler.Pool, new HastyTime(), (_, _) => { });
            _host.Tail.Grown += Follower.Wake;
            Follower.Wake();
        }

        public FailingActors Actors { get; }

        public ReactionFollower Follower { get; }

        public async Task Add(ActorId to, params int[] counts)
        {
            foreach (var count in counts)
            {
                var id = $"{Guid.NewGuid()}{++_commands}";
                await _host.Actors.Ask(to, TestHost.Asked(new Tally.Add(count, Echo: true), id));
            }
        }

        public Task CaughtUp() => Until(() => Follower.DeliveredTo == _host.Tail.LastPosition && Follower.IsResting);

        public Task Kept() => Until(() => _test._kept.Position == _host.Tail.LastPosition && Follower.IsResting);

        public Task Stop()
        {
            _host.Tail.Grown -= Follower.Wake;
            Follower.Stop();
            return Until(() => Follower.IsResting);
        }
    }

    /// <summary>What survives a restart; a crash can be made to lose what comes last.</summary>
    private sealed class KeptProgress : IReactionStore
    {
        private readonly Dictionary<ActorId, ParkedDelivery> _parked = [];

        public long Position { get; set; }

        public bool IsLost { get; set; }

        public volatile bool IsBroken;

        public IReadOnlyList<ParkedDelivery> Parked
        {
            get
            {
                lock (_parked)
                {
                    return [.. _parked.Values];
                }
            }
        }

        public ValueTask<(long Position, IReadOnlyList<ParkedDelivery> Parked)> Read() => new((Position, Parked));

        public ValueTask Write(long position, ParkedChanges changes)
        {
            if (IsBroken)
                throw new IOException("no space left on device");
            if (IsLost)
                return default;
            lock (_parked)
            {
                foreach (var parked in changes.Parked)
                    _parked[parked.Source] = parked;
                foreach (var source in changes.Released)
                    _parked.Remove(source);
                Position = position;
            }

            return default;
        }
    }
}
