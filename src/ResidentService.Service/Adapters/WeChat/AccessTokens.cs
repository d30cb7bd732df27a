namespace ResidentService.Service.Adapters.WeChat;

/// <summary>
/// WeChat's access token: one fetch at a time, for all callers of this node and, through the store, for all nodes. It
/// is renewed early, while the old one is still good, so that nobody waits for it but after a start.
/// </summary>
/// <param name="fetch">Asks WeChat for the stable token; fetching it ends nobody's.</param>
internal sealed class AccessTokens(
    ITokenStore store, Func<Task<WeChatAnswer<GivenToken>>> fetch, TimeProvider system)
{
    /// <summary>WeChat renews it 5 minutes before its end; until then old and new are both good.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(4);

    /// <summary>After so long another node may fetch: the one that began has died.</summary>
    private static readonly TimeSpan FetchTimeMax = TimeSpan.FromSeconds(20);

    /// <summary>How often a node without a token looks whether another has fetched one.</summary>
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private Task<WeChatAnswer<StoredToken>>? _renewal;

    public async Task<WeChatAnswer<StoredToken>> Get(CancellationToken cancellation)
    {
        var stored = await store.Read();
        if (!IsGood(stored))
            return await Renewal().WaitAsync(cancellation);
        if (!IsFresh(stored!))
            _ = Renewal(); // beside this call, which uses the old one
        return WeChatAnswer.Given(stored!);
    }

    /// <summary>WeChat refuses it.</summary>
    public ValueTask Drop(StoredToken token) => store.Drop(token.Value);

    private Task<WeChatAnswer<StoredToken>> Renewal()
    {
        lock (_gate)
        {
            if (_renewal is not { IsCompleted: false })
                _renewal = Task.Run(Renew);
            return _renewal;
        }
    }

    /// <summary>Of no caller's own, so that none who goes away takes it from the others.</summary>
    private async Task<WeChatAnswer<StoredToken>> Renew()
    {
        while (true)
        {
            var stored = await store.Read();
            if (stored is not null && IsFresh(stored))
                return WeChatAnswer.Given(stored);
            if (await store.TryBeginFetch(FetchTimeMax) is { } turn)
                return await FetchOnce(turn);
            if (IsGood(stored))
                return WeChatAnswer.Given(stored!);
            await Task.Delay(LookAgainAfter, system);
        }
    }

    private async Task<WeChatAnswer<StoredToken>> FetchOnce(FetchTurn turn)
    {
        try
        {
            // Between the look and the turn another node may have put one.
            if (await store.Read() is { } there && IsFresh(there))
                return WeChatAnswer.Given(there);
            if (!(await fetch()).IsGiven(out var given, out var trouble))
                return new(trouble);
            var now = system.GetUtcNow();
            var early = Overlap < given.Lifetime / 2 ? Overlap : given.Lifetime / 2;
            var token = new StoredToken(given.Value, now + given.Lifetime - early, now + given.Lifetime);
            await store.Put(turn, token);
            return WeChatAnswer.Given(token);
        }
        finally
        {
            await store.EndFetch(turn);
        }
    }

    private bool IsFresh(StoredToken token) => system.GetUtcNow() < token.RenewAt;

    private bool IsGood(StoredToken? token) => token is not null && system.GetUtcNow() < token.EndsAt;
}

internal sealed record GivenToken(string Value, TimeSpan Lifetime)
{
    /// <summary>Never shows it in a log.</summary>
    public override string ToString() => "token";
}
