using System.Data.Common;
using System.Globalization;
using Dapper;
using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;

namespace ResidentService.Service.Api.CommunityEvents;

/// <summary>What the lists read from <see cref="EventTables"/>; statuses come out as the actor says them.</summary>
internal static class EventLists
{
    /// <summary>Near is within so many metres.</summary>
    private const double NearMetresMax = 20_000;

    /// <summary>Of the events near a point, so many of the soonest are put in order of distance.</summary>
    private const int NearEventsMax = 2_000;

    private const double MetresPerDegree = 111_195;

    private const string Columns = """
        select id as Id, community as Community, status as Status, title as Title, starts_at as StartsAt,
            ends_at as EndsAt, opens_at as OpensAt, closes_at as ClosesAt, capacity as Capacity, confirmed as Confirmed,
            waiting as Waiting, place as Place, latitude as Latitude, longitude as Longitude, radius as Radius
        from events where closes_at is not null
        """;

    /// <summary>The soonest first.</summary>
    public static ItemsOf<EventItem> InOrder(
        DbConnection connection, WhichEvents which, Page page, DateTimeOffset now)
    {
        var after = Cursor.Of(page);
        var sql = Columns + Conditions(which, fromSome: which.From is not null)
            + (after is null ? "" : " and (starts_at, id) > (@afterNumber, @afterId)")
            + " order by starts_at, id limit @take";
        var rows = connection.Query<EventRow>(sql, new
        {
            community = which.CommunityId?.Value,
            from = which.EndingAfter()?.ToUnixTimeMilliseconds(),
            to = which.StartingBefore()?.ToUnixTimeMilliseconds(),
            afterNumber = after?.Number,
            afterId = after?.Id,
            take = page.Take,
        }).AsList();
        return page.Of(rows, row => row.ToItem(now, null), row => Cursor.Text(row.StartsAt, row.Id));
    }

    /// <summary>The nearest first, of those that are not over unless a time is asked for.</summary>
    public static ItemsOf<EventItem> Near(
        DbConnection connection, WhichEvents which, GeoPoint point, Page page, DateTimeOffset now)
    {
        var north = NearMetresMax / MetresPerDegree;
        var east = north / Math.Max(Math.Cos(point.Latitude * Math.PI / 180), 0.01);
        var sql = Columns + Conditions(which, fromSome: true)
            + """
             and latitude between @south and @north and longitude between @west and @east
             order by starts_at, id limit @max
            """;
        var rows = connection.Query<EventRow>(sql, new
        {
            community = which.CommunityId?.Value,
            from = (which.EndingAfter() ?? now).ToUnixTimeMilliseconds(),
            to = which.StartingBefore()?.ToUnixTimeMilliseconds(),
            south = point.Latitude - north,
            north = point.Latitude + north,
            west = point.Longitude - east,
            east = point.Longitude + east,
            max = NearEventsMax,
        });

        var after = Cursor.Of(page);
        var found = rows.Select(row => (Row: row, Metres: row.MetresFrom(point)))
            .Where(one => one.Metres <= NearMetresMax && (after is null || after.IsBefore(one.Metres, one.Row.Id)))
            .OrderBy(one => one.Metres).ThenBy(one => one.Row.Id, StringComparer.Ordinal)
            .Take(page.Take).ToList();
        return page.Of(
            found, one => one.Row.ToItem(now, one.Metres), one => Cursor.Text(one.Metres, one.Row.Id));
    }

    /// <summary>In the order in which people signed up.</summary>
    public static ItemsOf<SignUpItem> SignUps(DbConnection connection, EventId id, Page page, DateTimeOffset now)
    {
        var rows = connection.Query<SignUpRow>(
            """
            select s.resident as Resident, s.sequence as Sequence, s.status as Status, e.status as EventStatus,
                e.closes_at as ClosesAt, e.check_ins as CheckIns
            from sign_ups s join events e on e.id = s.event
            where s.event = @id and s.sequence > @after order by s.sequence limit @take
            """,
            new { id = id.Value, after = Number(page.After, 0), take = page.Take }).AsList();
        return page.Of(
            rows,
            row => new SignUpItem(Id.Parse<ResidentId>(row.Resident), null, row.StatusAt(now), (int)row.Sequence),
            row => Cursor.Text(row.Sequence));
    }

