using Npgsql;
using NpgsqlTypes;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Settings;

namespace ResidentService.Service.Adapters.PostgreSql;

/// <summary>
/// The journal in PostgreSQL, which several nodes may append to. A commit is one round trip and one implicit
/// transaction: a lock that commits take in turn, and behind it one statement that finds out whose head is as expected,
/// gives their entries the next positions and inserts them. Since the lock is held until the commit is visible,
/// positions are in commit order without a gap, and whoever reads by position misses nothing.
/// </summary>
public sealed class PostgreSqlJournal(NpgsqlDataSource database) : IJournal
{
    /// <summary>On which each commit says who has committed and up to where.</summary>
    internal const string Channel = "journal";

    internal const string Schema = "journal";

    private const string Columns =
        "position, stream, version, name, at, caller, command, payload, body, reply, hash";

    /// <summary>The steps of the schema <c>journal</c>.</summary>
    private static readonly string[] Steps =
    [
        """
        create table entries (
            position bigint primary key,
            stream text collate "C" not null,
            version bigint not null,
            name text not null,
            at bigint not null,
            caller text not null,
            command text not null,
            payload bigint not null,
            body bytea not null,
            reply bytea,
            hash bytea not null,
            unique (stream, version));
        create table snapshots (
            actor text collate "C" primary key,
            schema text not null,
            version bigint not null,
            hash bytea not null,
            body bytea not null);
        """,
    ];

    private static readonly string Lock = $"select pg_advisory_xact_lock({AdvisoryLocks.Append})";

    /// <summary>
    /// Streams are asked for with the head that they are expected to have; entries name theirs by its place among them.
    /// A stream's head is the version of its last entry. The answer: where the first entry came to be, and who has won.
    /// </summary>
    private const string Append = """
        with asked as (
            select place, stream, expected from unnest($1, $2) with ordinality as a (stream, expected, place)
        ), won as (
            select place, stream from asked where expected = coalesce((
                select version from entries e where e.stream = asked.stream order by version desc limit 1), 0)
        ), given as (
            select * from unnest($3, $4, $5, $6, $7, $8, $9, $10, $11, $12) with ordinality as g
                (place, version, name, at, caller, command, payload, body, reply, hash, number)
        ), appended as (
            insert into entries (position, stream, version, name, at, caller, command, payload, body, reply, hash)
            select (select coalesce(max(position), 0) from entries) + row_number() over (order by number),
                stream, version, name, at, caller, command, payload, body, reply, hash
            from given join won using (place) order by number
            returning position
        )
        select coalesce(min(position), 0), array(select place from won),
            pg_notify($13, $14 || ' ' || coalesce(max(position), 0)) from appended
        """;

    /// <summary>Opens the schema that holds the journal and the snapshots.</summary>
    /// <param name="name">Another one while a store is being restored.</param>
    /// <remarks>What a commit has said to be there is on disk, whatever else the server is told to be content with.</remarks>
    public static NpgsqlDataSource OpenSchema(string connectionString, string name = Schema) => PostgreSqlSchema.Open(
        new NpgsqlConnectionStringBuilder(connectionString) { Options = "-c synchronous_commit=on" }.ToString(),
        name, Steps);

    /// <summary>Opens one that is there, for a command that makes none.</summary>
    /// <exception cref="WrongSettingException">There is no journal in the database.</exception>
    public static NpgsqlDataSource OpenExisting(ConnectionString database)
    {
        try
        {
            using var connection = new NpgsqlConnection(database.Value);
            connection.Open();
            using var command = new NpgsqlCommand($"select to_regclass('{Schema}.entries') is not null", connection);
            return command.ExecuteScalar() is true
                ? OpenSchema(database.Value)
                : throw new WrongSettingException(ConnectionString.Name, "there is no store in the database.");
        }
        catch (NpgsqlException e)
        {
            throw new PostgreSqlStoreException(e);
        }
    }

    /// <summary>This process, among all that append.</summary>
    public string Node { get; } = Guid.NewGuid().ToString("N");

