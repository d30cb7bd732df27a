using System.Data.Common;
using System.Globalization;
using Dapper;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.LegalAid;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Merchants;
using ResidentService.Service.Security;
using ResidentService.Service.Views;
using Calendar = ResidentService.Domain.Kernel.Calendar;

namespace ResidentService.Service.Api.LegalAid;

/// <summary>Applications by who applies, by community, and by whose turn it is in a district.</summary>
public sealed class LegalAidTables : Projection
{
    private static readonly Table<Stored> Applications = new(
        "legal_aid", key: 1,
        "legal_aid_by_resident on legal_aid (resident, position)",
        "legal_aid_by_community on legal_aid (community, position)",
        "legal_aid_by_turn on legal_aid (district, turn, due_on, id)");

    private static readonly Table<InDistrict> Districts = new("legal_aid_districts", key: 1);

    /// <summary>Behind every day: no deadline.</summary>
    private const long Never = long.MaxValue;

    public override IReadOnlyList<Table> Tables => [Applications, Districts];

    public override void Apply(Entry entry, IEvent fact, TableWriter tables)
    {
        switch (fact)
        {
            case CommunityFact.Founded(var community, var area, _):
                tables.Put(Districts, new(community.Value, Scopes.DistrictOf(area)));
                break;
            case LegalAidFact.Filed(var id, var terms, _, _, _, var due):
                tables.Put(Applications, new(
                    id.Value, terms.Community.Value, tables.Find(Districts, terms.Community.Value)?.District ?? "",
                    terms.Resident.Value, terms.FiledBy.Value, LegalAidStatus.Filed, LegalAidTurn.Station, Day(due),
                    IsLate: false, entry.At, entry.Position));
                break;
            case LegalAidFact change:
                tables.Change(Applications, entry.Stream.Key, row => After(row, change));
                break;
        }
    }

    /// <summary>The newest first.</summary>
    public static ItemsOf<LegalAidItem> Of(DbConnection connection, ResidentId resident, Page page) =>
        Newest(connection, "resident = @resident", page,
            new { resident = resident.Value, before = page.Before(), page.Take });

    public static ItemsOf<LegalAidItem> OfCommunity(
        DbConnection connection, CommunityId community, WhichLegalAid which, Page page) =>
        Newest(connection,
            "community = @community" + (which.Late == true ? " and is_late = 1" : "")
            + (which.Turn is null ? "" : " and turn = @turn"),
            page,
            new
            {
                community = community.Value,
                turn = which.OfTurn() is { } turn ? ByPosition.Word(turn) : null,
                before = page.Before(),
                page.Take,
            });

    /// <summary>The soonest due first.</summary>
    public static ItemsOf<LegalAidItem> Waiting(
        DbConnection connection, IReadOnlyList<string> asCentre, IReadOnlyList<string> asBureau, Page page)
    {
        var (due, id) = AfterKey(page);
        var values = new DynamicParameters(new
        {
            due,
            id,
            page.Take,
            centre = ByPosition.Word(LegalAidTurn.Centre),
            bureau = ByPosition.Word(LegalAidTurn.Bureau),
        });
        var (centres, bureaus) = (values.AddList("centre_of", asCentre), values.AddList("bureau_of", asBureau));
        var rows = Select(
            connection,
            $"""
            ((turn = @centre and district in {centres}) or (turn = @bureau and district in {bureaus}))
            and (due_on > @due or (due_on = @due and id > @id)) order by due_on, id limit @Take
            """,
            values);
        return page.Of(rows, row => row.ToItem(), row => $"{row.DueOn}/{row.Id}");
    }

    /// <summary>What a person has applied for that has not ended.</summary>
    public static IReadOnlyList<LegalAidId> OpenOf(DbConnection connection, ResidentId resident) =>
    [
        .. connection.Query<string>(
            "select id from legal_aid where resident = @resident and turn is not null",
            new { resident = resident.Value }).Select(Id.Parse<LegalAidId>),
    ];

    private static (long Due, string Id) AfterKey(Page page) =>
        page.After?.Split('/') is [var due, var id] ? (long.Parse(due, CultureInfo.InvariantCulture), id) : (0, "");

