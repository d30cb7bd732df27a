using System.Diagnostics.CodeAnalysis;

namespace ResidentService.Service;

/// <summary>
/// A bounded cache in two generations: when the younger is full, the older is dropped, and what is still used moves
/// back to the younger. A value that was set is never overtaken by one that was loaded earlier: loaders only add.
/// </summary>
public sealed class RecentValues<TKey, TValue>(int max) where TKey : notnull
{
    private readonly Lock _lock = new();
    private Dictionary<TKey, TValue> _younger = [];
    private Dictionary<TKey, TValue> _older = [];

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_lock)
        {
            if (_younger.TryGetValue(key, out value))
                return true;
            if (!_older.Remove(key, out value))
                return false;
            Put(key, value);
            return true;
        }
    }

    /// <summary>Adds what was loaded, unless something is there; returns what is there now.</summary>
    public TValue Add(TKey key, TValue loaded)
    {
        lock (_lock)
        {
            if (TryGet(key, out var there))
                return there;
            Put(key, loaded);
            return loaded;
        }
    }

    public void Set(TKey key, TValue value)
    {
        lock (_lock)
        {
            _older.Remove(key);
            Put(key, value);
        }
    }

    /// <summary>Sets what was written, unless something final is there, of which this may be told too late.</summary>
    public void SetUnless(Predicate<TValue> isFinal, TKey key, TValue value)
    {
        lock (_lock)
        {
            if (!TryGet(key, out var there) || !isFinal(there))
                Set(key, value);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            (_younger, _older) = ([], []);
        }
    }

    private void Put(TKey key, TValue value)
    {
        if (_younger.Count >= max / 2)
            (_older, _younger) = (_younger, []);
        _younger[key] = value;
    }
}
