using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using ResidentService.Service.Settings;

namespace ResidentService.Service.Adapters.WeChat;

/// <summary>
/// The official API, whoever writes and sends its requests. What each call means by its answer stands in
/// <c>WeChatClient.Calls.cs</c>; here is how all of them are made: with the shared token, again where that is safe, not
/// at all where the day's number is used up.
/// </summary>
public abstract partial class WeChatClient : IWeChat, IDisposable
{
    /// <summary>Three tries of this and their pauses end before a request of ours would.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>The picture of a code is the largest answer.</summary>
    protected const int AnswerBytesMax = 1024 * 1024;

    private const int RetriesMax = 2;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    private readonly WeChatWire _wire;
    private readonly WeChatAlarms _alarms;
    private readonly AccessTokens _tokens;
    private readonly DailyLimits _limits;
    private readonly ResiliencePipeline _ifUnsent;
    private readonly ResiliencePipeline _ifUndone;
    private readonly ResiliencePipeline _anyTime;

    /// <param name="system">For pauses, days and the age of tokens.</param>
    /// <param name="patience">How long one try may take; null for the usual.</param>
    protected WeChatClient(
        WeChatSettings settings, ITokenStore tokens, WeChatAlarms alarms, ILogger log, TimeProvider system,
        TimeSpan? patience)
    {
        Settings = settings;
        _alarms = alarms;
        _wire = new WeChatWire(patience ?? Patience, log);
        _tokens = new AccessTokens(tokens, FetchToken, system);
        _limits = new DailyLimits(system);
        _ifUnsent = Again(system, TroubleKind.NotReached);
        _ifUndone = Again(system, TroubleKind.NotReached, TroubleKind.Busy);
        _anyTime = Again(system, TroubleKind.NotReached, TroubleKind.Busy, TroubleKind.NoAnswer);
    }

    protected WeChatSettings Settings { get; }

    /// <summary>The way to the real WeChat.</summary>
    public static HttpMessageHandler NewWayOut() => new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ActivityHeadersPropagator = null, // our trace ids are nothing for others
    };

    public abstract void Dispose();

    /// <summary>Back-off with jitter, so that those who failed together do not come back together.</summary>
    private static ResiliencePipeline Again(TimeProvider system, params TroubleKind[] after) =>
        new ResiliencePipelineBuilder { TimeProvider = system }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = RetriesMax,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = FirstPause,
                ShouldHandle = tried => new(
                    tried.Outcome.Result is WeChatAnswer { Trouble.Kind: var kind } && after.Contains(kind)),
            })
            .Build();

    /// <summary>When a call may be made once more.</summary>
    private ResiliencePipeline On(Repeat repeat) => repeat switch
    {
        Repeat.IfUnsent => _ifUnsent,
        Repeat.IfUndone => _ifUndone,
        _ => _anyTime,
    };

    /// <summary>Makes a call as often as its kind allows, and keeps what its end means for the next one.</summary>
    private async Task<WeChatAnswer<T>> Call<T>(
        string path, Repeat repeat, Func<CancellationToken, Task<WeChatAnswer<T>>> once,
        CancellationToken cancellation)
        where T : class
    {
        if (_limits.Of(path) is { } usedUp)
            return new(usedUp);
        var answer = await On(repeat).ExecuteAsync(
            static async (call, cancelled) => await call(cancelled), once, cancellation);
        if (answer.IsGiven(out _, out var trouble))
        {
            _alarms.Settle(path);
            return answer;
        }

        if (trouble.Call is not null)
            return answer; // the token's, which has been noted there
        if (trouble.Kind == TroubleKind.DailyLimit)
        {
            _limits.UsedUp(path);
            trouble = trouble with { RetryAfter = _limits.Of(path)?.RetryAfter };
        }

        if (WeChatErrors.NeedsStaff(trouble.Kind))
            _alarms.Raise(path, trouble);
        return new(trouble with { Call = path });
    }

    /// <summary>
    /// Asks with the access token; once more with a new one where WeChat says that it is not good. Nothing has happened
    /// then, since the token is looked at first.
    /// </summary>
    private Task<WeChatAnswer<T>> CallWithToken<T>(
        string path, Repeat repeat, Func<StoredToken, CancellationToken, Task<HttpResponseMessage>> send,
        Func<WireAnswer, T?> read, CancellationToken cancellation)
        where T : class
    {
        return Call(path, repeat, Once, cancellation);

        async Task<WeChatAnswer<T>> Once(CancellationToken cancelled)
        {
            for (var isRetry = false; ; isRetry = true)
            {
                if (!(await _tokens.Get(cancelled)).IsGiven(out var token, out var noToken))
                    return new(noToken);
                var answer = await _wire.Ask(until => send(token, until), read, cancelled);
                if (answer.Trouble?.Kind != TroubleKind.TokenRefused)
                    return answer;
                await _tokens.Drop(token);
                if (isRetry)
                    return answer;
            }
        }
    }

    private enum Repeat
    {
        /// <summary>It has a one-use code, or what it does must not be done twice.</summary>
        IfUnsent,

        /// <summary>It must not be done twice, but a busy WeChat has not done it.</summary>
        IfUndone,

        /// <summary>Doing it twice is as doing it once.</summary>
        AnyTime,
    }
}
