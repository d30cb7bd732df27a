using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;

namespace ResidentService.Service.Views;

/// <summary>The deadlines that entries set and clear; the entry that set one tells what it sends.</summary>
public sealed class DeadlineProjection(SliceSet slices) : Projection
{
    private static readonly Table<Row> Deadlines = new("deadlines", key: 2, "deadlines_by_due on deadlines (due)");

    public override IReadOnlyList<Table> Tables => [Deadlines];

    public override void Apply(Entry entry, IEvent fact, TableWriter tables)
    {
        foreach (var deadline in slices.Of(entry.Stream).Deadlines(entry.Stream, fact, entry.At))
        {
            switch (deadline)
            {
                case Deadline.Set set:
                    tables.Put(Deadlines, new(entry.Stream.ToString(), set.Key, set.DueMillisecond, entry.Version));
                    break;
                case Deadline.Clear clear:
                    tables.Delete(Deadlines, ((clear.Of ?? entry.Stream).ToString(), clear.Key));
                    break;
            }
        }
    }

    private sealed record Row(string Stream, string Key, DateTimeOffset Due, long Version);
}
