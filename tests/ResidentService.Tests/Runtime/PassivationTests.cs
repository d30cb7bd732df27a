using ResidentService.Runtime.Journal;

namespace ResidentService.Tests.Runtime;

public sealed class PassivationTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Never = TimeSpan.FromDays(1);

    private readonly MemoryJournal _journal = new();

    [Fact]
    public async Task A_burst_of_actors_is_let_go_without_being_told_and_none_forgets_anything()
    {
        var host = new TestHost(_journal, limits: new(ActorsMax: 50, ItemsMax: 1_000_000, Never));
        for (var i = 0; i < 500; i++)
            await host.Actors.Ask(Tally.Actor($"p{i}"), TestHost.Asked(new Tally.Add(1), "once"));
        await Until(() => host.Actors.Count <= 50);
        for (var i = 0; i < 500; i++)
        {
            await host.Actors.Ask(Tally.Actor($"p{i}"), TestHost.Asked(new Tally.Add(1), "once"));
            Assert.Equal(1, await host.Actors.Read(Tally.Actor($"p{i}"), new Tally.GetTotal()));
        }

        Assert.Equal(500, await _journal.LastPosition());
    }

    [Fact]
    public async Task A_few_large_actors_are_let_go_as_well_the_longest_idle_first()
    {
        var host = new TestHost(_journal, limits: new(ActorsMax: 1_000, ItemsMax: 100, Never));
        for (var i = 0; i < 12; i++)
        {
            for (var times = 0; times < 10; times++)
                await host.Actors.Ask(Tally.Actor($"p{i}"), TestHost.Asked(new Tally.Add(1), $"{times}"));
        }

        await Until(() => host.Actors.Items <= 100);
        Assert.InRange(host.Actors.Count, 1, 11);
        Assert.Equal(10, await host.Actors.Read(Tally.Actor("p0"), new Tally.GetTotal()));
    }

    [Fact]
    public async Task Who_was_idle_too_long_is_let_go_at_the_next_sweep()
    {
        var host = new TestHost(_journal, limits: new(ActorsMax: 50, ItemsMax: 1_000, TimeSpan.Zero));
        await host.Actors.Ask(Tally.Actor("zhang"), TestHost.Asked(new Tally.Add(1), "once"));
        await Until(() =>
        {
            host.Actors.Sweep();
            return host.Actors.Count == 0;
        });
        Assert.Equal(1, await host.Actors.Read(Tally.Actor("zhang"), new Tally.GetTotal()));
    }

    private static async Task Until(Func<bool> condition)
    {
        var patience = new CancellationTokenSource(Patience);
        while (!condition())
            await Task.Delay(1, patience.Token);
    }
}
