using System.Text.Json;
using System.Text.Json.Serialization;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using ResidentService.Domain.Volunteers;

namespace ResidentService.Service.Api.Edge;

/// <summary>
/// Ids and numbers of the domain are plain text outside; a malformed one names its field in the answer.
/// </summary>
public sealed class TextIds : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert == typeof(VolunteerNumber) || typeToConvert == typeof(ServiceId) || IsId(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;

    public static bool IsId(Type type) => Array.Exists(
        type.GetInterfaces(), one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IId<>));

    private sealed class Converter<T> : JsonConverter<T> where T : struct, IParsable<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && T.TryParse(reader.GetString(), null, out var value)
                ? value
                : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}

/// <summary>
/// Times go out as Shanghai's clocks show them, and come in with an offset: a time without one could be anybody's.
/// </summary>
public sealed class LocalTimes : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var time)
        && HasOffset(reader.GetString()!) && HasLocalTime(time)
            ? time
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Calendar.Local(value));

    /// <summary>The last hours of the year 9999 have none.</summary>
    private static bool HasLocalTime(DateTimeOffset time) => time.UtcDateTime <= DateTime.MaxValue - Calendar.Offset;

    private static bool HasOffset(string text) =>
        text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
}

/// <summary>A number too large for its type would be read as infinite, which JSON cannot write.</summary>
public sealed class FiniteNumbers : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value);
}
