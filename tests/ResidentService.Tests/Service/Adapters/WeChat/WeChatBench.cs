using Microsoft.Extensions.Logging;
using ResidentService.FakeWeChat;
using ResidentService.Service.Adapters.WeChat;
using ResidentService.Service.Settings;

namespace ResidentService.Tests.Service.Adapters.WeChat;

/// <summary>A fake WeChat and a client that speaks to it, with time as the test says it.</summary>
internal sealed class WeChatBench : IAsyncDisposable
{
    /// <summary>How long a client waits for a fake that was told to be slow.</summary>
    private static readonly TimeSpan Impatient = TimeSpan.FromSeconds(3);

    private readonly NewWeChat _new;
    private readonly List<WeChatClient> _nodes = [];

    private WeChatBench(FakeWeChatServer fake, HastyClock clock, NewWeChat newNode)
    {
        (Fake, Clock, _new) = (fake, clock, newNode);
        Store = new MemoryTokenStore(clock);
        Alarms = new WeChatAlarms(Log.For<WeChatAlarms>());
        WeChat = NewNode();
    }

    public static NewWeChat OwnClient { get; } = (settings, tokens, wayOut, alarms, log, system, patience) =>
        new WeChatHttp(settings, tokens, wayOut, alarms, log, system, patience);

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public FakeWeChatServer Fake { get; }

    public HastyClock Clock { get; }

    public MemoryTokenStore Store { get; }

    public LogLines Log { get; } = new();

    public WeChatAlarms Alarms { get; }

    public IWeChat WeChat { get; }

    /// <param name="newNode">What speaks to the fake; null: our own client.</param>
    public static async Task<WeChatBench> Start(NewWeChat? newNode = null)
    {
        var clock = new HastyClock(new DateTimeOffset(2026, 5, 4, 9, 0, 0, TimeSpan.FromHours(8)));
        return new(await FakeWeChatServer.Start(new FakeOptions { Time = clock }), clock, newNode ?? OwnClient);
    }

    /// <summary>Another node of the same app, which shares the store of the token.</summary>
    /// <param name="store">Where it shares it; null: in this process.</param>
    public IWeChat NewNode(bool isImpatient = false, ITokenStore? store = null)
    {
        var settings = new WeChatSettings(Fake.Options.AppId, Fake.Options.AppSecret, Fake.Address);
        var node = _new(
            settings, store ?? Store, new SocketsHttpHandler(), Alarms, Log.For<WeChatClient>(), Clock,
            isImpatient ? Impatient : null);
        _nodes.Add(node);
        return node;
    }

    public async ValueTask DisposeAsync()
    {
        Fake.Script.LetGo();
        _nodes.ForEach(node => node.Dispose());
        await Fake.DisposeAsync();
    }
}

/// <summary>A client with that way out.</summary>
public delegate WeChatClient NewWeChat(
    WeChatSettings settings, ITokenStore tokens, HttpMessageHandler wayOut, WeChatAlarms alarms, ILogger log,
    TimeProvider system, TimeSpan? patience);

/// <summary>Time as the test says it; every pause is over at once.</summary>
internal sealed class HastyClock(DateTimeOffset now) : TimeProvider
{
    private int _pauses;

    public DateTimeOffset Now { get; set; } = now;

    /// <summary>How often somebody has waited.</summary>
    public int Pauses => _pauses;

    public override DateTimeOffset GetUtcNow() => Now.ToUniversalTime();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Increment(ref _pauses);
        return base.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}

/// <summary>Every line that would reach a log, with the text of its exception.</summary>
internal sealed class LogLines
{
    private readonly Lock _gate = new();
    private readonly List<(LogLevel Level, string Text)> _lines = [];

    public IReadOnlyList<(LogLevel Level, string Text)> Lines
    {
        get
        {
            lock (_gate)
            {
                return [.. _lines];
            }
        }
    }

    public int Critical => Lines.Count(line => line.Level == LogLevel.Critical);

    public ILogger<T> For<T>() => new Logger<T>(this);

    private sealed class Logger<T>(LogLines to) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            lock (to._gate)
            {
                to._lines.Add((logLevel, formatter(state, exception) + exception));
            }
        }
    }
}
