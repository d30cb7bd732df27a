using Microsoft.Data.Sqlite;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;

namespace ResidentService.Service.Adapters.Sqlite;

/// <summary>One reading connection of journal.db with its prepared statements; used by one thread at a time.</summary>
/// <param name="connection">Its own; in a transaction, if all that is read is to be of one moment.</param>
public sealed class SqliteJournalReader(SqliteConnection connection) : IDisposable
{
    private const string FactColumns = "e.position, s.name, e.version, e.name, e.at, e.body";

    private const string Columns = FactColumns + ", e.caller, e.command, e.payload, e.reply, e.hash";

    private const string ByStream = $"""
        select {Columns} from streams s join entries e on e.stream = s.id
        where s.name = ?1 and e.version > ?2 order by e.version limit ?3
        """;

    private const string ByPosition = "from entries e join streams s on s.id = e.stream "
        + "where e.position > ?1 order by e.position limit ?2";

    private PreparedStatement? _byStream;
    private PreparedStatement? _byPosition;
    private PreparedStatement? _facts;

    public SqliteJournalReader(string path) : this(SqliteFile.OpenForReading(path))
    {
    }

    public IReadOnlyList<Entry> ReadStream(ActorId stream, long afterVersion, int limit)
    {
        _byStream ??= new(connection, ByStream);
        return Read(_byStream.Bind(1, stream.ToString()).Bind(2, afterVersion).Bind(3, (long)limit));
    }

    public IReadOnlyList<Entry> ReadAll(long afterPosition, int limit)
    {
        _byPosition ??= new(connection, $"select {Columns} {ByPosition}");
        return Read(_byPosition.Bind(1, afterPosition).Bind(2, (long)limit));
    }

    /// <summary>The facts alone, at half the cost: who asked, the reply and the hash are left out.</summary>
    public IReadOnlyList<Entry> ReadFacts(long afterPosition, int limit)
    {
        _facts ??= new(connection, $"select {FactColumns} {ByPosition}");
        return Read(_facts.Bind(1, afterPosition).Bind(2, (long)limit), factsOnly: true);
    }

    public void Dispose()
    {
        _byStream?.Dispose();
        _byPosition?.Dispose();
        _facts?.Dispose();
        connection.Dispose();
    }

    private static List<Entry> Read(PreparedStatement row, bool factsOnly = false)
    {
        var entries = new List<Entry>();
        try
        {
            while (row.Next())
                entries.Add(EntryOf(row, factsOnly));
            return entries;
        }
        finally
        {
            row.Reset();
        }
    }

    private static Entry EntryOf(PreparedStatement row, bool factsOnly) => new()
    {
        Position = row.Number(0),
        Stream = ActorId.Parse(row.Text(1)),
        Version = row.Number(2),
        Name = row.Text(3),
        At = Calendar.Local(DateTimeOffset.FromUnixTimeMilliseconds(row.Number(4))),
        Body = row.Bytes(5),
        Caller = factsOnly ? default : new Caller(row.Text(6)),
        Command = factsOnly ? default : CommandId.Stored(row.Text(7)),
        Payload = factsOnly ? default : new PayloadHash(row.Number(8)),
        Reply = factsOnly || row.IsNull(9) ? default : row.Bytes(9),
        Hash = factsOnly ? default : row.Bytes(10),
    };
}
