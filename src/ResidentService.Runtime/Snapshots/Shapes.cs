using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ResidentService.Runtime.Snapshots;

/// <summary>
/// The shapes of a state or message and of all that is in it, found from the types alone: closed kinds of sealed
/// records, our own value types, immutable collections and plain values. What is none of these is refused with its name.
/// </summary>
internal sealed class Shapes
{
    private static readonly Dictionary<Type, object> Plain = new()
    {
        [typeof(string)] = new PlainShape<string?>((to, text) => to.WriteText(text), from => from.ReadText()),
        [typeof(bool)] = new PlainShape<bool>((to, value) => to.Write(value), from => from.ReadBoolean()),
        [typeof(int)] =
            new PlainShape<int>((to, value) => to.Write7BitEncodedInt(value), from => from.Read7BitEncodedInt()),
        [typeof(long)] =
            new PlainShape<long>((to, value) => to.Write7BitEncodedInt64(value), from => from.Read7BitEncodedInt64()),
        [typeof(double)] = new PlainShape<double>((to, value) => to.Write(value), from => from.ReadDouble()),
        [typeof(DateOnly)] = new PlainShape<DateOnly>(
            (to, day) => to.Write7BitEncodedInt(day.DayNumber),
            from => DateOnly.FromDayNumber(from.Read7BitEncodedInt())),
        [typeof(DateTimeOffset)] = new PlainShape<DateTimeOffset>(Write, ReadTime),
    };

    private static readonly Dictionary<Type, string> Collections = new()
    {
        [typeof(Nullable<>)] = nameof(Nullable),
        [typeof(IReadOnlyList<>)] = nameof(ReadOnlyList),
        [typeof(IReadOnlySet<>)] = nameof(ReadOnlySet),
        [typeof(ValueTuple<,>)] = nameof(Pair),
        [typeof(ImmutableArray<>)] = nameof(Array),
        [typeof(ImmutableList<>)] = nameof(List),
        [typeof(ImmutableQueue<>)] = nameof(Queue),
        [typeof(ImmutableHashSet<>)] = nameof(HashSet),
        [typeof(ImmutableSortedSet<>)] = nameof(SortedSet),
        [typeof(ImmutableDictionary<,>)] = nameof(Dictionary),
        [typeof(ImmutableSortedDictionary<,>)] = nameof(SortedDictionary),
    };

    private readonly Dictionary<Type, object?> _found = [];

    /// <exception cref="NotSupportedException">A type in it has no shape.</exception>
    public static Shape<T> Of<T>() => new Shapes().Find<T>();

    private Shape<T> Find<T>() => (Shape<T>)Find(typeof(T));

    private object Find(Type type)
    {
        if (Plain.TryGetValue(type, out var plain))
            return plain;
        if (_found.TryGetValue(type, out var found))
            return found ?? throw new NotSupportedException($"{type} contains itself.");
        _found[type] = null;
        return _found[type] = Make(type);
    }

    private object Make(Type type)
    {
        if (type.IsGenericType && Collections.TryGetValue(type.GetGenericTypeDefinition(), out var collection))
            return Invoke(collection, type.GetGenericArguments());
        if (type.Namespace?.StartsWith(nameof(System), StringComparison.Ordinal) != false || type.IsInterface)
            throw new NotSupportedException($"{type} can't stand in a snapshot.");
        if (type.IsEnum)
            return Invoke(nameof(Enum), type);
        return Invoke(type.IsValueType ? nameof(Record) : nameof(Kinds), type);
    }

    private object Invoke(string method, params Type[] types)
    {
        const BindingFlags own =
            BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DoNotWrapExceptions;
        return typeof(Shapes).GetMethod(method, own)!.MakeGenericMethod(types).Invoke(this, own, null, null, null)!;
    }

    private RecordShape<T> Record<T>() => new(typeof(T), Find);

    private KindsShape<T> Kinds<T>() where T : class
    {
        var type = typeof(T);
        if (type is { IsAbstract: false, IsSealed: false })
            throw new NotSupportedException($"{type} is neither sealed nor abstract: who knows what kinds there are.");
        var kinds = type.Assembly.GetTypes()
            .Where(kind => !kind.IsAbstract && kind.IsAssignableTo(type))
            .OrderBy(kind => kind.FullName, StringComparer.Ordinal).ToList();
        return new(kinds, kinds.ConvertAll(Shape<T> (kind) => new RecordShape<T>(kind, Find)));
    }

    private static PlainShape<T> Enum<T>() where T : struct, Enum => typeof(T).GetEnumUnderlyingType() == typeof(int)
        ? new(
            (to, value) => to.Write7BitEncodedInt(Unsafe.As<T, int>(ref value)),
            from =>
            {
                var value = from.Read7BitEncodedInt();
                return Unsafe.As<int, T>(ref value);
            })
        : throw new NotSupportedException($"{typeof(T)} is not based on int.");

    private NullableShape<T> Nullable<T>() where T : struct => new(Find<T>());

    private ItemsShape<IReadOnlyList<T>, T> ReadOnlyList<T>() => new(Find<T>(), items => items);

    private ItemsShape<IReadOnlySet<T>, T> ReadOnlySet<T>() => new(Find<T>(), items => ImmutableHashSet.Create(items));

    private RecordShape<(T1, T2)> Pair<T1, T2>() => new(typeof((T1, T2)), Find);

    private ItemsShape<ImmutableArray<T>, T> Array<T>() => new(Find<T>(), ImmutableArray.Create);

    private ItemsShape<ImmutableList<T>, T> List<T>() => new(Find<T>(), ImmutableList.Create);

    private ItemsShape<ImmutableQueue<T>, T> Queue<T>() => new(Find<T>(), ImmutableQueue.Create);

    private ItemsShape<ImmutableHashSet<T>, T> HashSet<T>() =>
        new(Find<T>(), ImmutableHashSet.Create, set => set.KeyComparer == EqualityComparer<T>.Default);

    private ItemsShape<ImmutableSortedSet<T>, T> SortedSet<T>() =>
        new(Find<T>(), ImmutableSortedSet.Create, set => set.KeyComparer == Comparer<T>.Default);

    private ItemsShape<ImmutableDictionary<TKey, TValue>, KeyValuePair<TKey, TValue>> Dictionary<TKey, TValue>()
        where TKey : notnull => new(
        new PairShape<TKey, TValue>(Find<TKey>(), Find<TValue>()),
        ImmutableDictionary.CreateRange,
        map => map.KeyComparer == EqualityComparer<TKey>.Default);

    private ItemsShape<ImmutableSortedDictionary<TKey, TValue>, KeyValuePair<TKey, TValue>>
        SortedDictionary<TKey, TValue>() where TKey : notnull => new(
        new PairShape<TKey, TValue>(Find<TKey>(), Find<TValue>()),
        ImmutableSortedDictionary.CreateRange,
        map => map.KeyComparer == Comparer<TKey>.Default);

    private static void Write(StateWriter to, DateTimeOffset time)
    {
        to.Write(time.Ticks);
        to.Write((short)time.TotalOffsetMinutes);
    }

    private static DateTimeOffset ReadTime(StateReader from) =>
        new(from.ReadInt64(), TimeSpan.FromMinutes(from.ReadInt16()));
}
