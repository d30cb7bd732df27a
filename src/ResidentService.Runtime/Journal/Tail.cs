namespace ResidentService.Runtime.Journal;

/// <summary>
/// The last entries in memory, still decoded and without their bytes, so that followers that keep up need not read them
/// back. The writer adds, followers read; a follower that is further behind reads the journal. What another node has committed is read from the
/// journal once, by whoever comes to it first, and kept for the others.
/// </summary>
public sealed class Tail
{
    /// <summary>Entries kept.</summary>
    public const int EntriesMax = 16_384;

    private readonly Lock _gate = new();
    private readonly Entry?[] _ring = new Entry?[EntriesMax];
    private readonly long _start;
    private long _last;
    private long _lastRequest;

    /// <summary>Starts at the journal's end.</summary>
    public Tail(long lastPosition) => (_start, _last) = (lastPosition, lastPosition);

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
    /// Adds what has been committed, in order of position; between two entries there may be one of another node.
    /// </summary>
    public void Add(IReadOnlyList<Entry> entries)
    {
        var kept = entries.Select(entry => entry.WithoutBytes()).ToList();
        lock (_gate)
        {
            foreach (var entry in kept)
            {
                _ring[entry.Position % EntriesMax] = entry;
                _last = Math.Max(_last, entry.Position); // Another node may have told of it before this one came to it.
                if (entry.Command.IsFromRequest)
                    _lastRequest = Math.Max(_lastRequest, entry.Position);
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
            _last = position;
        }

        Grown?.Invoke();
    }

    /// <summary>Keeps what was read from the journal, where it is recent; with its bytes, since nobody has decoded it.</summary>
    public void Keep(IReadOnlyList<Entry> entries)
    {
        lock (_gate)
        {
            foreach (var entry in entries)
            {
                if (entry.Position > _last - EntriesMax && entry.Position <= _last)
                    _ring[entry.Position % EntriesMax] = entry;
            }
        }
    }

    /// <summary>Whether all that follows a position is recent: a follower that has come so far keeps up.</summary>
    public bool IsRecent(long position)
    {
        lock (_gate)
        {
            return position >= Math.Max(_start, _last - EntriesMax);
        }
    }

    /// <summary>
    /// The next entries after a position, or null where they have to be read from the journal. Their bytes may be left
    /// out: <see cref="Codec.Decode(Entry)"/> gives the event of each.
    /// </summary>
    public List<Entry>? ReadAfter(long position, int limit)
    {
        lock (_gate)
        {
            var entries = new List<Entry>((int)Math.Min(limit, Math.Max(0, _last - position)));
            for (var next = position + 1; next <= _last && entries.Count < limit; next++)
            {
                if (_ring[next % EntriesMax] is not { } entry || entry.Position != next)
                    return entries.Count > 0 ? entries : null;
                entries.Add(entry);
            }

            return entries;
        }
    }
}
