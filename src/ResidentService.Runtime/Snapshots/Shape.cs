namespace ResidentService.Runtime.Snapshots;

/// <summary>How values of one type are written and read.</summary>
internal abstract class Shape<T>
{
    public abstract void Write(StateWriter to, T value);

    public abstract T Read(StateReader from);
}

/// <summary>A plain value.</summary>
internal sealed class PlainShape<T>(Action<StateWriter, T> write, Func<StateReader, T> read) : Shape<T>
{
    public override void Write(StateWriter to, T value) => write(to, value);

    public override T Read(StateReader from) => read(from);
}

/// <summary>A value that may be missing.</summary>
internal sealed class NullableShape<T>(Shape<T> inner) : Shape<T?> where T : struct
{
    public override void Write(StateWriter to, T? value)
    {
        to.Write(value.HasValue);
        if (value is { } some)
            inner.Write(to, some);
    }

    public override T? Read(StateReader from) => from.ReadBoolean() ? inner.Read(from) : null;
}

/// <summary>
/// Items in a collection, or none; only in one that compares them by default, since a comparer is not written.
/// </summary>
internal sealed class ItemsShape<TItems, TItem>(
    Shape<TItem> inner, Func<TItem[], TItems> create, Func<TItems, bool>? comparesByDefault = null) : Shape<TItems>
    where TItems : IEnumerable<TItem>
{
    public override void Write(StateWriter to, TItems items)
    {
        if (items is not null && comparesByDefault?.Invoke(items) == false)
            throw new NotSupportedException($"{typeof(TItems)} has a comparer of its own, which would be lost.");
        to.Write7BitEncodedInt(items is null ? 0 : items.Count() + 1);
        if (items is null)
            return;
        foreach (var item in items)
            inner.Write(to, item);
    }

    public override TItems Read(StateReader from)
    {
        var count = from.Read7BitEncodedInt() - 1;
        if (count < 0)
            return default!; // It was missing.
        var items = count == 0 ? [] : new TItem[count];
        for (var i = 0; i < items.Length; i++)
            items[i] = inner.Read(from);
        return create(items);
    }
}

/// <summary>A key with its value.</summary>
internal sealed class PairShape<TKey, TValue>(Shape<TKey> key, Shape<TValue> value) : Shape<KeyValuePair<TKey, TValue>>
{
    public override void Write(StateWriter to, KeyValuePair<TKey, TValue> pair)
    {
        key.Write(to, pair.Key);
        value.Write(to, pair.Value);
    }

    public override KeyValuePair<TKey, TValue> Read(StateReader from) => new(key.Read(from), value.Read(from));
}

/// <summary>One of several kinds, or null: the kind's number, then the kind.</summary>
internal sealed class KindsShape<T>(IReadOnlyList<Type> kinds, IReadOnlyList<Shape<T>> shapes) : Shape<T>
    where T : class?
{
    private readonly Dictionary<Type, int> _numbers = kinds.Index().ToDictionary(kind => kind.Item, kind => kind.Index);

    public override void Write(StateWriter to, T value)
    {
        var number = value is null ? -1 : _numbers[value.GetType()];
        to.Write7BitEncodedInt(number + 1);
        if (number >= 0)
            shapes[number].Write(to, value);
    }

    public override T Read(StateReader from)
    {
        var number = from.Read7BitEncodedInt() - 1;
        return number < 0 ? null! : shapes[number].Read(from);
    }
}