    private static Stored After(Stored row, LegalAidFact fact)
    {
        return fact switch
        {
            LegalAidFact.Forwarded next => Next(LegalAidStatus.WithCentre, LegalAidTurn.Centre, next.Due),
            LegalAidFact.MaterialsAsked next => Next(LegalAidStatus.LacksMaterials, LegalAidTurn.Applicant, next.Due),
            LegalAidFact.MaterialsSupplied next => Next(LegalAidStatus.WithCentre, LegalAidTurn.Centre, next.Due),
            LegalAidFact.Granted next => Next(LegalAidStatus.Granted, LegalAidTurn.Centre, next.Due),
            LegalAidFact.Assigned => Next(LegalAidStatus.Assigned, LegalAidTurn.Centre, null),
            LegalAidFact.Refused next => Next(LegalAidStatus.Refused, LegalAidTurn.Applicant, next.Due),
            LegalAidFact.Objected next => Next(LegalAidStatus.Objected, LegalAidTurn.Bureau, next.Due),
            LegalAidFact.SentBack next => Next(LegalAidStatus.WithCentre, LegalAidTurn.Centre, next.Due),
            LegalAidFact.Upheld => Next(LegalAidStatus.Upheld, null, null),
            LegalAidFact.RefusalStood => Next(LegalAidStatus.RefusalStood, null, null),
            LegalAidFact.NotSupplied => Next(LegalAidStatus.NotSupplied, null, null),
            LegalAidFact.Closed => Next(LegalAidStatus.Closed, null, null),
            LegalAidFact.Withdrawn => Next(LegalAidStatus.Withdrawn, null, null),
            LegalAidFact.DeadlinePassed => row with { IsLate = true },
            _ => row,
        };

        Stored Next(LegalAidStatus status, LegalAidTurn? turn, LegalDue? due) => row with
        {
            Status = status,
            Turn = turn,
            DueOn = due is null ? Never : Day(due),
            IsLate = false,
        };
    }

    private static long Day(LegalDue due) => Calendar.StartOf(due.LastDay).ToUnixTimeMilliseconds();

    private static ItemsOf<LegalAidItem> Newest(DbConnection connection, string where, Page page, object values) =>
        page.Of(
            Select(connection, $"{where} and position < @before order by position desc limit @Take", values),
            row => row.ToItem(), row => ByPosition.Key(row.Position));

    private static List<LegalAidRow> Select(DbConnection connection, string where, object values) =>
        connection.Query<LegalAidRow>(
            $"""
            select id as Id, community as Community, resident as Resident, filed_by as FiledBy, status as Status,
                turn as Turn, due_on as DueOn, is_late as IsLate, filed_at as FiledAt, position as Position
            from legal_aid where {where}
            """,
            values).AsList();

    private sealed record Stored(
        string Id, string Community, string District, string Resident, string FiledBy, LegalAidStatus Status,
        LegalAidTurn? Turn, long DueOn, bool IsLate, DateTimeOffset FiledAt, long Position);

    private sealed record InDistrict(string Community, string District);

    public sealed class LegalAidRow
    {
        public string Id { get; init; } = "";
        public string Community { get; init; } = "";
        public string Resident { get; init; } = "";
        public string FiledBy { get; init; } = "";
        public string Status { get; init; } = "";
        public string? Turn { get; init; }
        public long DueOn { get; init; }
        public long IsLate { get; init; }
        public long FiledAt { get; init; }
        public long Position { get; init; }

        public LegalAidItem ToItem() => new(
            Domain.Kernel.Id.Parse<LegalAidId>(Id), Domain.Kernel.Id.Parse<CommunityId>(Community),
            Domain.Kernel.Id.Parse<ResidentId>(Resident), Domain.Kernel.Id.Parse<ResidentId>(FiledBy),
            ByPosition.Status<LegalAidStatus>(Status),
            Turn is { } turn ? ByPosition.Status<LegalAidTurn>(turn) : null,
            DueOn == Never ? null : Calendar.DayOf(ByPosition.Time(DueOn)), IsLate == 1, ByPosition.Time(FiledAt));
    }
}
