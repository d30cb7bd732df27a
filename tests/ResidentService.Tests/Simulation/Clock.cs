using ResidentService.Domain.Kernel;

namespace ResidentService.Tests.Simulation;

/// <summary>
/// Virtual time. The system's time passes by itself, a little with every step; the domain's is ahead of it by what was
/// left to pass. What a timer does is a step like any other.
/// </summary>
internal sealed class Clock
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 8, 0, 0, Calendar.Offset);

    private readonly PriorityQueue<Timer, (TimeSpan Due, long Number)> _timers = new();
    private TimeSpan _elapsed;
    private TimeSpan _ahead;
    private long _number;

    public Clock() => Domain = new DomainTime(this);

    public TimeProvider Domain { get; }

    /// <summary>The system's time for one process, in which its timers fire.</summary>
    public TimeProvider SystemFor(Process process) => new SystemTime(this, process);

    /// <summary>Lets the domain's time pass at once; the clock may also step back.</summary>
    public void PassDomain(TimeSpan time) => _ahead += time;

    /// <summary>Lets the system's time pass, with the timers that fall due.</summary>
    public void Pass(TimeSpan time) => PassTo(_elapsed + time);

    /// <summary>Lets the system's time pass to the next timer; false where there is none.</summary>
    public bool PassToNextTimer()
    {
        while (_timers.TryPeek(out var timer, out var at) && !timer.IsSetFor(at.Number))
            _timers.Dequeue();
        if (!_timers.TryPeek(out _, out var next))
            return false;
        PassTo(next.Due > _elapsed ? next.Due : _elapsed);
        return true;
    }

    private void PassTo(TimeSpan elapsed)
    {
        _elapsed = elapsed;
        while (_timers.TryPeek(out var timer, out var at) && at.Due <= elapsed)
        {
            _timers.Dequeue();
            if (timer.IsSetFor(at.Number))
                timer.Fire();
        }
    }

    private sealed class DomainTime(Clock clock) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => (Start + clock._elapsed + clock._ahead).ToUniversalTime();
    }

    private sealed class SystemTime(Clock clock, Process process) : TimeProvider
    {
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => clock._elapsed.Ticks;

        public override DateTimeOffset GetUtcNow() => (Start + clock._elapsed).ToUniversalTime();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Timer(clock, process, () => callback(state));
            timer.Change(dueTime, period);
            return timer;
        }
    }

    private sealed class Timer(Clock clock, Process process, Action callback) : ITimer
    {
        private TimeSpan _period;
        private long _setting = -1;

        public bool IsSetFor(long number) => _setting == number && !process.IsDead;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            _setting = -1;
            if (dueTime < TimeSpan.Zero)
                return true;
            _setting = clock._number++;
            clock._timers.Enqueue(this, (clock._elapsed + dueTime, _setting));
            return true;
        }

        public void Fire()
        {
            if (_period > TimeSpan.Zero)
                Change(_period, _period);
            process.Post(callback);
        }

        public void Dispose() => _setting = -1;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
