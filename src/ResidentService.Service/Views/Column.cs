using System.Collections.Frozen;
using System.Data.Common;
using System.Reflection;
using System.Text.Json;

namespace ResidentService.Service.Views;

/// <summary>
/// One column of a table, as a parameter of its row's record says it: the name in snake case, the type, whether null.
/// Times are stored as milliseconds since 1970, flags as 0 and 1, words of a closed list as the contract writes them.
/// </summary>
internal sealed class Column
{
    private readonly MethodInvoker _get;
    private readonly Func<object, object> _store;
    private readonly Func<DbDataReader, int, object> _read;

    public Column(ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        Name = JsonNamingPolicy.SnakeCaseLower.ConvertName(parameter.Name!);
        IsNullable = type != parameter.ParameterType
            || new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable;
        _get = MethodInvoker.Create(parameter.Member.DeclaringType!.GetProperty(parameter.Name!)!.GetMethod!);
        (Type, _store, _read) = StoredAs(type);
    }

    public string Name { get; }

    /// <summary>As SQL says it.</summary>
    public string Type { get; }

    public bool IsNullable { get; }

    public object ValueOf(object row) => _get.Invoke(row) is { } value ? _store(value) : DBNull.Value;

    public object? Read(DbDataReader reader, int ordinal) =>
        IsNullable && reader.IsDBNull(ordinal) ? null : _read(reader, ordinal);

    private static (string, Func<object, object>, Func<DbDataReader, int, object>) StoredAs(Type type)
    {
        if (type.IsEnum)
        {
            var words = Enum.GetValues(type).Cast<object>().ToFrozenDictionary(
                value => value, value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()!));
            var values = words.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);
            return ("text", value => words[value], (reader, i) => values[reader.GetString(i)]);
        }

        if (type == typeof(DateTimeOffset))
        {
            return ("integer", value => ((DateTimeOffset)value).ToUnixTimeMilliseconds(),
                (reader, i) => DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(i)));
        }

        return System.Type.GetTypeCode(type) switch
        {
            TypeCode.String => ("text", value => value, (reader, i) => reader.GetString(i)),
            TypeCode.Int64 => ("integer", value => value, (reader, i) => reader.GetInt64(i)),
            TypeCode.Int32 => ("integer", value => value, (reader, i) => checked((int)reader.GetInt64(i))),
            TypeCode.Boolean => ("integer", value => (bool)value ? 1 : 0, (reader, i) => reader.GetInt64(i) != 0),
            TypeCode.Double => ("real", value => value, (reader, i) => reader.GetDouble(i)),
            _ => throw new NotSupportedException($"no column holds a {type}"),
        };
    }
}
