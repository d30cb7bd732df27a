using System.Data.Common;
using System.Globalization;
using Dapper;
using ResidentService.Service.Security;

namespace ResidentService.Service.Sandbox;

/// <summary>
/// Domain time: times of commands, statuses, rotating codes, deadlines. It is system time plus an offset that only the
/// sandbox moves, and only forward, for all nodes that share the store. Tokens, limits and logs keep system time.
/// </summary>
public sealed class DomainClock : TimeProvider
{
    private const string OffsetName = "clock_offset_minutes";

    /// <summary>A hundred years: further ahead the calendar would end.</summary>
    private const long OffsetMinutesMax = 100 * 366L * 24 * 60;

    private readonly KeysDatabase _database;
    private readonly Lock _gate = new();
    private long _offsetMinutes;

    public DomainClock(KeysDatabase database)
    {
        _database = database;
        LookAgain();
    }

    /// <summary>Another node may have moved it.</summary>
    public void LookAgain() => MoveTo(long.Parse(_database.Meta(OffsetName) ?? "0", CultureInfo.InvariantCulture));

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddMinutes(Volatile.Read(ref _offsetMinutes));

    public static bool HasBeenMoved(KeysDatabase database) => database.Meta(OffsetName) is not (null or "0");

    /// <summary>Moves it forward, for good: the offset is stored before it counts. At the end it stays.</summary>
    public async Task Advance(int minutes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minutes);
        MoveTo(await _database.Write(connection =>
        {
            _database.TellNodes(connection, KeysDatabase.MovedClock);
            return Move(connection, minutes);
        }));
    }

    /// <summary>From where it stands in the store, since another node may move it at the same time.</summary>
    private static long Move(DbConnection connection, int minutes) => connection.ExecuteScalar<long>(
        """
        INSERT INTO meta(name, value) VALUES(@OffsetName, @first)
        ON CONFLICT(name) DO UPDATE SET value = CAST(
            CASE WHEN CAST(meta.value AS bigint) + @minutes < @OffsetMinutesMax
                THEN CAST(meta.value AS bigint) + @minutes ELSE @OffsetMinutesMax END AS text)
        RETURNING CAST(value AS bigint)
        """,
        new
        {
            OffsetName,
            minutes,
            OffsetMinutesMax,
            first = Math.Min(minutes, OffsetMinutesMax).ToString(CultureInfo.InvariantCulture),
        });

    private void MoveTo(long offset)
    {
        lock (_gate)
        {
            Volatile.Write(ref _offsetMinutes, Math.Max(_offsetMinutes, offset));
        }
    }
}

/// <summary>Knows when the deadlines that are due have fired and the followers have caught up.</summary>
public interface IQuiesce
{
    Task Settled(CancellationToken cancellation);
}
