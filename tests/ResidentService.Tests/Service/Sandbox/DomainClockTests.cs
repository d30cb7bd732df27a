using ResidentService.Service.Sandbox;

namespace ResidentService.Tests.Service.Sandbox;

public sealed class DomainClockTests : IAsyncLifetime
{
    private readonly TemporaryKeys _keys = new();

    [Fact]
    public async Task What_two_nodes_move_adds_up_also_where_neither_has_heard_of_the_other()
    {
        var (one, other) = (new DomainClock(_keys.Database), new DomainClock(_keys.Database));
        await one.Advance(60);
        await other.Advance(5);
        Assert.Equal(65, Ahead(other));
        one.LookAgain();
        Assert.Equal(65, Ahead(one));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(n => (n % 2 == 0 ? one : other).Advance(1)));
        Assert.Equal(85, Ahead(new DomainClock(_keys.Database)));
    }

    [Fact]
    public async Task It_ends_where_the_calendar_nears_its_end()
    {
        const int century = 100 * 366 * 24 * 60;
        var clock = new DomainClock(_keys.Database);
        await clock.Advance(int.MaxValue);
        await clock.Advance(int.MaxValue);
        Assert.Equal(century, Ahead(clock));
    }

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => _keys.DisposeAsync();

    private static int Ahead(DomainClock clock) =>
        (int)Math.Round((clock.GetUtcNow() - DateTimeOffset.UtcNow).TotalMinutes);
}
