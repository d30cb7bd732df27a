using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;

namespace ResidentService.Service.Views;

/// <summary>The deadlines that entries set and clear; the entry that set one tells what it sends.</summary>
public sealed class DeadlineProjection(SliceSet slices) : Projection
{
    public override string Schema => """
        create table deadlines (
            stream text not null,
            key text not null,
            due integer not null,
            version integer not null,
            primary key (stream, key)) strict;
        create index deadlines_by_due on deadlines (due);
        """;

    public override IEnumerable<string> Tables => ["deadlines"];

    public override void Apply(Entry entry, IEvent fact, TableWriter tables)
    {
        foreach (var deadline in slices.Of(entry.Stream).Deadlines(entry.Stream, fact, entry.At))
        {
            var stream = entry.Stream.ToString();
            if (deadline is Deadline.Set set)
            {
                tables.Run(
                    """
                    insert into deadlines (stream, key, due, version) values ($1, $2, $3, $4)
                    on conflict (stream, key) do update set due = excluded.due, version = excluded.version
                    """,
                    stream, set.Key, set.DueMillisecond, entry.Version);
            }
            else
            {
                tables.Run("delete from deadlines where stream = $1 and key = $2", stream, deadline.Key);
            }
        }
    }
}
