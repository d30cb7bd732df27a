using ResidentService.Runtime.Scheduling;

namespace ResidentService.Runtime.Followers;

/// <summary>
/// Lets small writes gather: what comes after a rest is written at once, and what comes soon after that waits for the
/// next beat. In a rush one transaction then holds thousands of changes, many of them of the same page or row. Used by
/// one step at a time.
/// </summary>
/// <param name="scheduler">Where the next beat is waited for.</param>
/// <param name="systemTime">Measures it.</param>
/// <param name="wake">Called at the next beat, where a write had to wait for it.</param>
internal sealed class Cadence(Scheduler scheduler, TimeProvider systemTime, Action wake)
{
    /// <summary>Nobody sees a list grow faster.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    private long? _last;
    private volatile bool _waits;

    /// <summary>Begins a write, unless the last one was begun just now; then the wake comes when it is time.</summary>
    public bool TryBegin()
    {
        var rest = _last is { } last ? Beat - systemTime.GetElapsedTime(last) : TimeSpan.Zero;
        if (rest <= TimeSpan.Zero)
        {
            _last = systemTime.GetTimestamp();
            return true;
        }

        if (!_waits)
        {
            _waits = true;
            // Timers count whole milliseconds: one that is cut to none would spin.
            scheduler.PostAfter(TimeSpan.FromMilliseconds(Math.Ceiling(rest.TotalMilliseconds)), systemTime, End);
        }

        return false;
    }

    /// <summary>A timer may be early by a little: the wake then finds that it has to wait once more.</summary>
    private void End()
    {
        _waits = false;
        wake();
    }
}
