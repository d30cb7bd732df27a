using System.Collections.Frozen;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ResidentService.Domain.Kernel;

namespace ResidentService.Runtime.Journal;

/// <summary>
/// Events and replies to UTF-8 JSON and back, under the explicit names of their <see cref="NamedAttribute"/>; never a
/// CLR name. Absent and null mean the same, so nulls are left out. What has an old version's name is read as that, and
/// given on as what it is now; the stored bytes stay as they are, and so do the hashes over them.
/// </summary>
public sealed class Codec
{
    private readonly FrozenDictionary<string, Type> _types;
    private readonly FrozenDictionary<Type, string> _names;

    /// <summary>Knows every named event and reply of some assemblies.</summary>
    /// <exception cref="InvalidOperationException">Two types share a name, or an event or reply has none.</exception>
    public Codec(params IEnumerable<Assembly> assemblies)
    {
        var messages = assemblies.Append(typeof(IEvent).Assembly).Distinct().SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsAbstract: false, IsInterface: false }
                && (type.IsAssignableTo(typeof(IEvent)) || type.IsAssignableTo(typeof(IReply))
                    || type.IsAssignableTo(typeof(IOldVersion<object>))))
            .ToList();
        if (messages.Find(type => type.GetCustomAttribute<NamedAttribute>() is null) is { } nameless)
            throw new InvalidOperationException($"{nameless} has no name on disk.");
        _names = messages.ToFrozenDictionary(type => type, type => type.GetCustomAttribute<NamedAttribute>()!.Name);
        if (_names.GroupBy(pair => pair.Value).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidOperationException($"{twice.Key} is the name of more than one type.");
        _types = _names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);
    }

    /// <summary>How every message is written; also for canonical request bodies and the contract's JSON.</summary>
    public static JsonSerializerOptions Json { get; } = CreateOptions();

    /// <summary>Every name with its type, for the test that locks them.</summary>
    public IEnumerable<KeyValuePair<string, Type>> Names => _types;

    /// <summary>The name of an event or reply.</summary>
    public string NameOf(object message) => _names[message.GetType()];

    /// <summary>An event as UTF-8 JSON.</summary>
    public static byte[] Encode(IEvent @event) => JsonSerializer.SerializeToUtf8Bytes(@event, @event.GetType(), Json);

    /// <summary>A reply as its name, a space and UTF-8 JSON.</summary>
    public byte[] Encode(IReply reply)
    {
        var body = reply is Done ? [] : JsonSerializer.SerializeToUtf8Bytes(reply, reply.GetType(), Json);
        return [.. Encoding.UTF8.GetBytes(NameOf(reply)), (byte)' ', .. body];
    }

    /// <summary>The event of an entry.</summary>
    /// <exception cref="FormatException">The name is unknown or the body is not of its shape.</exception>
    public IEvent Decode(Entry entry) => entry.Decoded ??= (IEvent)Decode(entry.Name, entry.Body.Span);

    /// <summary>A stored reply.</summary>
    /// <exception cref="FormatException">The name is unknown or the body is not of its shape.</exception>
    public IReply DecodeReply(ReadOnlyMemory<byte> stored)
    {
        var space = stored.Span.IndexOf((byte)' ');
        var name = Encoding.UTF8.GetString(stored.Span[..Math.Max(space, 0)]);
        return name == NameOf(Done.It) ? Done.It : (IReply)Decode(name, stored.Span[(space + 1)..]);
    }

    private object Decode(string name, ReadOnlySpan<byte> body)
    {
        if (!_types.TryGetValue(name, out var type))
            throw new FormatException($"unknown name in the journal: {name}");
        try
        {
            var message = JsonSerializer.Deserialize(body, type, Json) ?? throw new FormatException($"{name} is null");
            while (message is IOldVersion<object> old)
                message = old.ToCurrent();
            return message;
        }
        catch (JsonException e)
        {
            throw new FormatException($"{name} has another shape: {e.Message}", e);
        }
    }

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            NumberHandling = JsonNumberHandling.Strict,
            PropertyNameCaseInsensitive = false,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new TextConverters());
        options.Converters.Add(new AmountConverter());
        options.Converters.Add(new SealedConverter());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    /// <summary>Our own value types that are one text: ids, months, volunteer numbers.</summary>
    private sealed class TextConverters : JsonConverterFactory
    {
        public override bool CanConvert(Type type) => type.IsValueType
            && type.Namespace?.StartsWith("ResidentService.Domain", StringComparison.Ordinal) == true
            && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IParsable<>));

        public override JsonConverter CreateConverter(Type type, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(TextConverter<>).MakeGenericType(type))!;
    }

    private sealed class TextConverter<T> : JsonConverter<T> where T : struct, IParsable<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && T.TryParse(reader.GetString(), null, out var value)
                ? value
                : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());

        public override T ReadAsPropertyName(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            T.TryParse(reader.GetString(), null, out var value) ? value : throw new JsonException();

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.ToString()!);
    }

    private sealed class AmountConverter : JsonConverter<Amount>
    {
        public override Amount Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var value)
                && Amount.TryCreate(value, out var amount)
                ? amount
                : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, Amount value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.Value);
    }

    private sealed class SealedConverter : JsonConverter<Sealed>
    {
        public override Sealed Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetString() ?? throw new JsonException());

        public override void Write(Utf8JsonWriter writer, Sealed value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Value);
    }
}
