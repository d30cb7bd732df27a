using ResidentService.Runtime.Scheduling;

namespace ResidentService.Tests.Runtime;

/// <summary>Steps are run by the test.</summary>
internal sealed class HandScheduler : Scheduler
{
    private readonly Queue<Func<ValueTask>> _posted = new();
    private readonly Lock _gate = new();

    public bool Any
    {
        get
        {
            lock (_gate)
            {
                return _posted.Count > 0;
            }
        }
    }

    public override void Post(Func<ValueTask> step)
    {
        lock (_gate)
        {
            _posted.Enqueue(step);
        }
    }

    public async Task RunAll()
    {
        while (TryTake() is { } step)
            await step();
    }

    private Func<ValueTask>? TryTake()
    {
        lock (_gate)
        {
            return _posted.TryDequeue(out var step) ? step : null;
        }
    }
}

/// <summary>A clock that stands still until the test moves it; timers go off as it passes them.</summary>
internal sealed class HandTime : TimeProvider
{
    private readonly List<(TimeSpan At, Action Ring)> _timers = [];
    private TimeSpan _now;

    /// <summary>As a timer of the system that counts whole milliseconds may.</summary>
    public TimeSpan EarlyBy { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now.Ticks;

    public void Advance(TimeSpan by)
    {
        _now += by;
        foreach (var (_, ring) in _timers.Where(timer => timer.At <= _now).ToList())
            ring();
        _timers.RemoveAll(timer => timer.At <= _now);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _timers.Add((_now + dueTime - EarlyBy, () => callback(state)));
        return new Timer();
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
