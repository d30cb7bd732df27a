using ResidentService.Service.Adapters.WeChat;

namespace ResidentService.Tests.Service.Adapters.WeChat;

/// <summary>What every store of the shared token has to hold to, whatever it is made of.</summary>
public abstract class TokenStoreConformance
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    protected SetClock Clock { get; } = new(new DateTimeOffset(2026, 5, 4, 1, 0, 0, TimeSpan.Zero));

    /// <summary>A store without a token.</summary>
    protected abstract ITokenStore Open();

    [Fact]
    public async Task The_last_one_put_is_read()
    {
        var store = Open();
        Assert.Null(await store.Read());
        await store.Put(Token("t1"));
        await store.Put(Token("t2"));
        Assert.Equal(Token("t2"), await store.Read());
    }

    [Fact]
    public async Task Dropping_forgets_that_token_only()
    {
        var store = Open();
        await store.Put(Token("t2"));
        await store.Drop("t1");
        Assert.Equal(Token("t2"), await store.Read());
        await store.Drop("t2");
        Assert.Null(await store.Read());
        await store.Drop("t2");
    }

    [Fact]
    public async Task One_fetches_at_a_time()
    {
        var store = Open();
        var let = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => store.TryBeginFetch($"n{i}", Patience).AsTask()));
        Assert.Single(let, true);
    }

    [Fact]
    public async Task The_next_may_fetch_when_the_first_has_ended()
    {
        var store = Open();
        Assert.True(await store.TryBeginFetch("a", Patience));
        await store.EndFetch("b");
        Assert.False(await store.TryBeginFetch("b", Patience));
        await store.EndFetch("a");
        Assert.True(await store.TryBeginFetch("b", Patience));
    }

    [Fact]
    public async Task A_fetch_that_is_overdue_stops_nobody_and_ends_nobodys()
    {
        var store = Open();
        Assert.True(await store.TryBeginFetch("dead", Patience));
        Clock.Now += Patience;
        Assert.True(await store.TryBeginFetch("b", Patience));
        await store.EndFetch("dead");
        Assert.False(await store.TryBeginFetch("c", Patience));
    }

    private StoredToken Token(string value) => new(value, Clock.Now.AddHours(1), Clock.Now.AddHours(2));
}

public sealed class MemoryTokenStoreTests : TokenStoreConformance
{
    protected override ITokenStore Open() => new MemoryTokenStore(Clock);
}
