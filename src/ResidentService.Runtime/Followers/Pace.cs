using ResidentService.Runtime.Scheduling;

namespace ResidentService.Runtime.Followers;

/// <summary>
/// A follower that is far behind gives way: while people's requests write to the journal, it rests after each small
/// piece of work for as long as that took, times <see cref="RestPerWork"/>. So they find the processor and the disk
/// free, however much there is to catch up with; with nobody there it goes on at full speed. Used by one step at a time.
/// </summary>
/// <param name="reader">Tells what of the journal is at hand, and who has written to it.</param>
/// <param name="scheduler">Where a rest is waited for.</param>
/// <param name="systemTime">Measures work and rest.</param>
/// <param name="wake">Called when a rest is over.</param>
internal sealed class Pace(JournalReader reader, Scheduler scheduler, TimeProvider systemTime, Action wake)
{
    private const int RestPerWork = 3;

    /// <summary>So long after somebody has written the next one is expected.</summary>
    private static readonly TimeSpan BusyFor = TimeSpan.FromSeconds(1);

    private readonly long _start = systemTime.GetTimestamp();
    private long _lastRequest = reader.LastRequestPosition;
    private TimeSpan _writtenAt = -BusyFor;
    private TimeSpan? _workingSince;
    private volatile bool _rests;

    /// <summary>Whether a follower that has come so far works in small pieces, with rests between them.</summary>
    public bool GivesWay(long position)
    {
        var gives = !reader.KeepsUp(position) && IsBusy();
        if (!gives)
            _workingSince = null;
        return gives;
    }

    /// <summary>
    /// Begins a piece of work, unless a rest is due, after which <c>wake</c> comes. The piece ends where this is asked
    /// for the next one.
    /// </summary>
    public bool TryBegin()
    {
        var now = Now;
        if (_workingSince is { } since)
        {
            _workingSince = null;
            _rests = true;
            scheduler.PostAfter((now - since) * RestPerWork, systemTime, EndRest);
        }

        if (_rests)
            return false;
        _workingSince = now;
        return true;
    }

    /// <summary>The timer alone ends a rest: it may be early, and a look at the clock would then miss its wake.</summary>
    private void EndRest()
    {
        _rests = false;
        wake();
    }

    private TimeSpan Now => systemTime.GetElapsedTime(_start);

    private bool IsBusy()
    {
        var last = reader.LastRequestPosition;
        if (last != _lastRequest)
            (_lastRequest, _writtenAt) = (last, Now);
        return Now - _writtenAt < BusyFor;
    }
}
