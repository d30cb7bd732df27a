using System.Globalization;
using System.Reflection;
using Dapper;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Followers;
using ResidentService.Runtime.Journal;

namespace ResidentService.Service.Security;

/// <summary>
/// Carries out what the fact <c>resident.erased</c> says: the name goes into the list, the key is destroyed, the
/// sessions end. The endpoint does it at once; as a follower of the journal it does it again, so that a process that
/// died in between finds nothing unfinished after its next start. Every step may be repeated.
/// </summary>
public sealed class Erasures(
    KeysDatabase database, KeyVault vault, Sessions sessions, Secrets secrets, ErasureList list, TimeProvider system)
    : IProjectionStore
{
    private const string Checkpoint = "erasures_checkpoint";

    /// <summary>Where nobody is erased, the checkpoint is written so seldom: each time costs a sync.</summary>
    private const int PositionsPerCheckpoint = 10_000;

    private static readonly string FactName = typeof(ResidentFact.Erased).GetCustomAttribute<NamedAttribute>()!.Name;

    private long _checkpoint;

    /// <summary>Whether an entry erases its resident.</summary>
    public static bool IsErasure(Entry entry) => string.Equals(entry.Name, FactName, StringComparison.Ordinal);

    /// <summary>In this order: whoever has no key any more stands in the list.</summary>
    public async Task Erase(ResidentId resident)
    {
        list.Add(resident);
        await vault.Erase(resident);
        await sessions.EndAll(resident);
    }

    /// <summary>
    /// Before a store is used: whoever stands in the list has no key, also where an older keys.db was put in place.
    /// </summary>
    /// <param name="last">The journal's last position; asked for when it is known how far it was followed.</param>
    /// <returns>Of whom the journal has still to be told; see <see cref="Tell"/>.</returns>
    public async Task<IReadOnlyList<ResidentId>> Reapply(Func<ValueTask<long>> last)
    {
        if (await ReadCheckpoint() > await last())
            await Forget(); // An older journal was put in place: it has to be followed, and told, anew.
        var told = Those("SELECT resident FROM sealing_keys WHERE erased_at_ms IS NOT NULL");
        var gone = Those("SELECT resident FROM sealing_keys WHERE key IS NULL");
        foreach (var resident in gone)
            list.Add(resident);
        foreach (var resident in list.Residents.Where(resident => !gone.Contains(resident)))
            await Erase(resident);
        return [.. list.Residents.Where(resident => !told.Contains(resident))];
    }

    /// <summary>Tells the journal of erasures that it does not know, because it is older than they are.</summary>
    public async Task Tell(IReadOnlyList<ResidentId> residents, IActors actors)
    {
        foreach (var resident in residents)
        {
            var hash = secrets.Mac(Purpose.Idempotency, "erase", resident.Value);
            var id = CommandId.OfRequest(Convert.ToHexStringLower(hash));
            var command = new ResidentCommand.Erase(resident, PaperRequest: null);
            var outcome = await actors.Ask(resident.Actor, new Asked(command, id, default, Caller.System));
            if (outcome is Outcome.Rejected rejected)
                throw new InvalidOperationException($"{resident} could not be erased: {rejected.Rejection.Code}");
        }
    }

    /// <inheritdoc/>
    public ValueTask<long> ReadCheckpoint()
    {
        _checkpoint = long.Parse(database.Meta(Checkpoint) ?? "0", CultureInfo.InvariantCulture);
        return new(_checkpoint);
    }

    /// <inheritdoc/>
    public async ValueTask Apply(IReadOnlyList<Entry> entries)
    {
        var erased = entries.Where(IsErasure).Select(entry => Id.Parse<ResidentId>(entry.Stream.Key)).ToList();
        foreach (var resident in erased)
            await Erase(resident);
        var last = entries[^1].Position;
        if (erased.Count == 0 && last - _checkpoint < PositionsPerCheckpoint)
            return;
        await Note(erased, last);
        _checkpoint = last;
    }

    /// <summary>The journal has told of these, up to there.</summary>
    public Task Note(IReadOnlyList<ResidentId> erased, long position) => database.Write(connection =>
    {
        connection.Execute(
            "UPDATE sealing_keys SET erased_at_ms = @now WHERE resident = @resident AND erased_at_ms IS NULL",
            erased.Select(resident => new
            {
                resident = resident.Value,
                now = system.GetUtcNow().ToUnixTimeMilliseconds(),
            }));
        return connection.Execute(
            """
            INSERT INTO meta(name, value) VALUES(@Checkpoint, @value)
            ON CONFLICT(name) DO UPDATE SET value = excluded.value
            """,
            new { Checkpoint, value = position.ToString(CultureInfo.InvariantCulture) });
    });

    private HashSet<ResidentId> Those(string sql) =>
        [.. database.Read(connection => connection.Query<string>(sql)).Select(Id.Parse<ResidentId>)];

    private Task<int> Forget() => database.Write(connection =>
    {
        connection.Execute("DELETE FROM meta WHERE name = @Checkpoint", new { Checkpoint });
        return connection.Execute("UPDATE sealing_keys SET erased_at_ms = NULL");
    });
}
