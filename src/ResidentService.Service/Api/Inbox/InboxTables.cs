using Dapper;
using Microsoft.Data.Sqlite;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Merchants;
using ResidentService.Service.Messages;
using ResidentService.Service.Views;

namespace ResidentService.Service.Api.Inbox;

/// <summary>
/// What each person was told, whether or not WeChat took it: it follows from the journal alone. An entry tells a person
/// one thing, so its position is the message's number.
/// </summary>
public sealed class InboxTables : Projection
{
    private static readonly Table<Stored> Inbox = new("inbox", key: 2);

    public override IReadOnlyList<Table> Tables => [Inbox];

    public override void Apply(Entry entry, IEvent fact, TableWriter tables)
    {
        if (fact is ResidentFact.Erased(var gone, _, _, _, _))
        {
            foreach (var message in tables.Where(Inbox, "resident = $1", gone.Value))
                tables.Delete(Inbox, (message.Resident, message.Position));
        }

        foreach (var notice in Notices.Of(entry, fact))
        {
            tables.Put(Inbox, new(
                notice.Resident.Value, entry.Position, notice.Purpose, notice.Event.Value, notice.Points, entry.At));
        }
    }

    /// <summary>The newest first.</summary>
    public static List<InboxRow> Of(SqliteConnection connection, ResidentId resident, Page page) =>
        connection.Query<InboxRow>(
            """
            select i.position as Position, i.purpose as Purpose, i.event as Event, i.points as Points, i.at as At,
                e.title as Title, e.starts_at as StartsAt
            from inbox i join events e on e.id = i.event
            where i.resident = @resident and i.position < @before order by i.position desc limit @Take
            """,
            new { resident = resident.Value, before = page.Before(), page.Take }).AsList();

    public static int CountAfter(SqliteConnection connection, ResidentId resident, long position) =>
        connection.ExecuteScalar<int>(
            "select count(*) from inbox where resident = @resident and position > @position",
            new { resident = resident.Value, position });

    private sealed record Stored(
        string Resident, long Position, NoticePurpose Purpose, string Event, int? Points, DateTimeOffset At);
}

/// <summary>Times in milliseconds since 1970.</summary>
public sealed class InboxRow
{
    public long Position { get; init; }

    public required string Purpose { get; init; }

    public required string Event { get; init; }

    public int? Points { get; init; }

    public long At { get; init; }

    public required string Title { get; init; }

    public long StartsAt { get; init; }
}
