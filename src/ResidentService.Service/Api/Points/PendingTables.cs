using Dapper;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;
using ResidentService.Domain.Volunteers;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Views;

namespace ResidentService.Service.Api.Points;

/// <summary>
/// What pending points consist of. Until its event makes awards, a person's service is counted by the event itself, so
/// here stands only at which events that is; from then on each award stands here until it is received, also while it
/// waits for a budget.
/// </summary>
public sealed class PendingTables : Projection
{
    /// <summary>A person's events that aren't settled; each is asked.</summary>
    private const int EventsMax = 100;

    public override string Schema => """
        create table unsettled_service (
            event text not null,
            resident text not null,
            primary key (event, resident)) strict;
        create index unsettled_service_by_resident on unsettled_service (resident);
        create table pending_awards (
            award text primary key,
            resident text not null,
            points integer not null) strict;
        create index pending_awards_by_resident on pending_awards (resident);
        """;

    public override IEnumerable<string> Tables => ["unsettled_service", "pending_awards"];

    /// <summary>The points of awards on their way, and the events at which there is service to count.</summary>
    public static (long Points, IReadOnlyList<EventId> Events) Of(Tables tables, ResidentId resident) =>
        tables.Read(connection => (
            connection.QuerySingle<long>(
                "select coalesce(sum(points), 0) from pending_awards where resident = @resident",
                new { resident = resident.Value }),
            connection.Query<string>(
                    "select event from unsettled_service where resident = @resident limit @EventsMax",
                    new { resident = resident.Value, EventsMax })
                .Select(Id.Parse<EventId>).ToList()));

    public override void Apply(Entry entry, IEvent fact, TableWriter tables)
    {
        switch (fact)
        {
            case CommunityEventFact.CheckedIn(var resident, _, _):
                tables.Run(
                    "insert into unsettled_service (event, resident) values ($1, $2) on conflict do nothing",
                    entry.Stream.Key, resident.Value);
                break;
            // Who attended without a minute gets no award and is named nowhere; no-shows come after all awards.
            case CommunityEventFact.Cancelled or CommunityEventFact.NoShowsNoted:
                tables.Run("delete from unsettled_service where event = $1", entry.Stream.Key);
                break;
            case CommunityEventFact.AwardsMade made:
                Apply(Id.Parse<EventId>(entry.Stream.Key), made, tables);
                break;
            case VolunteerFact.ServiceRecorded recorded:
                Set(tables, recorded.Evidence, recorded.PointsGranted);
                break;
            case VolunteerFact.ServiceRefused refused:
                Set(tables, refused.Evidence, Amount.Zero);
                break;
            case AccountFact.PointsReceived({ Reason: TransferReason.Award } award, _):
                tables.Run("delete from pending_awards where award = $1", award.Id.Value);
                break;
        }
    }

    private static void Apply(EventId @event, CommunityEventFact.AwardsMade made, TableWriter tables)
    {
        foreach (var award in made.Awards)
        {
            tables.Run(
                "delete from unsettled_service where event = $1 and resident = $2",
                @event.Value, award.Resident.Value);
            Set(tables, new(@event, award.Resident, award.CheckedInAt), award.Points);
        }

        if (!made.More)
            tables.Run("delete from unsettled_service where event = $1", @event.Value);
    }

    private static void Set(TableWriter tables, ServiceEvidence evidence, Amount points)
    {
        var award = VolunteerReactions.AwardOf(evidence).Value;
        if (points == Amount.Zero)
        {
            tables.Run("delete from pending_awards where award = $1", award);
            return;
        }

        tables.Run(
            """
            insert into pending_awards (award, resident, points) values ($1, $2, $3)
            on conflict (award) do update set points = excluded.points
            """,
            award, evidence.Earner.Value, points.Value);
    }
}
