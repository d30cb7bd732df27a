using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Journal;

namespace ResidentService.Tests.Runtime;

public sealed class WriterTests
{
    private readonly HandScheduler _steps = new();
    private readonly HandTime _time = new();

    [Fact]
    public async Task More_comes_in_than_the_store_takes_when_an_append_has_waited_for_half_a_second()
    {
        var writer = new Writer(new MemoryJournal(), new Tail(0), _steps, _time, e => Assert.Fail(e.Message));
        Assert.False(writer.IsOverloaded);
        var first = writer.Append(Added("zhang"));
        _time.Advance(TimeSpan.FromMilliseconds(400));
        var second = writer.Append(Added("wang"));
        Assert.False(writer.IsOverloaded);
        _time.Advance(TimeSpan.FromMilliseconds(101));
        Assert.True(writer.IsOverloaded);
        await _steps.RunAll();
        Assert.Equal([CommitResult.Committed, CommitResult.Committed], await Task.WhenAll(first, second));
        Assert.False(writer.IsOverloaded);
    }

    [Fact]
    public async Task Crowds_and_others_go_first_by_turns()
    {
        var committed = new List<string>();
        var writer = new Writer(new MemoryJournal(), new Tail(0), _steps, _time, e => Assert.Fail(e.Message));
        writer.Committed += entries => committed.Add(
            string.Join(", ", entries.GroupBy(entry => entry.Stream.Key).GroupBy(one => one.Count() > 8 ? one.Key : "others")
                .Select(one => $"{one.Key} {one.Sum(stream => stream.Count())}")));
        foreach (var (name, entries) in ((string, int)[])
            [("ant", 1), ("crowd", 900), ("mob", 768), ("bee", 8), ("host", 1_020), ("cat", 1)])
        {
            _ = writer.Append(Added(name, entries));
        }

        foreach (var n in Enumerable.Range(1, 300))
            _ = writer.Append(Added($"fly{n}", 1));
        await _steps.RunAll();
        Assert.Equal(["crowd 900, others 124", "others 186, mob 768", "host 1020"], committed);
    }

    private static StreamAppend Added(string name, int entries = 1) => new(Tally.Actor(name), 0,
    [
        .. Enumerable.Range(1, entries).Select(version => new Entry
        {
            Stream = Tally.Actor(name),
            Version = version,
            Name = "tally.added.v1",
            At = DateTimeOffset.UnixEpoch,
            Caller = Caller.System,
            Command = CommandId.OfRequest(name),
            Payload = default,
            Body = "{}"u8.ToArray(),
            Reply = default,
        }),
    ]);
}
