using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Views;

namespace ResidentService.Service.Api.CommunityEvents;

/// <summary>
/// The events and their sign-ups as lists need them. What follows from the clock, or from an event's own end, is not
/// written but read so (<see cref="EventLists"/>), as the actor reads it.
/// </summary>
public sealed class EventTables : Projection
{
    public override string Schema => """
        create table events (
            id text primary key,
            community text not null,
            status text not null,
            title text not null,
            starts_at integer not null,
            ends_at integer not null,
            opens_at integer,
            closes_at integer,
            capacity integer not null,
            confirmed integer not null default 0,
            waiting integer not null default 0,
            check_ins integer not null default 0,
            place text,
            latitude real,
            longitude real,
            radius integer) strict;
        create index events_by_start on events (starts_at, id) where closes_at is not null;
        create index events_of_community on events (community, starts_at, id) where closes_at is not null;
        create index events_by_place on events (latitude, longitude) where closes_at is not null;
        create table sign_ups (
            event text not null,
            resident text not null,
            sequence integer not null,
            status text not null,
            position integer not null,
            signed_at integer not null,
            primary key (event, resident)) strict;
        create index sign_ups_in_order on sign_ups (event, sequence);
        create index sign_ups_of_resident on sign_ups (resident, position);
        """;

    public override IEnumerable<string> Tables => ["events", "sign_ups"];

    public override void Apply(Entry entry, IEvent fact, TableWriter tables)
    {
        var id = entry.Stream.Key;
        switch (fact)
        {
            case CommunityEventFact.SignedUp signedUp:
                SignUp(entry, signedUp, tables);
                break;
            case CommunityEventFact.CheckedIn checkedIn:
                SetStatus(tables, id, checkedIn.Resident, SignUpStatus.Attended);
                tables.Run("update events set check_ins = check_ins + 1 where id = $1", id);
                break;
            case CommunityEventFact.SignUpApproved(var resident, var status, _):
                SetStatus(tables, id, resident, status);
                Count(tables, id, status, 1);
                break;
            case CommunityEventFact.SignUpCancelled(var resident, _, var was, _):
                if (was is { } known)
                    Count(tables, id, known, -1);
                else
                    TakeOut(tables, id, resident);
                SetStatus(tables, id, resident, SignUpStatus.Cancelled);
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
            default:
                ApplyToEvent(id, fact, tables);
                break;
        }
    }

    private static void ApplyToEvent(string id, IEvent fact, TableWriter tables)
    {
        switch (fact)
        {
            case CommunityEventFact.Drafted drafted:
                tables.Run(
                    """
                    insert into events (id, community, status, title, starts_at, ends_at, capacity)
                    values ($1, $2, 'draft', '', 0, 0, 0)
                    """,
                    id, drafted.Community.Value);
                Describe(tables, id, drafted.Details);
                break;
            case CommunityEventFact.Changed(var details):
                Describe(tables, id, details);
                break;
            case CommunityEventFact.Published published:
                tables.Run(
                    "update events set status = 'published', opens_at = $2, closes_at = $3 where id = $1",
                    id, published.SignUpOpensAt, published.SignUpClosesAt);
                break;
            case CommunityEventFact.Cancelled:
                tables.Run("update events set status = 'cancelled' where id = $1", id);
                break;
            case CommunityEventFact.Settled:
                tables.Run("update events set status = 'settled' where id = $1", id);
                break;
        }
    }

    private static void SignUp(Entry entry, CommunityEventFact.SignedUp fact, TableWriter tables)
    {
        tables.Run(
            """
            insert into sign_ups (event, resident, sequence, status, position, signed_at)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (event, resident) do update set sequence = excluded.sequence, status = excluded.status,
                position = excluded.position, signed_at = excluded.signed_at
            """,
            entry.Stream.Key, fact.Resident.Value, fact.Sequence, Words.Of(fact.Status), entry.Position, entry.At);
        Count(tables, entry.Stream.Key, fact.Status, 1);
    }

    private static void SetStatus(TableWriter tables, string id, ResidentId resident, SignUpStatus status) => tables.Run(
        "update sign_ups set status = $3 where event = $1 and resident = $2", id, resident.Value, Words.Of(status));

    private static void Count(TableWriter tables, string id, SignUpStatus status, int number)
    {
        switch (status)
        {
            case SignUpStatus.Confirmed:
                tables.Run("update events set confirmed = confirmed + $2 where id = $1", id, number);
                break;
            case SignUpStatus.Waiting:
                tables.Run("update events set waiting = waiting + $2 where id = $1", id, number);
                break;
        }
    }

    /// <summary>An old fact does not tell what the sign-up was, but its row does. Who attended can't cancel.</summary>
    private static void TakeOut(TableWriter tables, string id, ResidentId resident) => tables.Run(
        """
        update events set
            confirmed = confirmed - (select count(*) from sign_ups
                where event = $1 and resident = $2 and status = 'confirmed'),
            waiting = waiting - (select count(*) from sign_ups
                where event = $1 and resident = $2 and status = 'waiting')
        where id = $1
        """,
        id, resident.Value);

    private static void Describe(TableWriter tables, string id, EventDetails details) => tables.Run(
        """
        update events set title = $2, starts_at = $3, ends_at = $4, capacity = $5,
            place = $6, latitude = $7, longitude = $8, radius = $9
        where id = $1
        """,
        id, details.Title, details.FirstStart(), details.LastEnd(), details.Capacity,
        details.Place?.Name, details.Place?.Latitude, details.Place?.Longitude, details.Place?.RadiusMetres);
}

/// <summary>States as the tables write them.</summary>
internal static class Words
{
    public static string Of(SignUpStatus status) => status switch
    {
        SignUpStatus.Requested => "requested",
        SignUpStatus.Confirmed => "confirmed",
        SignUpStatus.Waiting => "waiting",
        SignUpStatus.Cancelled => "cancelled",
        SignUpStatus.Attended => "attended",
        SignUpStatus.Lapsed => "lapsed",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "no status of a sign-up's own"),
    };

    public static SignUpStatus SignUp(string word) => Enum.Parse<SignUpStatus>(word, ignoreCase: true);
}
