using ResidentService.Service.Adapters.WeChat;
using ResidentService.Tests.Runtime;

namespace ResidentService.Tests.Service.Adapters.WeChat;

/// <summary>What every store of the shared token has to hold to, whatever it is made of.</summary>
public abstract class TokenStoreConformance
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>For a fetch that is to be overdue: a store has the test's clock, or one of its own.</summary>
    private static readonly TimeSpan ShortPatience = TimeSpan.FromMilliseconds(100);

    protected SetClock Clock { get; } = new(new DateTimeOffset(2026, 5, 4, 1, 0, 0, TimeSpan.Zero));

    /// <summary>A store without a token.</summary>
    protected abstract Task<ITokenStore> Open();

    [Fact]
    public async Task The_last_one_put_is_read()
    {
        var store = await Open();
        Assert.Null(await store.Read());
        await Fetch(store, "t1");
        await Fetch(store, "t2");
        Assert.Equal(Token("t2"), await store.Read());
    }

    [Fact]
    public async Task Dropping_forgets_that_token_only()
    {
        var store = await Open();
        await Fetch(store, "t2");
        await store.Drop("t1");
        Assert.Equal(Token("t2"), await store.Read());
        await store.Drop("t2");
        Assert.Null(await store.Read());
        await store.Drop("t2");
        await Fetch(store, "t3");
        Assert.Equal(Token("t3"), await store.Read());
    }

    [Fact]
    public async Task One_fetches_at_a_time()
    {
        var store = await Open();
        var let = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => store.TryBeginFetch(Patience).AsTask()));
        Assert.Single(let, turn => turn is not null);
    }

    [Fact]
    public async Task The_next_may_fetch_when_the_first_has_ended()
    {
        var store = await Open();
        var first = await store.TryBeginFetch(Patience);
        Assert.Null(await store.TryBeginFetch(Patience));
        await store.EndFetch(first!);
        Assert.True((await store.TryBeginFetch(Patience))!.Number > first!.Number);
    }

    [Fact]
    public async Task A_fetch_that_is_overdue_stops_nobody_and_ends_nobodys()
    {
        var store = await Open();
        var (overdue, _) = await BeginAfterOneOverdue(store);
        await store.EndFetch(overdue);
        Assert.Null(await store.TryBeginFetch(Patience));
    }

    [Fact]
    public async Task What_an_overdue_fetch_brings_late_does_not_take_the_place_of_what_came_after_it()
    {
        var store = await Open();
        var (overdue, next) = await BeginAfterOneOverdue(store);
        await store.Put(overdue, Token("early"));
        Assert.Equal(Token("early"), await store.Read());
        await store.Put(next, Token("next"));
        await store.Put(overdue, Token("late"));
        Assert.Equal(Token("next"), await store.Read());
        await store.Drop("next");
        await store.Put(overdue, Token("late"));
        Assert.Null(await store.Read());
    }

    protected async Task Fetch(ITokenStore store, string token)
    {
        var turn = await store.TryBeginFetch(Patience);
        await store.Put(turn!, Token(token));
        await store.EndFetch(turn!);
    }

    protected StoredToken Token(string value) => new(value, Clock.Now.AddHours(1), Clock.Now.AddHours(2));

    private async Task<(FetchTurn Overdue, FetchTurn Next)> BeginAfterOneOverdue(ITokenStore store)
    {
        var overdue = await store.TryBeginFetch(ShortPatience);
        Clock.Now += ShortPatience;
        FetchTurn? next = null;
        await Eventually.Until(async () => (next = await store.TryBeginFetch(Patience)) is not null);
        return (overdue!, next!);
    }
}
