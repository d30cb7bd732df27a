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
        var (written, gone) = (new List<object[]>(changed.Count), new List<object[]>());
        foreach (var key in changed)
        {
            ref var slot = ref CollectionsMarshal.GetValueRefOrNullRef(_slots, key);
            if (slot.Row is { } row)
                written.Add(Values(row));
            else
                gone.Add(Values(key));
            slot = slot with { HasChanged = false };
        }

        statements.RunEach(_sql.Write, written);
        statements.RunEach(_sql.Delete, gone);
    }

    public override void Clear() => _slots.Clear();

    private object[] Values(TRow row)
    {
        var values = new object[table.Columns.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = table.Columns[i].ValueOf(row);
        return values;
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
            var names = table.Columns.Select(column => column.Name).ToList();
            var columns = string.Join(", ", names);
            var parameters = string.Join(", ", names.Select((_, i) => $"${i + 1}"));
            var changing = names.Skip(table.Key.Count).Select(name => $"{name} = excluded.{name}").ToList();
            var orElse = $"on conflict ({string.Join(", ", table.Key)}) do "
                + (changing.Count > 0 ? $"update set {string.Join(", ", changing)}" : "nothing");
            var byKey = "where " + string.Join(" and ", table.Key.Select((name, i) => $"{name} = ${i + 1}"));
            SelectAll = $"select {columns} from {table.Name}";
            Select = $"{SelectAll} {byKey}";
            Write = new(
                $"insert into {table.Name} ({columns}) values ({parameters}) {orElse}",
                $"insert into {table.Name} ({columns}) select * from unnest({parameters}) {orElse}",
                [.. table.Columns.Select(column => column.Type)]);
            var keys = table.Columns.Take(table.Key.Count).ToList();
            Delete = new(
                $"delete from {table.Name} {byKey}",
                $"delete from {table.Name} using unnest({string.Join(", ", keys.Select((_, i) => $"${i + 1}"))}) "
                + $"as gone ({string.Join(", ", keys.Select((_, i) => $"key{i}"))}) where "
                + string.Join(" and ", keys.Select((column, i) =>
                    $"{column.Name} = gone.key{i}{(column.Type == "text" ? " collate \"C\"" : "")}")),
                [.. keys.Select(column => column.Type)]);
        }

        public string SelectAll { get; }

        public string Select { get; }

        public RowStatement Delete { get; }

        public RowStatement Write { get; }
    }
}
