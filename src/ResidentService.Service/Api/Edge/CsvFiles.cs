using CsvHelper;
using Microsoft.AspNetCore.Http;

namespace ResidentService.Service.Api.Edge;

/// <summary>Lists for a spreadsheet.</summary>
internal static class CsvFiles
{
    public const string Type = "text/csv";

    public static bool AreWanted(HttpRequest request) => request.GetTypedHeaders().Accept
        .OrderByDescending(type => type.Quality ?? 1).FirstOrDefault()?.MediaType
        .Equals(Type, StringComparison.OrdinalIgnoreCase) ?? false;

    /// <summary>
    /// With a byte order mark, by which Excel knows that it is UTF-8. A text that begins like a formula is written so
    /// that a spreadsheet shows it instead of running it.
    /// </summary>
    public static byte[] Write(string[] head, IEnumerable<string[]> rows)
    {
        using var bytes = new MemoryStream();
        var options = new CsvWriterOptions { WriteByteOrderMark = true, Injection = CsvInjection.Escape };
        using (var csv = CsvWriter.Create(bytes, options, leaveOpen: true))
        {
            csv.WriteRecord(head);
            foreach (var row in rows)
                csv.WriteRecord(row);
        }

        return bytes.ToArray();
    }
}
