namespace ResidentService.Service.Adapters.WeChat;

/// <summary>
/// Where the nodes of one app keep the access token that they share. All of it is safe to call from anywhere at once.
/// </summary>
public interface ITokenStore
{
    /// <summary>The token that was last put and not dropped; it may be past its end.</summary>
    ValueTask<StoredToken?> Read();

    /// <summary>Lets one of them fetch: false while another has been let, has not ended, and is not overdue.</summary>
    /// <param name="holder">Tells who holds it; not used again for another fetch.</param>
    ValueTask<bool> TryBeginFetch(string holder, TimeSpan patience);

    /// <summary>Ends the fetch of a holder; does nothing where it was overdue and another has begun.</summary>
    ValueTask EndFetch(string holder);

    ValueTask Put(StoredToken token);

    /// <summary>Forgets the token, unless another one has taken its place.</summary>
    ValueTask Drop(string token);
}

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
    private (string Holder, DateTimeOffset Until)? _fetch;

    public ValueTask<StoredToken?> Read()
    {
        lock (_gate)
        {
            return new(_token);
        }
    }

    public ValueTask<bool> TryBeginFetch(string holder, TimeSpan patience)
    {
        lock (_gate)
        {
            var now = system.GetUtcNow();
            if (_fetch is { } running && running.Until > now)
                return new(false);
            _fetch = (holder, now + patience);
            return new(true);
        }
    }

    public ValueTask EndFetch(string holder)
    {
        lock (_gate)
        {
            if (_fetch?.Holder == holder)
                _fetch = null;
        }

        return default;
    }

    public ValueTask Put(StoredToken token)
    {
        lock (_gate)
        {
            _token = token;
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
