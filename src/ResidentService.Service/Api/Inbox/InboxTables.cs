using System.Data.Common;
using Dapper;
using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Api.CommunityEvents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Merchants;
using ResidentService.Service.Messages;
using ResidentService.Service.Security;
using ResidentService.Service.Views;

namespace ResidentService.Service.Api.Inbox;

/// <summary>
/// What each person was told, whether or not WeChat took it: it follows from the journal alone. An entry tells a person
/// one thing, so its position is the message's number. That a sign-up has a seat at once is read from the row of the
/// sign-up: in a rush a row here would lie on one more page for each person, a tenth of what a sign-up costs.
/// </summary>
public sealed class InboxTables : Projection
{
    private static readonly Table<Stored> Inbox = new("inbox", key: 2);

    private static readonly Table<Held> Roles = new("roles", key: 2, "roles_by_role on roles (role)");

    private static readonly Table<InStreet> Streets = new("inbox_streets", key: 1);

    public override IReadOnlyList<Table> Tables => [Inbox, Roles, Streets];

    public override void Apply(Entry entry, IEvent fact, TableWriter tables)
    {
        switch (fact)
        {
            case ResidentFact.RoleGranted(var resident, var grant):
                tables.Put(Roles, new(resident.Value, Word(grant)));
                break;
            case ResidentFact.RoleRevoked(var resident, var grant):
                tables.Delete(Roles, (resident.Value, Word(grant)));
                break;
            case ResidentFact.Erased erased:
                Forget(erased.Resident, tables);
                break;
            case CommunityFact.Founded(var community, var area, _):
                tables.Put(Streets, new(community.Value, Scopes.StreetOf(area)));
                break;
        }

        if (IsInSignUp(fact))
            return;
        var notices = new Notices(new Staff(
            grant => tables.Where(Roles, "role = $1", Word(grant)).Select(held => Id.Parse<ResidentId>(held.Resident)),
            community => tables.Find(Streets, community.Value)?.Street));
        foreach (var notice in notices.Of(entry, fact))
        {
            tables.Put(Inbox, new(
                notice.Resident.Value, entry.Position, notice.Purpose, notice.Subject?.Value, notice.Points,
                notice.Time, entry.At));
        }
    }

    /// <summary>Whether what an entry tells is kept with the sign-up, by <see cref="EventTables"/>.</summary>
    public static bool IsInSignUp(IEvent fact) => fact is CommunityEventFact.SignedUp { Status: SignUpStatus.Confirmed };

    /// <summary>Keeps what a sign-up can keep no longer.</summary>
    public static void PutSignUp(
        TableWriter tables, ResidentId resident, string @event, long position, DateTimeOffset at) =>
        tables.Put(Inbox, new(resident.Value, position, NoticePurpose.SignUpConfirmed, @event, null, null, at));

    /// <summary>The newest first.</summary>
    public static List<InboxRow> Of(DbConnection connection, ResidentId resident, Page page) =>
        connection.Query<InboxRow>(
            Rows("position < @before order by position desc limit @Take") + " order by i.position desc limit @Take",
            new { resident = resident.Value, before = page.Before(), page.Take }).AsList();

    /// <summary>Null where it is not there: not yet, or not any more.</summary>
    public static InboxRow? Find(DbConnection connection, ResidentId resident, long position) =>
        connection.QuerySingleOrDefault<InboxRow>(
            Rows("position = @position"),
            new { resident = resident.Value, position });

    public static int CountAfter(DbConnection connection, ResidentId resident, long position) =>
        connection.ExecuteScalar<int>(
            """
            select (select count(*) from inbox where resident = @resident and position > @position)
                + (select count(*) from sign_ups where resident = @resident and is_told = 1 and position > @position)
            """,
            new { resident = resident.Value, position });

    public static IReadOnlyList<ResidentId> HoldersOf(DbConnection connection, RoleGrant grant) =>
    [
        .. connection.Query<string>("select resident from roles where role = @role", new { role = Word(grant) })
            .Select(Id.Parse<ResidentId>),
    ];

    public static string? StreetOf(DbConnection connection, CommunityId community) =>
        connection.QuerySingleOrDefault<string>(
            "select street from inbox_streets where community = @community", new { community = community.Value });

    /// <summary>Each with the title and the time of its subject, as they are now.</summary>
    /// <param name="which">Of the person's, in SQL.</param>
    private static string Rows(string which) => $"""
        select i.position as Position, i.purpose as Purpose, i.subject as Subject, i.points as Points, i.at as At,
            coalesce(e.title, b.title, r.title, o.title, m.name, k.name) as Title,
            coalesce(i.time, e.starts_at, a.starts_at, d.day_at) as Time
        from (
                select * from (
                    select position, purpose, subject, points, at, time from inbox
                    where resident = @resident and {which}) as kept
                union all
                select * from (
                    select position, 'signUpConfirmed', event, cast(null as bigint), signed_at, cast(null as bigint)
                    from sign_ups
                    where resident = @resident and is_told = 1 and {which}) as in_sign_ups) as i
            left join events e on e.id = i.subject
            left join appointments a on a.id = i.subject
            left join appointment_books b on b.id = a.book
            left join redemptions r on r.id = i.subject
            left join orders o on o.id = i.subject
            left join merchants m on m.id = i.subject
            left join meal_days d on d.id = i.subject
            left join kitchens k on k.id = coalesce(d.kitchen, i.subject)
        """;

    private static void Forget(ResidentId gone, TableWriter tables)
    {
        foreach (var message in tables.Where(Inbox, "resident = $1", gone.Value))
            tables.Delete(Inbox, (message.Resident, message.Position));
        foreach (var held in tables.Where(Roles, "resident = $1", gone.Value))
            tables.Delete(Roles, (held.Resident, held.Role));
    }

    private static string Word(RoleGrant grant) => $"{ByPosition.Word(grant.Role)}:{grant.Scope}";

    private sealed record Stored(
        string Resident, long Position, NoticePurpose Purpose, string? Subject, long? Points, DateTimeOffset? Time,
        DateTimeOffset At);

    private sealed record Held(string Resident, string Role);

    private sealed record InStreet(string Community, string Street);
}

/// <summary>Times in milliseconds since 1970.</summary>
public sealed class InboxRow
{
    public long Position { get; init; }

    public required string Purpose { get; init; }

    public string? Subject { get; init; }

    public long? Points { get; init; }

    public long At { get; init; }

    /// <summary>Null where the subject has none.</summary>
    public string? Title { get; init; }

    public long? Time { get; init; }

    /// <summary>When it is about something that has no time of its own, that is the message's.</summary>
    public DateTimeOffset When => ByPosition.Time(Time ?? At);
}
