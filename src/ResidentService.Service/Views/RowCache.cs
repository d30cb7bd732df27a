using System.Runtime.InteropServices;
using ResidentService.Service.Adapters;

namespace ResidentService.Service.Views;

/// <summary>The rows of one table that a batch has touched.</summary>
internal abstract class RowCache
{
    public abstract int Count { get; }

    /// <summary>Writes the rows that have changed, in the order of their keys.</summary>
    public abstract void Flush();

    /// <summary>Lets go of all rows, also of those that were not written.</summary>
    public abstract void Clear();
}

/// <inheritdoc/>
internal sealed class RowCache<TRow>(Table<TRow> table, Statements statements) : RowCache where TRow : class
{
    private readonly Dictionary<RowKey, Slot> _slots = [];
    private readonly Sql _sql = new(table);

    /// <param name="Row">Null where there is none.</param>
    private readonly record struct Slot(TRow? Row, bool HasChanged);

    public override int Count => _slots.Count;

    public TRow? Find(RowKey key)
    {
        ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(_slots, key, out var known);
        if (!known)
            slot = new(Read(key), HasChanged: false);
        return slot.Row;
    }

    /// <param name="row">Null deletes.</param>
    public void Set(RowKey key, TRow? row) => _slots[key] = new(row, HasChanged: true);

    public void Put(TRow row) => Set(table.KeyOf(row), row);

    /// <summary>Rows by a condition in SQL; what has changed is written first, so that it sees them.</summary>
    public List<TRow> Where(string condition, ReadOnlySpan<object> values)
    {
        Flush();
        using var reader = statements.Query($"{_sql.SelectAll} where {condition}", values);
        var rows = new List<TRow>();
        while (reader.Read())
            rows.Add(table.Read(reader));
        return rows;
    }

    public override void Flush()
    {
        var changed = new List<RowKey>(_slots.Count);
        foreach (var (key, slot) in _slots)
        {
            if (slot.HasChanged)
                changed.Add(key);
        }

        changed.Sort(RowKey.Compare);
        var values = new object[table.Columns.Count];
        foreach (var key in changed)
        {
            ref var slot = ref CollectionsMarshal.GetValueRefOrNullRef(_slots, key);
            if (slot.Row is { } row)
                Write(row, values);
            else
                statements.Run(_sql.Delete, Values(key));
            slot = slot with { HasChanged = false };
        }
    }

    public override void Clear() => _slots.Clear();

    private void Write(TRow row, object[] values)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = table.Columns[i].ValueOf(row);
        statements.Run(_sql.Write, values);
    }

    private TRow? Read(RowKey key)
    {
        using var reader = statements.Query(_sql.Select, Values(key));
        return reader.Read() ? table.Read(reader) : null;
    }

    private object[] Values(RowKey key) => table.Key.Count == 1
        ? [key.First]
        : [key.First, table.HasNumberInKey ? key.Number : key.Second];

    /// <summary>The four statements of a table.</summary>
    private sealed class Sql
    {
        public Sql(Table<TRow> table)
        {
            var columns = table.Columns.Select(column => column.Name).ToList();
            var changing = columns.Skip(table.Key.Count).Select(column => $"{column} = excluded.{column}").ToList();
            var byKey = "where " + string.Join(" and ", table.Key.Select((column, i) => $"{column} = ${i + 1}"));
            SelectAll = $"select {string.Join(", ", columns)} from {table.Name}";
            Select = $"{SelectAll} {byKey}";
            Delete = $"delete from {table.Name} {byKey}";
            Write = $"insert into {table.Name} ({string.Join(", ", columns)}) "
                + $"values ({string.Join(", ", columns.Select((_, i) => $"${i + 1}"))}) "
                + $"on conflict ({string.Join(", ", table.Key)}) do "
                + (changing.Count > 0 ? $"update set {string.Join(", ", changing)}" : "nothing");
        }

        public string SelectAll { get; }

        public string Select { get; }

        public string Delete { get; }

        public string Write { get; }
    }
}
