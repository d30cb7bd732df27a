using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Followers;
using ResidentService.Runtime.Journal;
using static ResidentService.Tests.Runtime.Eventually;

namespace ResidentService.Tests.Runtime;

/// <summary>Read tables beside a journal that grows by a few entries at a time, step by step.</summary>
public sealed class GatheringTests : IProjectionStore
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    private readonly MemoryJournal _journal = new();
    private readonly Tail _tail = new(0);
    private readonly HandScheduler _steps = new();
    private readonly HandTime _time = new();
    private readonly ProjectionFollower _follower;
    private readonly List<int> _applied = [];
    private int _written;

    public GatheringTests() => _follower = new(
        new JournalReader(_journal, _tail), this, 0, _steps, _time, e => Assert.Fail(e.Message));

    [Fact]
    public async Task A_few_entries_are_written_at_once()
    {
        foreach (var entries in (int[])[1, 2, 15, 3])
            await Write(entries);
        Assert.Equal([1, 2, 15, 3], _applied);
    }

    [Fact]
    public async Task In_a_rush_what_comes_within_a_beat_is_written_together()
    {
        await Write(16);
        await Write(30); // the first that waits, and it need not, since no beat has begun yet
        await Write(20);
        await Write(25);
        Assert.Equal([16, 30], _applied);
        await Pass(Beat);
        Assert.Equal([16, 30, 45], _applied);
        await Write(1);
        await Pass(Beat);
        await Write(1); // the rush is over
        Assert.Equal([16, 30, 45, 1, 1], _applied);
    }

    [Fact]
    public async Task Who_waits_for_a_position_is_served_at_once()
    {
        await Write(16);
        await Write(30);
        await Write(20);
        var waiting = _follower.WaitFor(66, TimeSpan.FromSeconds(2)).AsTask();
        await _steps.RunAll();
        Assert.True(await waiting);
        Assert.Equal([16, 30, 20], _applied);
    }

    [Fact]
    public async Task What_fills_a_transaction_does_not_wait()
    {
        await Write(16);
        await Write(30);
        await Write(8_700);
        Assert.Equal([16, 30, 8_192], _applied);
        await Pass(Beat);
        Assert.Equal([16, 30, 8_192, 508], _applied);
    }

    ValueTask<long> IProjectionStore.ReadCheckpoint() => new(0);

    ValueTask IProjectionStore.Apply(IReadOnlyList<Entry> entries)
    {
        _applied.Add(entries.Count);
        return default;
    }

    private async Task Write(int entries)
    {
        var stream = Tally.Actor("zhang");
        var added = Enumerable.Range(_written + 1, entries).Select(version => new Entry
        {
            Stream = stream,
            Version = version,
            Name = "tally.added.v1",
            At = DateTimeOffset.UnixEpoch,
            Caller = Caller.System,
            Command = CommandId.OfRequest($"{version}"),
            Payload = default,
            Body = "{}"u8.ToArray(),
            Reply = default,
        }).ToList();
        await _journal.Commit([new StreamAppend(stream, _written, added)]);
        _written += entries;
        _tail.Add(added);
        _follower.Wake();
        await _steps.RunAll();
    }

    private async Task Pass(TimeSpan time)
    {
        _time.Advance(time);
        await Until(() => _steps.Any);
        await _steps.RunAll();
    }
}