    /// <inheritdoc/>
    public bool IsShared => true;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CommitResult>> Commit(IReadOnlyList<StreamAppend> batches) =>
        PostgreSqlStoreException.Naming(async () =>
        {
            await using var connection = await database.OpenConnectionAsync();
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Lock));
            var rounds = Rounds(batches);
            foreach (var round in rounds)
                batch.BatchCommands.Add(Appending(round));
            var results = new CommitResult[batches.Count];
            Array.Fill(results, CommitResult.Conflict);
            var firsts = new List<(long First, long[] Won)>(rounds.Count);
            await using (var answers = await batch.ExecuteReaderAsync())
            {
                while (await answers.NextResultAsync())
                {
                    await answers.ReadAsync();
                    firsts.Add((answers.GetInt64(0), answers.GetFieldValue<long[]>(1)));
                }
            }

            // Only here is it committed.
            for (var i = 0; i < rounds.Count; i++)
                Number(rounds[i], firsts[i].First, firsts[i].Won.ToHashSet(), results);
            return (IReadOnlyList<CommitResult>)results;
        });

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Entry>> ReadStream(ActorId stream, long afterVersion, int limit) => Read(
        $"select {Columns} from entries where stream = $1 and version > $2 order by version limit $3",
        [Parameter(stream.ToString()), Parameter(afterVersion), Parameter(limit)]);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Entry>> ReadAll(long afterPosition, int limit) => Read(
        $"select {Columns} from entries where position > $1 order by position limit $2",
        [Parameter(afterPosition), Parameter(limit)]);

    /// <inheritdoc/>
    public ValueTask<long> LastPosition() => PostgreSqlStoreException.Naming(async () =>
    {
        await using var command = database.CreateCommand("select coalesce(max(position), 0) from entries");
        return (long)(await command.ExecuteScalarAsync())!;
    });

    /// <summary>Takes over entries of another journal as they stand, positions and all.</summary>
    public async ValueTask TakeOver(IReadOnlyList<Entry> entries)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var rows = await connection.BeginBinaryImportAsync(
            $"copy entries ({Columns}) from stdin (format binary)");
        foreach (var entry in entries)
        {
            await rows.StartRowAsync();
            await rows.WriteAsync(entry.Position, NpgsqlDbType.Bigint);
            await rows.WriteAsync(entry.Stream.ToString(), NpgsqlDbType.Text);
            await rows.WriteAsync(entry.Version, NpgsqlDbType.Bigint);
            await rows.WriteAsync(entry.Name, NpgsqlDbType.Text);
            await rows.WriteAsync(entry.At.ToUnixTimeMilliseconds(), NpgsqlDbType.Bigint);
            await rows.WriteAsync(entry.Caller.Value, NpgsqlDbType.Text);
            await rows.WriteAsync(entry.Command.Value, NpgsqlDbType.Text);
            await rows.WriteAsync(entry.Payload.Value, NpgsqlDbType.Bigint);
            await rows.WriteAsync(entry.Body, NpgsqlDbType.Bytea);
            if (entry.Reply.IsEmpty)
                await rows.WriteNullAsync();
            else
                await rows.WriteAsync(entry.Reply, NpgsqlDbType.Bytea);
            await rows.WriteAsync(entry.Hash, NpgsqlDbType.Bytea);
        }

        await rows.CompleteAsync();
    }

    /// <summary>
    /// A statement sees what those before it have done, but not what it does itself: a stream that has two batches in
    /// one commit has its second one in a statement of its own.
    /// </summary>
    private static List<List<(StreamAppend Batch, int Index)>> Rounds(IReadOnlyList<StreamAppend> batches)
    {
        var rounds = new List<List<(StreamAppend, int)>>();
        var seen = new Dictionary<ActorId, int>(batches.Count);
        for (var i = 0; i < batches.Count; i++)
        {
            var round = seen.GetValueOrDefault(batches[i].Stream);
            seen[batches[i].Stream] = round + 1;
            if (round == rounds.Count)
                rounds.Add([]);
            rounds[round].Add((batches[i], i));
        }

        return rounds;
    }

    private NpgsqlBatchCommand Appending(List<(StreamAppend Batch, int Index)> round)
    {
        var entries = round.SelectMany((one, i) => one.Batch.Entries.Select(entry => (Place: i + 1L, Entry: entry))).ToList();
        return new NpgsqlBatchCommand(Append)
        {
            Parameters =
            {
                ArrayOf(NpgsqlDbType.Text, round, one => one.Batch.Stream.ToString()),
                ArrayOf(NpgsqlDbType.Bigint, round, one => one.Batch.ExpectedVersion),
                ArrayOf(NpgsqlDbType.Bigint, entries, one => one.Place),
                ArrayOf(NpgsqlDbType.Bigint, entries, one => one.Entry.Version),
                ArrayOf(NpgsqlDbType.Text, entries, one => one.Entry.Name),
                ArrayOf(NpgsqlDbType.Bigint, entries, one => one.Entry.At.ToUnixTimeMilliseconds()),
                ArrayOf(NpgsqlDbType.Text, entries, one => one.Entry.Caller.Value),
                ArrayOf(NpgsqlDbType.Text, entries, one => one.Entry.Command.Value),
                ArrayOf(NpgsqlDbType.Bigint, entries, one => one.Entry.Payload.Value),
                ArrayOf(NpgsqlDbType.Bytea, entries, one => one.Entry.Body),
                ArrayOf(NpgsqlDbType.Bytea, entries,
                    one => one.Entry.Reply.IsEmpty ? (ReadOnlyMemory<byte>?)null : one.Entry.Reply),
                ArrayOf(NpgsqlDbType.Bytea, entries, one => one.Entry.Hash),
                Parameter(Channel),
                Parameter(Node),
            },
        };
    }

    /// <summary>The entries of those who have won came to be in this order.</summary>
    private static void Number(
        List<(StreamAppend Batch, int Index)> round, long first, HashSet<long> won, CommitResult[] results)
    {
        for (var i = 0; i < round.Count; i++)
        {
            if (!won.Contains(i + 1))
                continue;
            results[round[i].Index] = CommitResult.Committed;
            foreach (var entry in round[i].Batch.Entries)
                entry.Position = first++;
        }
    }

    private ValueTask<IReadOnlyList<Entry>> Read(string sql, NpgsqlParameter[] parameters) =>
        PostgreSqlStoreException.Naming(async () =>
        {
#pragma warning disable CA2100 // Constant text of our own.
            await using var command = database.CreateCommand(sql);
#pragma warning restore CA2100
            command.Parameters.AddRange(parameters);
            var entries = new List<Entry>();
            await using var row = await command.ExecuteReaderAsync();
            while (await row.ReadAsync())
                entries.Add(EntryOf(row));
            return (IReadOnlyList<Entry>)entries;
        });

    private static Entry EntryOf(NpgsqlDataReader row) => new()
    {
        Position = row.GetInt64(0),
        Stream = ActorId.Parse(row.GetString(1)),
        Version = row.GetInt64(2),
        Name = row.GetString(3),
        At = Calendar.Local(DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4))),
        Caller = new Caller(row.GetString(5)),
        Command = CommandId.Stored(row.GetString(6)),
        Payload = new PayloadHash(row.GetInt64(7)),
        Body = row.GetFieldValue<byte[]>(8),
        Reply = row.IsDBNull(9) ? default : row.GetFieldValue<byte[]>(9),
        Hash = row.GetFieldValue<byte[]>(10),
    };

    private static NpgsqlParameter<T> Parameter<T>(T value) => new() { TypedValue = value };

    private static NpgsqlParameter<TValue[]> ArrayOf<TItem, TValue>(
        NpgsqlDbType type, List<TItem> items, Func<TItem, TValue> value) => new()
        {
            NpgsqlDbType = NpgsqlDbType.Array | type,
            TypedValue = [.. items.Select(value)],
        };
}
