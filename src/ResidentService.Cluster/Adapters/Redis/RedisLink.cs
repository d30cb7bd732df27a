using System.Diagnostics.Metrics;
using ResidentService.Runtime;
using StackExchange.Redis;

namespace ResidentService.Cluster.Adapters.Redis;

/// <summary>
/// The Redis that nodes share, as something that may be away at any time. A question that is not answered soon has no
/// answer, and nobody asks for a moment; then one asks first, and when it is answered all do again. So a Redis that
/// hangs costs whoever waits for it 50 ms, and everybody after them nothing.
/// </summary>
/// <remarks>Keeps to what StackExchange.Redis has had since 1.2, whose tasks know no time-out.</remarks>
internal sealed partial class RedisLink : IAsyncDisposable
{
    private static readonly TimeSpan PatienceUsual = TimeSpan.FromMilliseconds(50);

    /// <summary>How long nobody asks after a question without an answer.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromSeconds(1);

    /// <summary>Under way at once; what is beyond is not asked.</summary>
    private const int QuestionsMax = 1_000;

    private readonly string _name;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _system;
    private readonly ILogger<RedisLink> _log;
    private readonly Task<ConnectionMultiplexer> _connecting;
    private readonly Meter _meter = new(RuntimeMetrics.MeterName);
    private readonly Counter<long> _unanswered;
    private int _underWay;

    // A time stamp while Redis is away, and else none.
    private long _askAgainAt;

    /// <param name="name">Of the cluster: what several of them keep in one Redis has different names.</param>
    public RedisLink(
        ConfigurationOptions options, string name, TimeProvider system, ILogger<RedisLink> log, TimeSpan? patience = null)
    {
        (_name, _system, _log, _patience) = (name, system, log, patience ?? PatienceUsual);
        _unanswered = _meter.CreateCounter<long>(
            "resident_service.redis.unanswered", "{question}", "Questions to Redis without an answer.");
        _meter.CreateObservableGauge("resident_service.redis.away", () => IsReached ? 0 : 1, null, "1 while Redis is away.");
        options = options.Clone();
        options.AbortOnConnectFail = false; // it may come later
        options.ReconnectRetryPolicy = new LinearRetry((int)ReconnectAfter.TotalMilliseconds);
        _connecting = Connect(options);
    }

    private bool IsReached => _connecting is { IsCompletedSuccessfully: true, Result.IsConnected: true } && !IsAway;

    public bool IsAway => Volatile.Read(ref _askAgainAt) != 0;

    /// <summary>The name in Redis of something that the cluster's nodes share.</summary>
    public RedisKey KeyOf(string what) => $"{_name}:{what}";

    /// <returns>Null where Redis is away. What was asked may be done nevertheless, and late.</returns>
    public async ValueTask<T?> Ask<T>(Func<IDatabase, Task<T>> question) where T : class
    {
        if (!_connecting.IsCompletedSuccessfully || !MayAsk())
            return null;
        try
        {
            if (Interlocked.Increment(ref _underWay) > QuestionsMax)
                return null;
            var connection = await _connecting;
            if (!connection.IsConnected)
                throw new TimeoutException("It is not connected."); // else the question would wait until it is
            var answer = await question(connection.GetDatabase()).WaitAsync(_patience, _system);
            NoteAnswer();
            return answer;
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException
            or OperationCanceledException)
        {
            NoteSilence(e);
            return null;
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _meter.Dispose();
        (await _connecting).Close(allowCommandsToComplete: false); // nobody waits for an answer any more
    }

    /// <summary>
    /// The first question takes long, since its code is compiled: nobody is to wait for that, and it waits no longer for
    /// an answer than until somebody would ask again.
    /// </summary>
    private static async Task<ConnectionMultiplexer> Connect(ConfigurationOptions options)
    {
        var connection = await ConnectionMultiplexer.ConnectAsync(options);
        if (connection.IsConnected)
            await Task.WhenAny(connection.GetDatabase().PingAsync(), Task.Delay(Pause)); // whether it is answered or not
        return connection;
    }

    /// <summary>Of all who come after a pause, one.</summary>
    private bool MayAsk()
    {
        var again = Volatile.Read(ref _askAgainAt);
        return again == 0 || (_system.GetTimestamp() >= again
            && Interlocked.CompareExchange(ref _askAgainAt, AfterPause(), again) == again);
    }

    private void NoteAnswer()
    {
        if (IsAway && Interlocked.Exchange(ref _askAgainAt, 0) != 0)
            LogBack(_log);
    }

    private void NoteSilence(Exception e)
    {
        _unanswered.Add(1);
        if (Interlocked.Exchange(ref _askAgainAt, AfterPause()) == 0)
            LogAway(_log, e.Message);
    }

    private long AfterPause() =>
        _system.GetTimestamp() + (long)(Pause.TotalSeconds * _system.TimestampFrequency);

    [LoggerMessage(LogLevel.Warning, "Redis is away: until it is back, each node counts calls and keeps WeChat's token "
        + "by itself. {Why}")]
    private static partial void LogAway(ILogger log, string why);

    [LoggerMessage(LogLevel.Information, "Redis is back.")]
    private static partial void LogBack(ILogger log);
}
