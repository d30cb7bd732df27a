using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Verification;

namespace ResidentService.Service.Exports;

/// <summary>Writes a journal in the <see cref="ExportFormat"/>, entry by entry: memory does not grow with it.</summary>
public static class ExportWriter
{
    private const int EntriesAtOnce = 2_000;
    private const int BufferBytes = 1 << 20;

    /// <param name="journal">A snapshot: what is appended meanwhile is not part of it.</param>
    /// <param name="keys">The fingerprint of the store's secrets.</param>
    /// <param name="output">Where it goes.</param>
    /// <param name="progress">Told the position reached and the last one.</param>
    /// <exception cref="DamagedExportException">The journal itself is damaged: no export of it would be read.</exception>
    public static async Task<Anchor> Write(
        IReadOnlyJournal journal, string keys, Stream output, Action<long, long> progress)
    {
        await using var gzip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true);
        var lines = new Lines(gzip);
        var heads = new StreamHeads();
        var last = await journal.LastPosition();
        lines.Add(new ExportHeader(ExportFormat.Name, ExportFormat.Version, last, keys));
        while (heads.Position < last)
        {
            var limit = (int)Math.Min(EntriesAtOnce, last - heads.Position);
            var entries = await journal.ReadAll(heads.Position, limit);
            if (entries.Count == 0)
                throw Damaged($"position {heads.Position + 1}: missing");
            foreach (var entry in entries)
                lines.Add(Checked(entry, heads));
            progress(heads.Position, last);
        }

        var anchor = heads.Digest();
        lines.Add(new ExportTrailer(anchor.ToString()));
        lines.Flush();
        return anchor;
    }

    private static ExportEntry Checked(Entry entry, StreamHeads heads)
    {
        if (heads.See(entry) is [var fault, ..])
            throw Damaged(fault);
        try
        {
            return ExportEntry.Of(entry);
        }
        catch (DecoderFallbackException)
        {
            throw Damaged($"{entry.Stream}@{entry.Version}: is no UTF-8");
        }
    }

    private static DamagedExportException Damaged(string fault) =>
        new($"The journal is damaged, so it was not exported; verify says more. {fault}");

    private sealed class Lines(Stream output)
    {
        private readonly ArrayBufferWriter<byte> _buffer = new(BufferBytes);

        public void Add<T>(T line)
        {
            using (var json = new Utf8JsonWriter(_buffer, new() { Encoder = ExportFormat.Json.Encoder }))
                JsonSerializer.Serialize(json, line, ExportFormat.Json);
            _buffer.Write("\n"u8);
            if (_buffer.WrittenCount >= BufferBytes / 2)
                Flush();
        }

        public void Flush()
        {
            output.Write(_buffer.WrittenSpan);
            _buffer.ResetWrittenCount();
        }
    }
}
