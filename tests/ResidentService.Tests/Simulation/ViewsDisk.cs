using System.Collections.Immutable;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Followers;
using ResidentService.Runtime.Journal;

namespace ResidentService.Tests.Simulation;

/// <summary>
/// The store of read tables, deadlines and checkpoints. Its commits are not synced one by one (synchronous=NORMAL), so
/// a crash may lose the last ones, in order: checkpoints then go back.
/// </summary>
internal sealed class ViewsDisk(World world) : IProjectionStore, IDeadlineTable, IReactionStore
{
    private const int SyncOnceIn = 12;

    /// <summary>The last synced content, and each one since.</summary>
    private readonly List<Views> _versions = [Views.Empty];

    public Views Now => _versions[^1];

    /// <summary>The content after a crash is any since the last sync.</summary>
    public void Crash()
    {
        var kept = _versions[world.Chance.Below(_versions.Count)];
        _versions.Clear();
        _versions.Add(kept);
    }

    public async ValueTask<long> ReadCheckpoint()
    {
        await Task.Yield();
        return Now.TablesAt;
    }

    public ValueTask Apply(IReadOnlyList<Entry> entries) => Write(views =>
    {
        foreach (var entry in entries)
            views = views.After(entry, world.Slices, world.Codec);
        return views;
    });

    async ValueTask<(long Position, IReadOnlyList<ParkedDelivery> Parked)> IReactionStore.Read()
    {
        await Task.Yield();
        return (Now.ReactionsAt, [.. Now.Parked.Values.OrderBy(parked => parked.Position)]);
    }

    public ValueTask Write(long position, ParkedChanges changes) => Write(views => views with
    {
        ReactionsAt = position,
        Parked = views.Parked.RemoveRange(changes.Released)
            .SetItems(changes.Parked.Select(parked => KeyValuePair.Create(parked.Source, parked))),
    });

    public async ValueTask<IReadOnlyList<DueDeadline>> ReadDue(DateTimeOffset now, int limit)
    {
        if (world.Chance.OnceIn(2))
            await Task.Yield();
        return Now.Due(now, limit);
    }

    public ValueTask Remove(IReadOnlyList<DueDeadline> done) => Write(views => views with
    {
        Deadlines = views.Deadlines.RemoveRange(done.Where(views.Has).Select(one => (one.Stream, one.Key))),
    });

    public ValueTask Park(ParkedDelivery deadline) =>
        throw new SimulationException($"a deadline is parked: {deadline}");

    public ValueTask<ParkedDelivery?> FindParked(ActorId source, string key) => new((ParkedDelivery?)null);

    public ValueTask Release(ParkedDelivery deadline) => default;

    public int CountParked() => 0;

    private async ValueTask Write(Func<Views, Views> change)
    {
        await Task.Yield();
        if (world.Chance.OnceIn(world.Faults.ViewsFailOnceIn))
            throw new IOException("the views cannot be written");
        var next = change(Now);
        if (world.Chance.OnceIn(SyncOnceIn))
            _versions.Clear();
        _versions.Add(next);
        if (world.Chance.OnceIn(2))
            await Task.Yield();
    }
}

/// <param name="TablesAt">The position up to which entries are applied.</param>
/// <param name="Seen">A digest over the entries applied: each once, in their order.</param>
internal sealed record Views(
    long TablesAt,
    ulong Seen,
    long ReactionsAt,
    ImmutableDictionary<(ActorId Stream, string Key), (DateTimeOffset Due, long Version)> Deadlines,
    ImmutableDictionary<ActorId, ParkedDelivery> Parked)
{
    public static Views Empty { get; } = new(
        0, 0, 0,
        ImmutableDictionary<(ActorId, string), (DateTimeOffset, long)>.Empty,
        ImmutableDictionary<ActorId, ParkedDelivery>.Empty);

    public bool Has(DueDeadline one) =>
        Deadlines.TryGetValue((one.Stream, one.Key), out var deadline) && deadline.Version == one.Version;

    public IReadOnlyList<DueDeadline> Due(DateTimeOffset now, int limit)
    {
        List<KeyValuePair<(ActorId Stream, string Key), (DateTimeOffset Due, long Version)>>? due = null;
        foreach (var pair in Deadlines)
        {
            if (pair.Value.Due <= now)
                (due ??= []).Add(pair);
        }

        return due is null
            ? []
            :
            [
                .. due.OrderBy(pair => pair.Value.Due)
                    .ThenBy(pair => pair.Key.Stream.ToString(), StringComparer.Ordinal)
                    .ThenBy(pair => pair.Key.Key, StringComparer.Ordinal)
                    .Take(limit).Select(pair => new DueDeadline(pair.Key.Stream, pair.Key.Key, pair.Value.Version)),
            ];
    }

    public Views After(Entry entry, SliceSet slices, Codec codec)
    {
        var deadlines = Deadlines;
        foreach (var deadline in slices.Of(entry.Stream).Deadlines(entry.Stream, codec.Decode(entry), entry.At))
        {
            deadlines = deadline switch
            {
                Deadline.Set set => deadlines.SetItem((entry.Stream, set.Key), (set.DueMillisecond, entry.Version)),
                Deadline.Clear clear => deadlines.Remove((clear.Of ?? entry.Stream, clear.Key)),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }

        return this with { TablesAt = entry.Position, Seen = After(Seen, entry), Deadlines = deadlines };
    }

    public static ulong After(ulong seen, Entry entry) =>
        ((seen * 31) + BitConverter.ToUInt64(entry.Hash.Span)) ^ (ulong)entry.Position;
}
