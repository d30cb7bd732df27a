using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Snapshots;

namespace ResidentService.Runtime.Actors;

/// <summary>How an activation comes by its state, and what it leaves for the next one.</summary>
internal sealed partial class Activation<TCommand, TEvent, TState>
{
    private const int LoadedAtOnce = 1_000;

    /// <summary>Most streams have fewer entries, and so no snapshot to ask for.</summary>
    private const int EntriesOfLongMin = 100;

    /// <summary>Stands for the version of the last snapshot while the next one is being taken.</summary>
    private const long UnderWay = long.MaxValue;

    private long _snapshotVersion;

    protected override void Leave()
    {
        if (_loaded is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            Snapshot(ifAfter: SnapshotDue.AtRest);
    }

    private async Task Load()
    {
        try
        {
            await _loaded.Value;
        }
        catch
        {
            Drop();
            throw;
        }
    }

    /// <summary>Reads what the stream has beyond the committed state.</summary>
    /// <returns>Whether there was anything.</returns>
    private async Task<bool> CatchUp()
    {
        var before = _committed.Version;
        for (var more = true; more;)
        {
            var entries = await Host.Journal.ReadStream(Id, _committed.Version, LoadedAtOnce);
            Fold(entries);
            more = entries.Count == LoadedAtOnce;
        }

        return _committed.Version > before;
    }

    private void Fold(IReadOnlyList<Entry> entries)
    {
        var folded = _committed;
        foreach (var entry in entries)
        {
            var fact = (TEvent)Host.Codec.Decode(entry);
            var state = _folding.Decider.Evolve(folded.State, fact, entry.At);
            folded = new(state, entry.Version, entry.Hash, entry.At);
            _remembered.Add(entry);
        }

        Commit(folded);
    }

    private void Commit(Folded folded)
    {
        Volatile.Write(ref _committed, folded);
        Weigh(_folding.Items(folded.State) + _remembered.Count);
    }

    /// <summary>Folds the stream: a long one from its last snapshot, if that is of use, else from the first entry.</summary>
    private async Task Begin()
    {
        var first = await Host.Journal.ReadStream(Id, 0, EntriesOfLongMin);
        var isLong = first.Count == EntriesOfLongMin;
        if (isLong && await Host.Snapshots.Read(Id) is { } snapshot && snapshot.Schema == _folding.Schema)
            await BeginWith(snapshot);
        if (_committed.Version == 0)
            Fold(first);
        if (isLong)
            await CatchUp();
        Snapshot(ifAfter: SnapshotDue.AtRest);
    }

    private async Task BeginWith(Snapshot snapshot)
    {
        var entries = await Host.Journal.ReadStream(Id, snapshot.Version - 1, 1);
        if (entries is not [var last] || !last.Hash.Span.SequenceEqual(snapshot.Hash.Span))
            return; // Of a journal that is not this one, or was further.
        try
        {
            var (state, remembered) = _folding.Snapshots.Decode(snapshot.Body);
            _remembered = remembered;
            _snapshotVersion = last.Version;
            Commit(new(state, last.Version, last.Hash, last.At));
        }
#pragma warning disable CA1031 // Whatever it is: the journal has everything.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Host.Fault(Id, e);
        }
    }

    /// <summary>Has a snapshot taken, away from the turn: of the committed state, which no turn changes.</summary>
    /// <param name="ifAfter">Unless there are fewer entries since the last one.</param>
    private void Snapshot(long ifAfter)
    {
        var committed = _committed;
        var before = Volatile.Read(ref _snapshotVersion);
        if (committed.Version - before < ifAfter || !Host.Snapshots.HasRoom)
            return;

        var remembered = _remembered.Copy();
        Volatile.Write(ref _snapshotVersion, UnderWay);
        var isAdded = Host.Snapshots.TryAdd(
            Id,
            () => new(
                _folding.Schema,
                committed.Version,
                committed.Hash,
                _folding.Snapshots.Encode(committed.State, remembered)),
            // One that failed is not tried again until another is due: a full disk is not made fuller by each turn.
            () => Volatile.Write(ref _snapshotVersion, committed.Version));
        if (!isAdded)
            Volatile.Write(ref _snapshotVersion, before);
    }
}
