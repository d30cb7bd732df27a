namespace ResidentService.FakeWeChat;

/// <summary>
/// The stable token: the same one for whoever asks, another from five minutes before its end, and both are good until
/// then.
/// </summary>
public sealed class FakeTokens(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(2);
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _endsAt = [];
    private string? _current;
    private int _number;

    /// <summary>How often one was asked for.</summary>
    public int Fetches { get; private set; }

    public (string Token, int ExpiresInSeconds) Fetch()
    {
        lock (_gate)
        {
            Fetches++;
            var now = time.GetUtcNow();
            if (_current is null || _endsAt[_current] - now <= Overlap)
            {
                // As long as the documentation says that one may be.
                _current = $"fake-token-{++_number}-".PadRight(512, 'x');
                _endsAt[_current] = now + Lifetime;
            }

            return (_current, (int)(_endsAt[_current] - now).TotalSeconds);
        }
    }

    /// <summary>Null where it is good, else the errcode.</summary>
    public int? WhyNot(string? token)
    {
        lock (_gate)
        {
            if (token is null || !_endsAt.TryGetValue(token, out var endsAt))
                return 40001;
            return endsAt > time.GetUtcNow() ? null : 42001;
        }
    }

    /// <summary>The current one is good no more, before its time.</summary>
    public void End()
    {
        lock (_gate)
        {
            if (_current is not null)
                _endsAt[_current] = DateTimeOffset.MinValue;
            _current = null;
        }
    }
}
