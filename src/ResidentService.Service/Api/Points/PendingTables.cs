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

    private static readonly Table<Service> Unsettled = new(
        "unsettled_service", key: 2, "unsettled_service_by_resident on unsettled_service (resident)");

    private static readonly Table<Award> Awards = new(
        "pending_awards", key: 1, "pending_awards_by_resident on pending_awards (resident)");

    public override IReadOnlyList<Table> Tables => [Unsettled, Awards];

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
                tables.Put(Unsettled, new(entry.Stream.Key, resident.Value));
                break;
            // Who attended without a minute gets no award and is named nowhere; no-shows come after all awards.
            case CommunityEventFact.Cancelled or CommunityEventFact.NoShowsNoted:
                SettleAll(tables, entry.Stream.Key);
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
                tables.Delete(Awards, award.Id.Value);
                break;
        }
    }

    private static void Apply(EventId @event, CommunityEventFact.AwardsMade made, TableWriter tables)
    {
        foreach (var award in made.Awards)
        {
            tables.Delete(Unsettled, (@event.Value, award.Resident.Value));
            Set(tables, new(ServiceId.Of(@event), award.Resident, award.CheckedInAt), award.Points);
        }

        if (!made.More)
            SettleAll(tables, @event.Value);
    }

    private static void SettleAll(TableWriter tables, string @event)
    {
        foreach (var left in tables.Where(Unsettled, "event = $1", @event))
            tables.Delete(Unsettled, (left.Event, left.Resident));
    }

    private static void Set(TableWriter tables, ServiceEvidence evidence, Amount points)
    {
        var award = VolunteerReactions.AwardOf(evidence).Value;
        if (points == Amount.Zero)
            tables.Delete(Awards, award);
        else
            tables.Put(Awards, new(award, evidence.Earner.Value, points.Value));
    }

    private sealed record Service(string Event, string Resident);

    private sealed record Award(string Id, string Resident, long Points);
}
