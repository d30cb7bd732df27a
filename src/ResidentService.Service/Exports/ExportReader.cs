using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Text.Json;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Verification;

namespace ResidentService.Service.Exports;

/// <summary>Reads an export entry by entry and recomputes all that it says of itself.</summary>
public sealed class ExportReader : IAsyncDisposable
{
    private const int BufferBytes = 1 << 20;

    private readonly PipeReader _lines;
    private readonly StreamHeads _heads = new();

    private ExportReader(Stream input) => _lines = PipeReader.Create(
        new GZipStream(input, CompressionMode.Decompress),
        new StreamPipeReaderOptions(bufferSize: BufferBytes, minimumReadSize: BufferBytes / 16));

    /// <summary>The first line.</summary>
    public ExportHeader Header { get; private set; } = null!;

    /// <summary>Streams read.</summary>
    public int Streams => _heads.Count;

    /// <exception cref="DamagedExportException">It is no export that this version can read.</exception>
    public static async Task<ExportReader> Open(Stream input)
    {
        var reader = new ExportReader(input);
        reader.Header = await reader.Next<ExportHeader>();
        return reader.Header is { Format: ExportFormat.Name, Version: ExportFormat.Version }
            ? reader
            : throw new DamagedExportException("It is no export of a journal, or one of a newer version.");
    }

    /// <summary>The next entries, as many as are asked for; fewer only at the end.</summary>
    /// <exception cref="DamagedExportException">An entry is not what was exported.</exception>
    public async Task<IReadOnlyList<Entry>> Read(int limit)
    {
        var entries = new List<Entry>(limit);
        while (entries.Count < limit && _heads.Position < Header.Entries)
        {
            var entry = Entry(await Next<ExportEntry>());
            if (_heads.See(entry) is [var fault, ..])
                throw new DamagedExportException($"It was changed or damaged. {fault}");
            entries.Add(entry);
        }

        return entries;
    }

    /// <summary>After the last entry: whether all of it is what was exported.</summary>
    /// <exception cref="DamagedExportException">It is not.</exception>
    public async Task<Anchor> ReadEnd()
    {
        var trailer = await Next<ExportTrailer>();
        var anchor = _heads.Digest();
        return string.Equals(trailer.Anchor, anchor.ToString(), StringComparison.Ordinal)
            ? anchor
            : throw new DamagedExportException($"It says {trailer.Anchor}, but its entries give {anchor}.");
    }

    public ValueTask DisposeAsync() => _lines.CompleteAsync();

    private static Entry Entry(ExportEntry line)
    {
        try
        {
            return line.ToEntry();
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new DamagedExportException($"Position {line.Position} cannot be read.", e);
        }
    }

    private async Task<T> Next<T>() where T : class
    {
        try
        {
            while (true)
            {
                var read = await _lines.ReadAsync();
                if (read.Buffer.PositionOf((byte)'\n') is { } end)
                {
                    var line = Parse<T>(read.Buffer.Slice(0, end));
                    _lines.AdvanceTo(read.Buffer.GetPosition(1, end));
                    return line;
                }

                if (read.IsCompleted)
                    throw new DamagedExportException("It was cut off.");
                if (read.Buffer.Length > ExportFormat.LineBytesMax)
                    throw new DamagedExportException("It has a line that no export has.");
                _lines.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (Exception e) when (e is InvalidDataException or JsonException)
        {
            throw new DamagedExportException($"It is damaged, or no export, after position {_heads.Position}.", e);
        }
    }

    private static T Parse<T>(in ReadOnlySequence<byte> line) where T : class
    {
        var json = new Utf8JsonReader(line);
        return JsonSerializer.Deserialize<T>(ref json, ExportFormat.Json) ?? throw new JsonException();
    }
}
