using System.Data;
using Microsoft.Data.Sqlite;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;

namespace ResidentService.Service.Adapters.Sqlite;

/// <summary>One reading connection of journal.db with its prepared statements; used by one thread at a time.</summary>
public sealed class SqliteJournalReader : IDisposable
{
    private const string FactColumns = "e.position, s.name, e.version, e.name, e.at, e.body";

    private const string Columns = FactColumns + ", e.caller, e.command, e.payload, e.reply, e.hash";

    private const int FactColumnsNumber = 6;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _byStream;
    private readonly SqliteCommand _byPosition;
    private readonly SqliteCommand _facts;

    /// <summary>With a connection of its own.</summary>
    public SqliteJournalReader(string path) : this(SqliteFile.OpenForReading(path), snapshot: null)
    {
    }

    /// <summary>Within a transaction, so that all it reads is of one moment.</summary>
    public SqliteJournalReader(SqliteConnection connection, SqliteTransaction? snapshot)
    {
        _connection = connection;
        _byStream = _connection.CreateCommand();
        _byStream.CommandText = $"""
            select {Columns} from streams s join entries e on e.stream = s.id
            where s.name = $stream and e.version > $after order by e.version limit $limit
            """;
        _byStream.Parameters.Add("$stream", SqliteType.Text);
        _byPosition = _connection.CreateCommand();
        _byPosition.CommandText = $"""
            select {Columns} from entries e join streams s on s.id = e.stream
            where e.position > $after order by e.position limit $limit
            """;
        _facts = _connection.CreateCommand();
        _facts.CommandText = _byPosition.CommandText.Replace(Columns, FactColumns, StringComparison.Ordinal);
        foreach (var command in (ReadOnlySpan<SqliteCommand>)[_byStream, _byPosition, _facts])
        {
            command.Transaction = snapshot;
            command.Parameters.Add("$after", SqliteType.Integer);
            command.Parameters.Add("$limit", SqliteType.Integer);
        }
    }

    public IReadOnlyList<Entry> ReadStream(ActorId stream, long afterVersion, int limit)
    {
        _byStream.Parameters["$stream"].Value = stream.ToString();
        return Read(_byStream, afterVersion, limit);
    }

    public IReadOnlyList<Entry> ReadAll(long afterPosition, int limit) => Read(_byPosition, afterPosition, limit);

    /// <summary>The facts alone, at half the cost: who asked, the reply and the hash are left out.</summary>
    public IReadOnlyList<Entry> ReadFacts(long afterPosition, int limit) => Read(_facts, afterPosition, limit);

    public void Dispose()
    {
        _byStream.Dispose();
        _byPosition.Dispose();
        _facts.Dispose();
        _connection.Dispose();
    }

    private static List<Entry> Read(SqliteCommand command, long after, int limit)
    {
        command.Parameters["$after"].Value = after;
        command.Parameters["$limit"].Value = limit;
        var entries = new List<Entry>();
        using var row = command.ExecuteReader(CommandBehavior.SingleResult);
        var factsOnly = row.FieldCount == FactColumnsNumber;
        while (row.Read())
        {
            entries.Add(new Entry
            {
                Position = row.GetInt64(0),
                Stream = ActorId.Parse(row.GetString(1)),
                Version = row.GetInt64(2),
                Name = row.GetString(3),
                At = Calendar.Local(DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4))),
                Body = row.GetFieldValue<byte[]>(5),
                Caller = factsOnly ? default : new Caller(row.GetString(6)),
                Command = factsOnly ? default : CommandId.Stored(row.GetString(7)),
                Payload = factsOnly ? default : new PayloadHash(row.GetInt64(8)),
                Reply = factsOnly || row.IsDBNull(9) ? default : row.GetFieldValue<byte[]>(9),
                Hash = factsOnly ? default : row.GetFieldValue<byte[]>(10),
            });
        }

        return entries;
    }
}
