using ResidentService.Service.Adapters;

namespace ResidentService.Service.Views;

/// <summary>
/// How projections write. A batch of entries is folded in memory, reading through to the table where it touches a row
/// for the first time; then each row that has changed is written once, in the order of the keys. The live follower
/// does so with small batches and a rebuild with large ones.
/// </summary>
public sealed class TableWriter(Statements statements)
{
    private readonly Dictionary<Table, RowCache> _caches = [];

    /// <summary>Rows in memory.</summary>
    public int Rows
    {
        get
        {
            var rows = 0;
            foreach (var cache in _caches.Values)
                rows += cache.Count;
            return rows;
        }
    }

    /// <summary>The row, or null where there is none.</summary>
    public TRow? Find<TRow>(Table<TRow> table, RowKey key) where TRow : class => Of(table).Find(key);

    /// <summary>Adds a row, or replaces the one with its key.</summary>
    public void Put<TRow>(Table<TRow> table, TRow row) where TRow : class => Of(table).Put(row);

    /// <summary>Changes a row but for its key; does nothing where there is none.</summary>
    public void Change<TRow>(Table<TRow> table, RowKey key, Func<TRow, TRow> change) where TRow : class
    {
        var cache = Of(table);
        if (cache.Find(key) is { } row)
            cache.Set(key, change(row));
    }

    public void Delete<TRow>(Table<TRow> table, RowKey key) where TRow : class => Of(table).Set(key, null);

    /// <summary>
    /// The rows that meet a condition in SQL, for instance <c>event = $1</c>. It should begin with the first column of
    /// the key, since there are no other indexes during a rebuild, and it costs a write of what has changed: for facts
    /// that are rare.
    /// </summary>
    /// <param name="values">Strings and whole numbers.</param>
    public IReadOnlyList<TRow> Where<TRow>(Table<TRow> table, string condition, params ReadOnlySpan<object> values)
        where TRow : class => Of(table).Where(condition, values);

    /// <summary>Writes what has changed and forgets the rows.</summary>
    public void Flush()
    {
        foreach (var cache in _caches.Values)
            cache.Flush();
        Forget();
    }

    /// <summary>Forgets the rows; what was not written is lost, as after a failure.</summary>
    public void Forget()
    {
        foreach (var cache in _caches.Values)
            cache.Clear();
    }

    private RowCache<TRow> Of<TRow>(Table<TRow> table) where TRow : class
    {
        if (!_caches.TryGetValue(table, out var cache))
            _caches.Add(table, cache = table.Open(statements));
        return (RowCache<TRow>)cache;
    }
}
