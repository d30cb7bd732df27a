using System.Diagnostics;
using ResidentService.Service.Api.Edge;

namespace ResidentService.Service.Adapters.WeChat;

/// <summary>WeChat's access token, kept until shortly before its end; whoever needs it waits for one fetch.</summary>
internal sealed class AccessToken(
    Func<CancellationToken, Task<(string? Token, TimeSpan Lifetime, EdgeFault? Fault)>> fetch) : IDisposable
{
    /// <summary>WeChat renews it 5 minutes before its end; until then old and new are both good.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(4);

    private readonly SemaphoreSlim _gate = new(1);
    private string? _token;
    private long _fetchedAt;
    private TimeSpan _goodFor;

    public async Task<(string? Token, EdgeFault? Fault)> Get(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            if (_token is null || Stopwatch.GetElapsedTime(_fetchedAt) >= _goodFor)
            {
                var (token, lifetime, fault) = await fetch(cancellation);
                if (token is null)
                    return (null, fault);
                (_token, _fetchedAt, _goodFor) = (token, Stopwatch.GetTimestamp(), lifetime - Margin);
            }

            return (_token, null);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>WeChat refuses it: forgets it, unless another one has taken its place.</summary>
    public void Drop(string token) => Interlocked.CompareExchange(ref _token, null, token);

    public void Dispose() => _gate.Dispose();
}