    /// <summary>One person's, the latest sign-up first.</summary>
    public static ItemsOf<MySignUpItem> SignUpsOf(
        DbConnection connection, ResidentId resident, Page page, DateTimeOffset now)
    {
        var rows = connection.Query<SignUpRow>(
            """
            select s.event as Event, s.sequence as Sequence, s.status as Status, s.position as Position,
                s.signed_at as SignedAt, e.status as EventStatus, e.closes_at as ClosesAt, e.check_ins as CheckIns,
                e.community as Community, e.title as Title, e.starts_at as StartsAt, e.ends_at as EndsAt
            from sign_ups s join events e on e.id = s.event
            where s.resident = @resident and s.position < @before order by s.position desc limit @take
            """,
            new { resident = resident.Value, before = Number(page.After, long.MaxValue), take = page.Take }).AsList();
        return page.Of(rows, row => row.ToMine(now), row => Cursor.Text(row.Position));
    }

    private static string Conditions(WhichEvents which, bool fromSome) =>
        (which.CommunityId is null ? "" : " and community = @community")
        + (fromSome ? " and ends_at > @from" : "")
        + (which.To is null ? "" : " and starts_at < @to");

    private static long Number(string? text, long absent) =>
        text is null ? absent : long.Parse(text, CultureInfo.InvariantCulture);

    private static EventStatus StatusOf(string word, long startsAt, long endsAt, DateTimeOffset now) =>
        Enum.Parse<EventStatus>(word, ignoreCase: true) switch
        {
            EventStatus.Published when now.ToUnixTimeMilliseconds() >= endsAt => EventStatus.Finished,
            EventStatus.Published when now.ToUnixTimeMilliseconds() >= startsAt => EventStatus.Running,
            var written => written,
        };

    /// <summary>The sort key of the last item that a client has: a number, then an id.</summary>
    private sealed record Cursor(long Number, string Id)
    {
        public static Cursor? Of(Page page) => page.After?.Split(' ') is [var number, var id]
            ? new(long.Parse(number, CultureInfo.InvariantCulture), id)
            : null;

        public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

        public static string Text(long number, string id) => $"{Text(number)} {id}";

        public bool IsBefore(long number, string id) =>
            number > Number || (number == Number && string.CompareOrdinal(id, Id) > 0);
    }

    private sealed class EventRow
    {
        public string Id { get; init; } = "";
        public string Community { get; init; } = "";
        public string Status { get; init; } = "";
        public string Title { get; init; } = "";
        public long StartsAt { get; init; }
        public long EndsAt { get; init; }
        public long OpensAt { get; init; }
        public long ClosesAt { get; init; }
        public int Capacity { get; init; }
        public int Confirmed { get; init; }
        public int Waiting { get; init; }
        public string? Place { get; init; }
        public double Latitude { get; init; }
        public double Longitude { get; init; }
        public int Radius { get; init; }

        public long MetresFrom(GeoPoint point) =>
            (long)Math.Round(point.DistanceMetresTo(GeoPoint.Of(Latitude, Longitude)));

        public EventItem ToItem(DateTimeOffset now, long? metres)
        {
            var status = StatusOf(Status, StartsAt, EndsAt, now);
            var isOff = status == EventStatus.Cancelled;
            var isClosed = now.ToUnixTimeMilliseconds() >= ClosesAt;
            return new(
                Domain.Kernel.Id.Parse<EventId>(Id), Domain.Kernel.Id.Parse<CommunityId>(Community), Title,
                Time(StartsAt), Time(EndsAt), Time(OpensAt), Time(ClosesAt), Capacity, isOff ? 0 : Confirmed,
                isOff || isClosed ? 0 : Waiting, status,
                Place is null ? null : new EventPlace(Place, Latitude, Longitude, Radius), (int?)metres);
        }
    }

    private sealed class SignUpRow
    {
        public string Event { get; init; } = "";
        public string Resident { get; init; } = "";
        public long Sequence { get; init; }
        public string Status { get; init; } = "";
        public long Position { get; init; }
        public long SignedAt { get; init; }
        public string EventStatus { get; init; } = "";
        public long ClosesAt { get; init; }
        public long CheckIns { get; init; }
        public string Community { get; init; } = "";
        public string Title { get; init; } = "";
        public long StartsAt { get; init; }
        public long EndsAt { get; init; }

        public SignUpStatus StatusAt(DateTimeOffset now)
        {
            var phase = EventStatus switch
            {
                "cancelled" => SignUpPhase.Cancelled,
                "settled" when CheckIns > 0 => SignUpPhase.SettledByCheckIns,
                _ => now.ToUnixTimeMilliseconds() >= ClosesAt ? SignUpPhase.Closed : SignUpPhase.Open,
            };
            return Enum.Parse<SignUpStatus>(Status, ignoreCase: true).In(phase);
        }

        public MySignUpItem ToMine(DateTimeOffset now) => new(
            Id.Parse<EventId>(Event), Id.Parse<CommunityId>(Community), Title, Time(StartsAt), Time(EndsAt),
            StatusOf(EventStatus, StartsAt, EndsAt, now), StatusAt(now), (int)Sequence, Time(SignedAt));
    }

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
