using System.Data.Common;
using Dapper;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Merchants;
using ResidentService.Service.Views;

namespace ResidentService.Service.Api.Pairings;

/// <summary>Pairings by community and by who is in them, and their visits.</summary>
public sealed class PairingTables : Projection
{
    private static readonly Table<Stored> Pairings = new(
        "pairings", key: 1,
        "pairings_by_resident on pairings (resident, position)",
        "pairings_by_volunteer on pairings (volunteer, position)",
        "pairings_by_candidate on pairings (candidate, position)",
        "pairings_by_substitute on pairings (substitute, position)");

    /// <summary>Who is looked after, and in which community they live now.</summary>
    private static readonly Table<Person> People = new(
        "pairing_people", key: 1, "pairing_people_by_community on pairing_people (community)");

    private static readonly Table<Visited> Visits = new("pairing_visits", key: 2);

    public override IReadOnlyList<Table> Tables => [Pairings, People, Visits];

    public override void Apply(Entry entry, IEvent fact, TableWriter tables)
    {
        switch (fact)
        {
            case PairingFact.Requested(var id, var resident, var community, _, _):
                tables.Put(Pairings, new(
                    id.Value, resident.Value, null, null, null, null, PairingStatus.Requested, null, null,
                    entry.Position));
                tables.Put(People, new(resident.Value, community.Value));
                break;
            case ResidentFact.CommunityChanged(var resident, var community):
                tables.Change(People, resident.Value, row => row with { Community = community.Value });
                break;
            case PairingFact.Visited visited:
                tables.Put(Visits, new(
                    visited.Pairing.Value, entry.Position, visited.Visit.Value, entry.At, visited.Visitor.Value,
                    visited.Kind, visited.Minutes, visited.HasNeeds, visited.Notes.Value));
                Change(tables, visited.Pairing, row => row with { VisitBy = visited.VisitBy, Alerted = null });
                break;
            case PairingFact change:
                Change(tables, Id.Parse<PairingId>(entry.Stream.Key), row => After(row, change));
                break;
        }
    }

    public static ItemsOf<PairingItem> OfCommunity(
        DbConnection connection, CommunityId community, WhichPairings which, Page page) =>
        List(connection,
            "resident in (select resident from pairing_people where community = @who)" + (which.Overdue == true ? " and alerted is not null" : "")
            + (which.Status is null ? "" : " and status = @status"),
            new
            {
                who = community.Value,
                status = which.OfStatus() is { } status ? ByPosition.Word(status) : null,
                before = page.Before(),
                page.Take,
            },
            page);

    /// <param name="household">Of whom each is looked after.</param>
    /// <param name="volunteer">
    /// Who looks after others, is asked to, or stands in; null for a helper, who is shown one person's own.
    /// </param>
    public static ItemsOf<PairingItem> Of(
        DbConnection connection, IReadOnlyList<ResidentId> household, ResidentId? volunteer, DateTimeOffset now,
        Page page)
    {
        var values = new DynamicParameters(new
        {
            who = volunteer?.Value,
            now = now.ToUnixTimeMilliseconds(),
            before = page.Before(),
            page.Take,
        });
        var members = values.AddList("member", household.Select(one => one.Value));
        return List(
            connection,
            volunteer is null
                ? $"resident in {members}"
                : $"(resident in {members} or volunteer = @who or candidate = @who"
                    + " or (substitute = @who and substitute_until > @now))",
            values,
            page);
    }

    /// <summary>How many pairings of a person have not ended.</summary>
    public static int OpenOf(DbConnection connection, ResidentId resident) => connection.ExecuteScalar<int>(
        "select count(*) from pairings where resident = @who and status <> @ended",
        new { who = resident.Value, ended = ByPosition.Word(PairingStatus.Ended) });

    /// <summary>The newest first; the notes are sealed.</summary>
    public static IReadOnlyList<VisitRow> VisitsOf(DbConnection connection, PairingId id, Page page) =>
        connection.Query<VisitRow>(
            """
            select position as Position, visit as Visit, at as At, visitor as Visitor, kind as Kind, minutes as Minutes,
                has_needs as HasNeeds, notes as Notes
            from pairing_visits where pairing = @id and position < @before order by position desc limit @Take
            """,
            new { id = id.Value, before = page.Before(), page.Take }).AsList();

    private static void Change(TableWriter tables, PairingId id, Func<Stored, Stored> change) =>
        tables.Change(Pairings, id.Value, change);

