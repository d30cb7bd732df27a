using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;

namespace ResidentService.Service.Exports;

/// <summary>
/// A journal as one file that any tool can read: gzip, inside it a line of UTF-8 JSON each: an
/// <see cref="ExportHeader"/>, every <see cref="ExportEntry"/> in the order of positions, an
/// <see cref="ExportTrailer"/>. Hashes and digest are those of the store (see <see cref="HashChain"/>), so whoever reads
/// it can recompute all of it. Personal data stays sealed; what opens it is in the file beside, <c>….keys</c>.
/// </summary>
public static class ExportFormat
{
    public const string Name = "residentservice-journal";

    public const int Version = 1;

    /// <summary>No entry comes near it.</summary>
    public const int LineBytesMax = 16 << 20;

    /// <summary>Behind the file's name: the copy of keys.db that belongs to it.</summary>
    public const string KeysSuffix = ".keys";

    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Refuses bytes that are no UTF-8: they would not come back as they were.</summary>
    internal static Encoding Strict { get; } = new UTF8Encoding(false, throwOnInvalidBytes: true);
}

/// <param name="Entries">How many follow.</param>
/// <param name="Keys">The fingerprint of the secrets with which ids were made and data was sealed.</param>
public sealed record ExportHeader(string Format, int Version, long Entries, string Keys);

/// <param name="At">Milliseconds since 1970.</param>
/// <param name="Body">The fact's JSON, byte for byte as it was hashed.</param>
/// <param name="Hash">Base64.</param>
public sealed record ExportEntry(
    long Position, string Stream, long Version, string Name, long At, string Caller, string Command, long Payload,
    string Body, string? Reply, byte[] Hash)
{
    /// <exception cref="DecoderFallbackException">A body or reply is no UTF-8.</exception>
    public static ExportEntry Of(Entry entry) => new(
        entry.Position, entry.Stream.ToString(), entry.Version, entry.Name, entry.At.ToUnixTimeMilliseconds(),
        entry.Caller.Value, entry.Command.Value, entry.Payload.Value, ExportFormat.Strict.GetString(entry.Body.Span),
        entry.Reply.IsEmpty ? null : ExportFormat.Strict.GetString(entry.Reply.Span), entry.Hash.ToArray());

    public Entry ToEntry() => new()
    {
        Position = Position,
        Stream = ActorId.Parse(Stream),
        Version = Version,
        Name = Name,
        At = Calendar.Local(DateTimeOffset.FromUnixTimeMilliseconds(At)),
        Caller = new Caller(Caller),
        Command = CommandId.Stored(Command),
        Payload = new PayloadHash(Payload),
        Body = Encoding.UTF8.GetBytes(Body),
        Reply = Reply is null ? default : Encoding.UTF8.GetBytes(Reply),
        Hash = Hash,
    };
}

/// <param name="Anchor">What <c>verify</c> prints for this journal. A file without it was cut off.</param>
public sealed record ExportTrailer(string Anchor);

/// <summary>The file is not an export, or not a whole and unchanged one.</summary>
public sealed class DamagedExportException(string why, Exception? cause = null) : Exception(why, cause);
