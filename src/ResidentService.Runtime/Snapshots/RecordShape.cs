using System.Linq.Expressions;
using System.Reflection;

namespace ResidentService.Runtime.Snapshots;

/// <summary>
/// A record or a value type of our own: every field it has, through its constructor and its <c>init</c> properties, as
/// if it were written out by hand for each type. A field that neither reaches is refused, so none is left out unseen.
/// </summary>
/// <typeparam name="T">As which it is written and read: itself, or what it is a kind of.</typeparam>
internal sealed class RecordShape<T> : Shape<T>
{
    private readonly Lazy<Action<StateWriter, T>> _write;
    private readonly Lazy<Func<StateReader, T>> _read;

    /// <param name="type">The type itself.</param>
    /// <param name="shapeOf">The shape of a field's type.</param>
    /// <exception cref="NotSupportedException">A field can't be set, or has no shape.</exception>
    public RecordShape(Type type, Func<Type, object> shapeOf)
    {
        var fields = Field.Of(type).ToList();
        var constructor = ConstructorOf(type, fields);
        var arguments = constructor?.GetParameters().Select(parameter => fields.Find(field => field.Fits(parameter))!);
        var (first, rest) = ((List<Field>)[.. arguments ?? []], fields.ToList());
        rest.RemoveAll(first.Contains);
        if (rest.Find(field => field.Property?.CanWrite != true) is { } unreachable)
            throw new NotSupportedException($"{type}: {unreachable.Name} can't be set when a snapshot is read.");
        Dictionary<Field, object> shapes = fields.ToDictionary(field => field, field => shapeOf(field.Type));
        _write = new(() => CompileWrite(type, [.. first, .. rest], shapes));
        _read = new(() => CompileRead(type, constructor, first, rest, shapes));
    }

    public override void Write(StateWriter to, T value) => _write.Value(to, value);

    public override T Read(StateReader from) => _read.Value(from);

    /// <summary>The longest one whose parameters are all fields.</summary>
    private static ConstructorInfo? ConstructorOf(Type type, List<Field> fields) => type
        .GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        .Where(constructor => constructor.GetParameters()
            .All(parameter => fields.Exists(field => field.Fits(parameter))))
        .MaxBy(constructor => constructor.GetParameters().Length);

    private static Action<StateWriter, T> CompileWrite(
        Type type, IEnumerable<Field> fields, Dictionary<Field, object> shapes)
    {
        var (to, value) = (Expression.Parameter(typeof(StateWriter)), Expression.Parameter(typeof(T)));
        var writes = fields.Select(field => Expression.Call(
            Expression.Constant(shapes[field]),
            nameof(Shape<>.Write),
            null,
            to,
            Expression.Field(Expression.Convert(value, type), field.Info)));
        return Expression.Lambda<Action<StateWriter, T>>(
            Expression.Block([.. writes, Expression.Empty()]), to, value).Compile();
    }

    private static Func<StateReader, T> CompileRead(
        Type type, ConstructorInfo? constructor, List<Field> first, List<Field> rest, Dictionary<Field, object> shapes)
    {
        var from = Expression.Parameter(typeof(StateReader));
        Expression Read(Field field) =>
            Expression.Call(Expression.Constant(shapes[field]), nameof(Shape<>.Read), null, from);
        var created = constructor is null ? Expression.New(type) : Expression.New(constructor, first.Select(Read));
        var whole = Expression.MemberInit(created, rest.Select(field => Expression.Bind(field.Property!, Read(field))));
        return Expression.Lambda<Func<StateReader, T>>(Expression.Convert(whole, typeof(T)), from).Compile();
    }

    /// <summary>A field with the property that it stands behind, if there is one.</summary>
    private sealed record Field(FieldInfo Info, string Name, PropertyInfo? Property)
    {
        private const BindingFlags Declared =
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

        public Type Type => Info.FieldType;

        /// <summary>Of the type and all that it derives from.</summary>
        public static IEnumerable<Field> Of(Type type)
        {
            for (var declaring = type; declaring is not null; declaring = declaring.BaseType)
            {
                foreach (var info in declaring.GetFields(Declared))
                {
                    var name = info.Name.StartsWith('<')
                        ? info.Name[1..info.Name.IndexOf('>')]
                        : info.Name.TrimStart('_');
                    yield return new(info, name, declaring.GetProperty(name, Declared));
                }
            }
        }

        public bool Fits(ParameterInfo parameter) =>
            parameter.ParameterType == Type && string.Equals(parameter.Name, Name, StringComparison.OrdinalIgnoreCase);
    }
}
