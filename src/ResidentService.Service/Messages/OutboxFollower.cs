using ResidentService.Domain.Residents;
using ResidentService.Runtime.Followers;
using ResidentService.Runtime.Journal;

namespace ResidentService.Service.Messages;

/// <summary>Follows the journal and puts into the outbox what people are to be told by WeChat.</summary>
/// <param name="purposes">Those that have a template.</param>
public sealed class OutboxFollower(
    Outbox outbox, IJournal journal, Codec codec, Notices told, IReadOnlySet<NoticePurpose> purposes)
    : IProjectionStore
{
    /// <summary>Where nobody is told anything, the checkpoint is written so seldom: each time costs a sync.</summary>
    private const int PositionsPerCheckpoint = 10_000;

    private long _checkpoint;

    /// <summary>
    /// Without a checkpoint, or with one of another journal, it begins at the end: what has happened before is no news,
    /// and may have been sent.
    /// </summary>
    public async ValueTask<long> ReadCheckpoint()
    {
        var known = outbox.ReadCheckpoint(); // before the journal's end, which grows meanwhile
        var last = await journal.LastPosition();
        if (known is null || known > last)
            outbox.Add([], [], last);
        return _checkpoint = known <= last ? known.Value : last;
    }

    public ValueTask Apply(IReadOnlyList<Entry> entries)
    {
        var notices = new List<(Entry, Notice)>();
        var gone = new List<ResidentId>();
        foreach (var entry in entries)
        {
            var fact = codec.Decode(entry);
            if (fact is ResidentFact.Erased erased)
                gone.Add(erased.Resident);
            notices.AddRange(told.Of(entry, fact).Where(notice => purposes.Contains(notice.Purpose))
                .Select(notice => (entry, notice)));
        }

        var last = entries[^1].Position;
        if (notices.Count == 0 && gone.Count == 0 && last - _checkpoint < PositionsPerCheckpoint)
            return default;
        outbox.Add(notices, gone, last);
        _checkpoint = last;
        return default;
    }
}
