using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Journal;

namespace ResidentService.Runtime.Followers;

/// <summary>
/// The streams that a delivery holds back, and what of that has not been kept yet. The reaction follower guards it: it
/// is not safe for several threads.
/// </summary>
internal sealed class ParkedStreams(IEnumerable<ParkedDelivery> parked)
{
    private readonly Dictionary<ActorId, ParkedDelivery> _bySource = parked.ToDictionary(delivery => delivery.Source);
    private readonly HashSet<ActorId> _changed = [];

    public int Count => _bySource.Count;

    /// <summary>Whether something has changed that is not kept yet.</summary>
    public bool HasChanged => _changed.Count > 0;

    public ParkedDelivery? Find(ActorId source) => _bySource.GetValueOrDefault(source);

    public void Park(ParkedDelivery delivery)
    {
        _bySource[delivery.Source] = delivery;
        _changed.Add(delivery.Source);
    }

    public void Release(ActorId source)
    {
        _bySource.Remove(source);
        _changed.Add(source);
    }

    /// <summary>
    /// Whether an entry that sends something waits behind a parked one of its stream, which then counts it, once.
    /// </summary>
    public bool HoldsBack(Entry entry)
    {
        if (!_bySource.TryGetValue(entry.Stream, out var parked))
            return false;
        // After a crash entries are read again: those up to the parked one are delivered, later ones may be counted.
        if (entry.Version > Math.Max(parked.Version, parked.WaitingTo))
            Park(parked with { Waiting = parked.Waiting + 1, WaitingTo = entry.Version });
        return true;
    }

    /// <summary>Takes what is to be kept: streams as they are now parked, and those that no longer are.</summary>
    public ParkedChanges TakeChanges()
    {
        var changes = new ParkedChanges(
            [.. _changed.Where(_bySource.ContainsKey).Select(source => _bySource[source])],
            [.. _changed.Where(source => !_bySource.ContainsKey(source))]);
        _changed.Clear();
        return changes;
    }

    /// <summary>They could not be kept, so they are to be taken once more.</summary>
    public void PutBack(ParkedChanges changes) =>
        _changed.UnionWith(changes.Parked.Select(delivery => delivery.Source).Concat(changes.Released));
}

/// <summary>What has changed of the parked streams.</summary>
/// <param name="Parked">Each as it is now.</param>
/// <param name="Released">Streams that are parked no longer.</param>
public sealed record ParkedChanges(IReadOnlyList<ParkedDelivery> Parked, IReadOnlyList<ActorId> Released);
