using System.Text;
using CsvHelper;
using ResidentService.Service.Settings;

namespace ResidentService.Service.Importing;

/// <summary>What a file of residents holds: the rows that are right, and what is wrong with the others.</summary>
public sealed record ResidentsFile(IReadOnlyList<ResidentRow> Rows, IReadOnlyList<RowFault> Faults)
{
    public const int FileBytesMax = 256 * 1024 * 1024;

    private const string FileName = "FILE.csv";

    private const int Gb18030 = 54936;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads columns name, phone, birthDate, community, also under their Chinese names, in any order.</summary>
    /// <exception cref="WrongSettingException">The file as a whole cannot be read.</exception>
    public static ResidentsFile Read(byte[] bytes, DateOnly today)
    {
        var faults = new List<RowFault>();
        var rows = new List<ResidentRow>();
        using var csv = CsvReader.FromText(Decode(bytes), new CsvReaderOptions
        {
            Separator = ',',
            TrimWhitespace = true,
            TrackLineNumbers = true,
            AllowLineBreaksInQuotes = false, // else one open quote would swallow the rest of the file
            MalformedData = CsvMalformedDataHandling.Skip,
            FieldCountMismatch = CsvFieldCountHandling.Skip,
            OnMalformedRecord = record => faults.Add(new((int)record.LineNumber, ReasonOf(record))),
        });
        var columns = new Columns(csv.Headers);
        while (csv.Read())
        {
            var (row, fault) = ResidentRow.Read(
                (int)csv.LineNumber, columns.Name(csv), columns.Phone(csv), columns.BirthDate(csv),
                columns.Community(csv), today);
            if (row is not null)
                rows.Add(row);
            else
                faults.Add(new((int)csv.LineNumber, fault!));
        }

        return new(rows, faults);
    }

    /// <summary>UTF-8 with or without its mark, else GB18030, which Excel writes in China.</summary>
    private static string Decode(byte[] bytes)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var gb18030 = Encoding.GetEncoding(
            Gb18030, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        foreach (var encoding in (Encoding[])[Utf8, gb18030])
        {
            try
            {
                return encoding.GetString(bytes).TrimStart('\uFEFF');
            }
            catch (DecoderFallbackException)
            {
                // It is the other one, or neither.
            }
        }

        throw new WrongSettingException(FileName, "is neither UTF-8 nor GB18030.");
    }

    private static string ReasonOf(CsvMalformedRecord record) => record.Reason switch
    {
        CsvMalformedReason.FieldCountMismatch => "another number of fields than column names",
        CsvMalformedReason.UnterminatedQuote or CsvMalformedReason.LineBreakInQuotes =>
            "a quotation mark that is not closed on its line",
        _ => "a quotation mark within a field; put the field in quotation marks and write it twice",
    };

    /// <summary>Where each column stands.</summary>
    private sealed class Columns
    {
        private readonly int? _name;
        private readonly int? _phone;
        private readonly int? _birthDate;
        private readonly int? _community;

        public Columns(IReadOnlyList<string> header)
        {
            _name = Find(header, "name", "姓名");
            _phone = Find(header, "phone", "电话", "手机", "手机号");
            _birthDate = Find(header, "birthDate", "出生日期");
            _community = Find(header, "community", "社区");
            if (_name is null || _community is null || (_phone ?? _birthDate) is null)
            {
                throw new WrongSettingException(FileName, "has to begin with a line of column names: "
                    + "name,phone,birthDate,community (or 姓名,电话,出生日期,社区).");
            }
        }

        public string Name(CsvReader csv) => Text(csv, _name);

        public string Phone(CsvReader csv) => Text(csv, _phone);

        public string BirthDate(CsvReader csv) => Text(csv, _birthDate);

        public string Community(CsvReader csv) => Text(csv, _community);

        private static string Text(CsvReader csv, int? column) =>
            column is { } there ? csv.GetString(there).Trim() : "";

        private static int? Find(IReadOnlyList<string> header, params IReadOnlyList<string> names)
        {
            for (var i = 0; i < header.Count; i++)
            {
                if (names.Contains(header[i].Trim(), StringComparer.OrdinalIgnoreCase))
                    return i;
            }

            return null;
        }
    }
}

/// <param name="Line">From 1, the column names included.</param>
/// <param name="Reason">Names the column; holds nothing of the person.</param>
public sealed record RowFault(int Line, string Reason);
