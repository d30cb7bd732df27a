namespace ResidentService.Service.Adapters.WeChat;

/// <summary>
/// Where the nodes of one app keep the access token that they share. All of it is safe to call from anywhere at once.
/// </summary>
public interface ITokenStore
{
    /// <summary>The token that was last put and not dropped; it may be past its end.</summary>
    ValueTask<StoredToken?> Read();

    /// <summary>Lets one of them fetch: null while another has been let, has not ended, and is not overdue.</summary>
    ValueTask<FetchTurn?> TryBeginFetch(TimeSpan patience);

    /// <summary>Ends a fetch; does nothing where it was overdue and another has begun.</summary>
    ValueTask EndFetch(FetchTurn turn);

    /// <summary>Puts what was fetched, unless that was overdue and a later turn has put another.</summary>
    ValueTask Put(FetchTurn turn, StoredToken token);

    /// <summary>Forgets the token, unless another one has taken its place.</summary>
    ValueTask Drop(string token);
}

/// <summary>Who may fetch.</summary>
/// <param name="Number">Larger than those of all turns before: a fencing token.</param>
/// <param name="Giver">The store that has given it; its number means nothing to another.</param>
public sealed record FetchTurn(long Number, ITokenStore Giver);

/// <param name="Value">WeChat asks to keep room for 512 characters.</param>
/// <param name="RenewAt">From then on another is fetched, while this one is still good.</param>
public sealed record StoredToken(string Value, DateTimeOffset RenewAt, DateTimeOffset EndsAt)
{
    public const int LengthMax = 512;

    /// <summary>Never shows it in a log.</summary>
    public override string ToString() => "token";
}

/// <summary>The store of a single process.</summary>
public sealed class MemoryTokenStore(TimeProvider system) : ITokenStore
{
    private readonly Lock _gate = new();
    private StoredToken? _token;
    private long _turn;
    private long _put;
    private DateTimeOffset? _fetchUntil;

    public ValueTask<StoredToken?> Read()
    {
        lock (_gate)
        {
            return new(_token);
        }
    }

    public ValueTask<FetchTurn?> TryBeginFetch(TimeSpan patience)
    {
        lock (_gate)
        {
            var now = system.GetUtcNow();
            if (_fetchUntil is { } until && until > now)
                return default;
            _fetchUntil = now + patience;
            return new(new FetchTurn(++_turn, this));
        }
    }

    public ValueTask EndFetch(FetchTurn turn)
    {
        lock (_gate)
        {
            if (_turn == turn.Number)
                _fetchUntil = null;
        }

        return default;
    }

    public ValueTask Put(FetchTurn turn, StoredToken token)
    {
        lock (_gate)
        {
            if (_put <= turn.Number)
                (_put, _token) = (turn.Number, token);
        }

        return default;
    }

    public ValueTask Drop(string token)
    {
        lock (_gate)
        {
            if (_token?.Value == token)
                _token = null;
        }

        return default;
    }
}
