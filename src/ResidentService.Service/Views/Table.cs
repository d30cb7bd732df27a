using System.Data.Common;
using System.Reflection;
using ResidentService.Service.Adapters;

namespace ResidentService.Service.Views;

/// <summary>A read table: what it is made of in the database.</summary>
public abstract class Table
{
    private protected Table(string name) => Name = name;

    public string Name { get; }

    /// <summary>The statement that makes it.</summary>
    public abstract string Schema { get; }

    /// <summary>The statements that make its indexes; a rebuild runs them when all rows are there.</summary>
    public abstract IReadOnlyList<string> Indexes { get; }

    internal abstract IReadOnlyList<Column> Columns { get; }

    /// <summary>The columns of the primary key: the first ones.</summary>
    internal abstract IReadOnlyList<string> Key { get; }

    internal abstract RowCache Open(Statements statements);
}

/// <summary>
/// A read table whose rows are records: the parameters of the record are the columns, in this order, and the first of
/// them are the primary key.
/// </summary>
public sealed class Table<TRow> : Table where TRow : class
{
    private readonly ConstructorInvoker _make;
    private readonly Column[] _columns;

    /// <param name="name">The table's name.</param>
    /// <param name="key">Columns of the key, 1 or 2: one text, two, or a text and a <see cref="long"/>.</param>
    /// <param name="indexes">
    /// What follows <c>create index</c>, for instance <c>offers_by_place on offers (place)</c>.
    /// </param>
    public Table(string name, int key, params string[] indexes) : base(name)
    {
        var constructor = typeof(TRow).GetConstructors()[0];
        _make = ConstructorInvoker.Create(constructor);
        _columns = [.. constructor.GetParameters().Select(parameter => new Column(parameter))];
        Key = [.. _columns.Take(key).Select(column => column.Name)];
        HasNumberInKey = _columns[key - 1].Type == "integer";
        Indexes = [.. indexes.Select(index => $"create index {index};")];
    }

    public override string Schema => $"""
        create table {Name} (
            {string.Join(",\n    ", _columns.Select(Declared))},
            primary key ({string.Join(", ", Key)})) strict, without rowid;
        """;

    public override IReadOnlyList<string> Indexes { get; }

    internal override IReadOnlyList<string> Key { get; }

    internal bool HasNumberInKey { get; }

    internal override IReadOnlyList<Column> Columns => _columns;

    internal RowKey KeyOf(TRow row)
    {
        var first = (string)_columns[0].ValueOf(row);
        if (Key.Count == 1)
            return first;
        return HasNumberInKey ? (first, (long)_columns[1].ValueOf(row)) : (first, (string)_columns[1].ValueOf(row));
    }

    internal TRow Read(DbDataReader reader)
    {
        var values = new object?[_columns.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = _columns[i].Read(reader, i);
        return (TRow)_make.Invoke(values.AsSpan());
    }

    internal override RowCache Open(Statements statements) => new RowCache<TRow>(this, statements);

    private static string Declared(Column column) =>
        $"{column.Name} {column.Type}{(column.IsNullable ? "" : " not null")}";
}
