using System.Globalization;
using ResidentService.Service.Security;

namespace ResidentService.Service.Sandbox;

/// <summary>
/// Domain time: times of commands, statuses, rotating codes, deadlines. It is system time plus an offset that only the
/// sandbox moves, and only forward, for all nodes that share the store. Tokens, limits and logs keep system time.
/// </summary>
public sealed class DomainClock : TimeProvider, IDisposable
{
    private const string OffsetName = "clock_offset_minutes";

    /// <summary>A hundred years: further ahead the calendar would end.</summary>
    private const long OffsetMinutesMax = 100 * 366L * 24 * 60;

    private readonly KeysDatabase _database;
    private readonly SemaphoreSlim _moving = new(1);
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
        await _moving.WaitAsync();
        try
        {
            var offset = Math.Min(_offsetMinutes + minutes, OffsetMinutesMax);
            await _database.Write(connection =>
            {
                _database.TellNodes(connection, KeysDatabase.MovedClock);
                return KeysDatabase.SetMeta(connection, OffsetName, offset.ToString(CultureInfo.InvariantCulture));
            });
            MoveTo(offset);
        }
        finally
        {
            _moving.Release();
        }
    }

    public void Dispose() => _moving.Dispose();

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
