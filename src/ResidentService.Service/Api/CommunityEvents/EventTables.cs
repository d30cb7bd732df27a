using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Api.Inbox;
using ResidentService.Service.Views;

namespace ResidentService.Service.Api.CommunityEvents;

/// <summary>
/// The events and their sign-ups as lists need them. What follows from the clock, or from an event's own end, is not
/// written but read so (<see cref="EventLists"/>), as the actor reads it.
/// </summary>
public sealed class EventTables : Projection
{
    private static readonly Table<Event> Events = new(
        "events", key: 1,
        "events_by_start on events (starts_at, id) where closes_at is not null",
        "events_of_community on events (community, starts_at, id) where closes_at is not null",
        "events_by_place on events (latitude, longitude) where closes_at is not null");

    // By person first: a list of one's own then needs no index, which would lie on another page for each of a crowd.
    private static readonly Table<SignUp> SignUps = new(
        "sign_ups", key: 2, "sign_ups_in_order on sign_ups (event, sequence)");

    public override IReadOnlyList<Table> Tables => [Events, SignUps];

    public override void Apply(Entry entry, IEvent fact, TableWriter tables)
    {
        var id = entry.Stream.Key;
        switch (fact)
        {
            case CommunityEventFact.SignedUp(var resident, var sequence, _, var status, _):
                var isTold = InboxTables.IsInSignUp(fact);
                tables.Put(SignUps, new(resident.Value, id, sequence, status, entry.Position, entry.At, isTold));
                Count(tables, id, status, 1);
                break;
            case CommunityEventFact.CheckedIn checkedIn:
                SetStatus(tables, id, checkedIn.Resident, SignUpStatus.Attended);
                tables.Change(Events, id, row => row with { CheckIns = row.CheckIns + 1 });
                break;
            case CommunityEventFact.SignUpApproved(var resident, var status, _):
                SetStatus(tables, id, resident, status);
                Count(tables, id, status, 1);
                break;
            case CommunityEventFact.SignUpCancelled(var resident, _, var was, _):
                TakeOut(tables, id, resident, was);
                break;
            case CommunityEventFact.WaitingMovedUp(var residents, _, _):
                foreach (var resident in residents)
                    SetStatus(tables, id, resident, SignUpStatus.Confirmed);
                Count(tables, id, SignUpStatus.Waiting, -residents.Count);
                Count(tables, id, SignUpStatus.Confirmed, residents.Count);
                break;
            case CommunityEventFact.SignUpsLapsed(var ended, _):
                foreach (var one in ended)
                    SetStatus(tables, id, one.Resident, SignUpStatus.Lapsed);
                break;
            case ResidentFact.Erased erased:
                foreach (var row in tables.Where(SignUps, "resident = $1", erased.Resident.Value))
                    tables.Put(SignUps, row with { IsTold = false });
                break;
            default:
                ApplyToEvent(id, fact, tables);
                break;
        }
    }

    private static void ApplyToEvent(string id, IEvent fact, TableWriter tables)
    {
        switch (fact)
        {
            case CommunityEventFact.Drafted(_, var community, var details):
                tables.Put(Events, Describe(new(id, community.Value, EventStatus.Draft), details));
                break;
            case CommunityEventFact.Changed(var details):
                tables.Change(Events, id, row => Describe(row, details));
                break;
            case CommunityEventFact.Published published:
                tables.Change(Events, id, row => row with
                {
                    Status = EventStatus.Published,
                    OpensAt = published.SignUpOpensAt,
                    ClosesAt = published.SignUpClosesAt,
                });
                break;
            case CommunityEventFact.Cancelled:
                tables.Change(Events, id, row => row with { Status = EventStatus.Cancelled });
                break;
            case CommunityEventFact.Settled:
                tables.Change(Events, id, row => row with { Status = EventStatus.Settled });
                break;
        }
    }

    private static void SetStatus(TableWriter tables, string id, ResidentId resident, SignUpStatus status) =>
        tables.Change(SignUps, (resident.Value, id), row => row with { Status = status });

    private static void Count(TableWriter tables, string id, SignUpStatus status, int number)
    {
        switch (status)
        {
            case SignUpStatus.Confirmed:
                tables.Change(Events, id, row => row with { Confirmed = row.Confirmed + number });
                break;
            case SignUpStatus.Waiting:
                tables.Change(Events, id, row => row with { Waiting = row.Waiting + number });
                break;
        }
    }

    /// <summary>
    /// An old fact does not tell what the sign-up was, but its row does. Who attended can't cancel. The next sign-up of
    /// the same person takes the row, so what it tells goes where it would otherwise stand.
    /// </summary>
    private static void TakeOut(TableWriter tables, string id, ResidentId resident, SignUpStatus? was)
    {
        if (tables.Find(SignUps, (resident.Value, id)) is not { } row)
            return;
        Count(tables, id, was ?? row.Status, -1);
        if (row.IsTold)
            InboxTables.PutSignUp(tables, resident, id, row.Position, row.SignedAt);
        tables.Put(SignUps, row with { Status = SignUpStatus.Cancelled, IsTold = false });
    }

    private static Event Describe(Event row, EventDetails details) => row with
    {
        Title = details.Title,
        StartsAt = details.FirstStart(),
        EndsAt = details.LastEnd(),
        Capacity = details.Capacity,
        Place = details.Place?.Name,
        Latitude = details.Place?.Latitude,
        Longitude = details.Place?.Longitude,
        Radius = details.Place?.RadiusMetres,
    };

    private sealed record Event(
        string Id,
        string Community,
        EventStatus Status,
        string Title = "",
        DateTimeOffset StartsAt = default,
        DateTimeOffset EndsAt = default,
        DateTimeOffset? OpensAt = null,
        DateTimeOffset? ClosesAt = null,
        int Capacity = 0,
        int Confirmed = 0,
        int Waiting = 0,
        int CheckIns = 0,
        string? Place = null,
        double? Latitude = null,
        double? Longitude = null,
        int? Radius = null);

    /// <param name="IsTold">Whether their inbox shows that they were told of their seat when they signed up.</param>
    private sealed record SignUp(
        string Resident, string Event, int Sequence, SignUpStatus Status, long Position, DateTimeOffset SignedAt,
        bool IsTold);
}