    private static Stored After(Stored row, PairingFact fact) => fact switch
    {
        PairingFact.Offered offered => row with
        {
            Candidate = offered.Volunteer.Value,
            Status = row.Volunteer is null ? PairingStatus.Offered : row.Status,
        },
        PairingFact.Matched => row with { Status = row.Volunteer is null ? PairingStatus.Matched : row.Status },
        PairingFact.PlaceRefused or PairingFact.Declined => row with
        {
            Candidate = null,
            Status = row.Volunteer is null ? PairingStatus.Requested : row.Status,
        },
        PairingFact.Begun begun => row with
        {
            Volunteer = begun.Volunteer.Value,
            Candidate = null,
            Substitute = null,
            SubstituteUntil = null,
            Status = PairingStatus.Active,
            VisitBy = begun.VisitBy,
            Alerted = AlertedOf(row, begun.VisitBy),
        },
        PairingFact.SubstituteNamed(_, var who, var until) => Substituted(row, who, until),
        PairingFact.Substituted(_, var who, var until) => Substituted(row, who, until),
        PairingFact.SubstituteDeclined => row with { Substitute = null, SubstituteUntil = null },
        PairingFact.VisitOverdue overdue => row with { Alerted = overdue.Alert },
        PairingFact.Paused => row with
        {
            Status = PairingStatus.Paused,
            VisitBy = row.Alerted is null ? null : row.VisitBy,
        },
        PairingFact.Resumed resumed => row with
        {
            Status = PairingStatus.Active,
            VisitBy = resumed.VisitBy,
            Alerted = AlertedOf(row, resumed.VisitBy),
        },
        PairingFact.TierChanged { VisitBy: { } visitBy } => row with { VisitBy = visitBy, Alerted = null },
        PairingFact.VolunteerGone => row with
        {
            Volunteer = null,
            Substitute = null,
            SubstituteUntil = null,
            Status = PairingStatus.Requested,
            VisitBy = null,
            Alerted = null,
        },
        PairingFact.Ended => row with
        {
            Candidate = null,
            Substitute = null,
            SubstituteUntil = null,
            Status = PairingStatus.Ended,
            VisitBy = null,
            Alerted = null,
        },
        _ => row,
    };

    private static Stored Substituted(Stored row, ResidentId who, DateTimeOffset until) =>
        row with { Substitute = who.Value, SubstituteUntil = until };

    /// <summary>An overdue visit that was neither made nor put off stays with the grid worker.</summary>
    private static VisitAlert? AlertedOf(Stored row, DateTimeOffset visitBy) =>
        row.VisitBy == visitBy && row.Alerted == VisitAlert.GridWorker ? row.Alerted : null;

    private static ItemsOf<PairingItem> List(DbConnection connection, string where, object values, Page page)
    {
        var rows = connection.Query<Row>(
            $"""
            select id as Id, resident as Resident, volunteer as Volunteer, status as Status, visit_by as VisitBy,
                alerted as Alerted, position as Position
            from pairings where {where} and position < @before order by position desc limit @Take
            """,
            values).AsList();
        return page.Of(rows, row => row.ToItem(), row => ByPosition.Key(row.Position));
    }

    private sealed record Stored(
        string Id, string Resident, string? Volunteer, string? Candidate, string? Substitute,
        DateTimeOffset? SubstituteUntil, PairingStatus Status, DateTimeOffset? VisitBy, VisitAlert? Alerted,
        long Position);

    private sealed record Person(string Resident, string Community);

    private sealed record Visited(
        string Pairing, long Position, string Visit, DateTimeOffset At, string Visitor, VisitKind Kind, int Minutes,
        bool HasNeeds, string Notes);

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string Resident { get; init; } = "";
        public string? Volunteer { get; init; }
        public string Status { get; init; } = "";
        public long? VisitBy { get; init; }
        public string? Alerted { get; init; }
        public long Position { get; init; }

        public PairingItem ToItem() => new(
            Domain.Kernel.Id.Parse<PairingId>(Id), Domain.Kernel.Id.Parse<ResidentId>(Resident),
            Volunteer is { } volunteer ? Domain.Kernel.Id.Parse<ResidentId>(volunteer) : null,
            ByPosition.Status<PairingStatus>(Status), ByPosition.Time(VisitBy),
            Alerted is { } alert ? ByPosition.Status<VisitAlert>(alert) : null);
    }
}

/// <param name="At">Milliseconds since 1970.</param>
public sealed record VisitRow(
    long Position, string Visit, long At, string Visitor, string Kind, long Minutes, long HasNeeds, string Notes);
