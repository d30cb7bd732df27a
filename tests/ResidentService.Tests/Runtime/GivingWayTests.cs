using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Followers;
using ResidentService.Runtime.Journal;
using static ResidentService.Tests.Runtime.Eventually;

namespace ResidentService.Tests.Runtime;

/// <summary>A follower with 20,000 entries before it, step by step; each piece of its work takes 10 ms.</summary>
public sealed class GivingWayTests : IProjectionStore
{
    private const int Entries = 20_000;
    private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(10);

    private readonly MemoryJournal _journal = new();
    private readonly Tail _tail = new(Entries);
    private readonly HandScheduler _steps = new();
    private readonly HandTime _time = new();
    private readonly List<int> _applied = [];

    [Fact]
    public async Task With_nobody_there_it_goes_on_at_full_speed()
    {
        (await Behind()).Wake();
        await _steps.RunAll();
        Assert.Equal([8_192, 8_192, 3_616], _applied);
    }

    [Fact]
    public async Task While_people_write_it_works_a_quarter_of_the_time_in_small_pieces()
    {
        var follower = await Behind();
        await SomebodyWrites();
        follower.Wake();
        await _steps.RunAll();
        Assert.Equal([100], _applied);
        follower.Wake(); // as every commit does
        await _steps.RunAll();
        _time.Advance((3 * Work) - TimeSpan.FromMilliseconds(1));
        follower.Wake();
        await _steps.RunAll();
        Assert.Equal([100], _applied);

        await SomebodyWrites();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await Until(() => _steps.Any);
        await _steps.RunAll();
        Assert.Equal([100, 100], _applied);
    }

    [Fact]
    public async Task A_timer_that_comes_early_ends_the_rest_all_the_same()
    {
        _time.EarlyBy = TimeSpan.FromMilliseconds(2);
        var follower = await Behind();
        await SomebodyWrites();
        follower.Wake();
        await _steps.RunAll();
        _time.Advance((3 * Work) - TimeSpan.FromMilliseconds(1));
        await Until(() => _steps.Any);
        await _steps.RunAll();
        Assert.Equal([100, 100], _applied);
    }

    [Fact]
    public async Task When_they_have_gone_it_goes_on_at_full_speed()
    {
        var follower = await Behind();
        await SomebodyWrites();
        follower.Wake();
        await _steps.RunAll();
        _time.Advance(TimeSpan.FromSeconds(2));
        await Until(() => _steps.Any);
        await _steps.RunAll();
        Assert.Equal([100, 8_192, 8_192, 3_517], _applied);
    }

    ValueTask<long> IProjectionStore.ReadCheckpoint() => new(0);

    ValueTask IProjectionStore.Apply(IReadOnlyList<Entry> entries)
    {
        _applied.Add(entries.Count);
        _time.Advance(Work);
        return default;
    }

    private async Task<ProjectionFollower> Behind()
    {
        await _journal.Commit([new StreamAppend(
            Tally.Actor("zhang"), 0, [.. Enumerable.Range(1, Entries).Select(version => Entry("zhang", version))])]);
        return new(new JournalReader(_journal, _tail), this, 0, _steps, _time, e => Assert.Fail(e.Message));
    }

    private async Task SomebodyWrites()
    {
        var entry = Entry($"p{_tail.LastPosition}", 1);
        await _journal.Commit([new StreamAppend(entry.Stream, 0, [entry])]);
        _tail.Add([entry]);
    }

    private static Entry Entry(string who, long version) => new()
    {
        Stream = Tally.Actor(who),
        Version = version,
        Name = "tally.added.v1",
        At = DateTimeOffset.UnixEpoch,
        Caller = Caller.System,
        Command = CommandId.OfRequest($"{who}{version}"),
        Payload = default,
        Body = """{"count":1}"""u8.ToArray(),
        Reply = default,
    };
}
