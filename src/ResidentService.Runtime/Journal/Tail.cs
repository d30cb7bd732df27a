namespace ResidentService.Runtime.Journal;

/// <summary>
/// The last entries in memory, still decoded, so that followers that keep up need not read them back. The writer adds,
/// followers read; a follower that is further behind reads the journal.
/// </summary>
public sealed class Tail
{
    /// <summary>Entries kept.</summary>
    public const int EntriesMax = 16_384;

    private readonly Lock _gate = new();
    private readonly Entry[] _ring = new Entry[EntriesMax];
    private long _count;
    private long _last;
    private long _lastRequest;

    /// <summary>Starts at the journal's end.</summary>
    public Tail(long lastPosition) => _last = lastPosition;

    /// <summary>Called after new entries; must not block.</summary>
    public event Action? Grown;

    /// <summary>The position of the last committed entry.</summary>
    public long LastPosition
    {
        get
        {
            lock (_gate)
            {
                return _last;
            }
        }
    }

    /// <summary>
    /// The position of the last entry that a request has made, not a reaction or a deadline; 0 since the start.
    /// </summary>
    public long LastRequestPosition
    {
        get
        {
            lock (_gate)
            {
                return _lastRequest;
            }
        }
    }

    /// <summary>
    /// Adds what has been committed, in order of position. After a gap, where another node has committed, only what
    /// follows is at hand.
    /// </summary>
    public void Add(IEnumerable<Entry> entries)
    {
        lock (_gate)
        {
            foreach (var entry in entries)
            {
                if (entry.Position <= _last)
                    continue; // Told of by another node, before this one came to it.
                _count = entry.Position == _last + 1 ? Math.Min(_count + 1, EntriesMax) : 1;
                _last = entry.Position;
                _ring[_last % EntriesMax] = entry;
                if (entry.Command.IsFromRequest)
                    _lastRequest = _last;
            }
        }

        Grown?.Invoke();
    }

    /// <summary>Another node has committed up to there; what it was has to be read from the journal.</summary>
    public void Advance(long position)
    {
        lock (_gate)
        {
            if (position <= _last)
                return;
            (_last, _count) = (position, 0);
        }

        Grown?.Invoke();
    }

    /// <summary>The entries after a position, or null where they have to be read from the journal.</summary>
    public List<Entry>? ReadAfter(long position, int limit)
    {
        lock (_gate)
        {
            if (position < _last - _count)
                return null;
            var entries = new List<Entry>((int)Math.Min(limit, Math.Max(0, _last - position)));
            for (var next = position + 1; next <= _last && entries.Count < limit; next++)
                entries.Add(_ring[next % EntriesMax]);
            return entries;
        }
    }
}
