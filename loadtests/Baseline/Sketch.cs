using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using ResidentService.Service.Adapters.Sqlite;

namespace ResidentService.Baseline;

/// <summary>
/// What a sign-up writes, and nothing of the service around it: no rules, no actors that load and are let go, no snapshots,
/// no reactions. A claim in the person's stream and then a seat in the event's, each on disk before the next step, by group
/// commit; each entry linked by its hash to the one before it; rows for two lists, of which the service has since come to do
/// without one. It tells how much of the distance to the endpoint that does nothing lies in what is written.
/// </summary>
internal sealed class Sketch : IAsyncDisposable
{
    private const int EntriesMax = 1_024;
    private const int People = 100_000;

    /// <summary>As often as the service writes its read tables in a rush.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("resident-service-sketch-");
    private readonly SqliteConnection _journal;
    private readonly SqliteConnection _views;
    private readonly ConcurrentDictionary<string, Stream> _streams = new();
    private readonly BlockingCollection<Entry> _appends = [];
    private readonly ConcurrentQueue<Entry> _tail = new();
    private readonly CancellationTokenSource _ends = new();
    private readonly Task _loops;
    private readonly Timer _checkpoints;
    private long _streamsMade;

    public Sketch()
    {
        var path = Path.Combine(_folder.FullName, "journal.db");
        _journal = SqliteFile.OpenForWriting(path, "FULL", "wal_autocheckpoint=0", SqliteFile.LargeCache);
        SqliteFile.Run(_journal, """
            create table entries (
                position integer primary key, stream integer not null, version integer not null, name text not null,
                at integer not null, caller text not null, command text not null, payload integer not null,
                body blob not null, hash blob not null, unique (stream, version)) strict
            """);
        _views = SqliteFile.OpenForWriting(
            Path.Combine(_folder.FullName, "views.db"), "NORMAL", SqliteFile.LargeCache, "wal_autocheckpoint=8000");
        SqliteFile.Run(_views, """
            create table sign_ups (
                resident text, event text, sequence integer not null, status text not null, position integer not null,
                at integer not null, primary key (resident, event)) strict, without rowid;
            create index sign_ups_in_order on sign_ups (event, sequence);
            create table inbox (
                resident text, position integer, purpose text not null, subject text, at integer not null,
                primary key (resident, position)) strict, without rowid
            """);
        _loops = Task.WhenAll(
            Task.Factory.StartNew(Commits, TaskCreationOptions.LongRunning),
            Task.Factory.StartNew(Tables, TaskCreationOptions.LongRunning));
        _checkpoints = new Timer(_ => Checkpoint(path), null, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));
    }

    /// <summary>How much of a sign-up is done.</summary>
    public enum Steps
    {
        /// <summary>A seat.</summary>
        Seat,

        /// <summary>A claim, then a seat, and the rows of the lists.</summary>
        Whole,
    }

    /// <param name="key">Tells requests apart; the number at its end, the people.</param>
    /// <returns>The place among the sign-ups.</returns>
    public async Task<int> SignUp(string @event, string key, Steps steps)
    {
        var number = int.Parse(key.AsSpan(key.LastIndexOf('-') + 1), CultureInfo.InvariantCulture) % People;
        var resident = $"res_{number:x32}";
        var claim = steps == Steps.Seat
            ? 0
            : await Append("resident/" + resident, resident, key, "resident.time-claimed.v1", @event, 0, isListed: false);
        return await Append(
            "event/" + @event, resident, key, "event.signed-up.v1", @event, claim, isListed: steps == Steps.Whole);
    }

    public async ValueTask DisposeAsync()
    {
        await _checkpoints.DisposeAsync();
        _appends.CompleteAdding();
        await _ends.CancelAsync();
        await _loops;
        _appends.Dispose();
        _ends.Dispose();
        _journal.Dispose();
        _views.Dispose();
        _folder.Delete(recursive: true);
    }

    private static void Checkpoint(string path)
    {
        using var connection = SqliteFile.OpenForWriting(path, "FULL");
        SqliteFile.Run(connection, "pragma wal_checkpoint(PASSIVE)");
    }

    private async Task<int> Append(
        string name, string resident, string key, string fact, string @event, int claim, bool isListed)
    {
        var stream = _streams.GetOrAdd(name, _ => new(Interlocked.Increment(ref _streamsMade)));
        var entry = new Entry(stream.Id, fact, resident, key, @event, isListed);
        lock (stream)
        {
            if (!stream.Commands.Add(key))
                return stream.Commands.Count;
            entry.Version = stream.Commands.Count;
            entry.Body = Encoding.UTF8.GetBytes(
                $$"""{"resident":"{{resident}}","event":"{{@event}}","sequence":{{entry.Version}},"claim":{{claim}},"status":"confirmed"}""");
            stream.Hash = entry.Hash = SHA256.HashData([.. stream.Hash, .. entry.Body]);
            _appends.Add(entry);
        }

        await entry.Done.Task;
        return entry.Version;
    }

    private void Commits()
    {
        using var begin = new PreparedStatement(_journal, "begin immediate");
        using var commit = new PreparedStatement(_journal, "commit");
        using var add = new PreparedStatement(
            _journal, "insert into entries values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
        var batch = new List<Entry>();
        var position = 0L;
        foreach (var first in _appends.GetConsumingEnumerable())
        {
            batch.Add(first);
            while (batch.Count < EntriesMax && _appends.TryTake(out var next))
                batch.Add(next);
            begin.Run();
            foreach (var entry in batch)
            {
                entry.Position = ++position;
                add.Bind(1, entry.Position).Bind(2, entry.Stream).Bind(3, entry.Version).Bind(4, entry.Fact).Bind(5, entry.At)
                    .Bind(6, entry.Resident).Bind(7, entry.Key).Bind(8, 0).Bind(9, entry.Body).Bind(10, entry.Hash).Run();
            }

            commit.Run();
            foreach (var entry in batch)
            {
                if (entry.IsListed)
                    _tail.Enqueue(entry);
                entry.Done.SetResult();
            }

            batch.Clear();
        }
    }

    private void Tables()
    {
        using var begin = new PreparedStatement(_views, "begin immediate");
        using var commit = new PreparedStatement(_views, "commit");
        using var list = new PreparedStatement(_views, "insert or replace into sign_ups values (?1, ?2, ?3, ?4, ?5, ?6)");
        using var tell = new PreparedStatement(_views, "insert into inbox values (?1, ?2, ?3, ?4, ?5)");
        var batch = new List<Entry>();
        while (!_ends.Token.WaitHandle.WaitOne(Beat))
        {
            while (_tail.TryDequeue(out var entry))
                batch.Add(entry);
            batch.Sort((a, b) => string.CompareOrdinal(a.Resident, b.Resident));
            begin.Run();
            foreach (var entry in batch)
            {
                list.Bind(1, entry.Resident).Bind(2, entry.Event).Bind(3, entry.Version).Bind(4, "confirmed")
                    .Bind(5, entry.Position).Bind(6, entry.At).Run();
            }

            foreach (var entry in batch)
            {
                tell.Bind(1, entry.Resident).Bind(2, entry.Position).Bind(3, "confirmed").Bind(4, entry.Event)
                    .Bind(5, entry.At).Run();
            }

            commit.Run();
            batch.Clear();
        }
    }

    /// <summary>Locked by who appends.</summary>
    private sealed class Stream(long id)
    {
        public long Id { get; } = id;

        public HashSet<string> Commands { get; } = [];

        public byte[] Hash { get; set; } = new byte[SHA256.HashSizeInBytes];
    }

    private sealed record Entry(long Stream, string Fact, string Resident, string Key, string Event, bool IsListed)
    {
        public int Version { get; set; }

        public long Position { get; set; }

        public long At { get; } = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

        public byte[] Body { get; set; } = [];

        public byte[] Hash { get; set; } = [];

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
