using Dapper;
using Microsoft.Data.Sqlite;
using ResidentService.Domain.Appointments;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Merchants;
using ResidentService.Service.Views;

namespace ResidentService.Service.Api.Appointments;

/// <summary>Books by community, appointments by person and by day; a hold is no appointment yet.</summary>
public sealed class AppointmentTables : Projection
{
    private static readonly Table<StoredBook> Books = new(
        "appointment_books", key: 1, "appointment_books_by_community on appointment_books (community, id)");

    private static readonly Table<Stored> Appointments = new(
        "appointments", key: 1,
        "appointments_by_resident on appointments (resident, position)",
        "appointments_by_book on appointments (book, starts_at)");

    public override IReadOnlyList<Table> Tables => [Books, Appointments];

    public override void Apply(Entry entry, IEvent fact, TableWriter tables)
    {
        switch (fact)
        {
            case AppointmentBookFact.Opened(var book, var community, var details, _):
                tables.Put(Books, new(book.Value, community.Value, details.Service, details.Title, details.Place));
                break;
            case AppointmentBookFact.Changed(var book, var details, _):
                tables.Change(Books, book.Value, row => row with { Title = details.Title, Place = details.Place });
                break;
            case AppointmentBookFact.Booked(var book, var id, var resident, var slot, _):
                tables.Put(Appointments, new(
                    id.Value, book.Value, resident.Value, slot.StartsAt, slot.EndsAt, AppointmentStatus.Booked, null,
                    entry.Position));
                break;
            case AppointmentBookFact.Cancelled cancelled:
                tables.Change(Appointments, cancelled.Appointment.Value, row => row with
                {
                    Status = AppointmentStatus.Cancelled,
                    Reason = cancelled.Reason,
                });
                break;
            case AppointmentBookFact.Attended attended:
                End(tables, attended.Appointment, AppointmentStatus.Attended);
                break;
            case AppointmentBookFact.Missed missed:
                End(tables, missed.Appointment, AppointmentStatus.Missed);
                break;
            case AppointmentBookFact.Unrecorded unrecorded:
                End(tables, unrecorded.Appointment, AppointmentStatus.Unrecorded);
                break;
        }
    }

    public static ItemsOf<BookItem> BooksOf(
        SqliteConnection connection, CommunityId community, ServiceKind? service, Page page)
    {
        var rows = connection.Query<BookRow>(
            $"""
            select id as Id, community as Community, service as Service, title as Title, place as Place
            from appointment_books where community = @community and id > @after
            {(service is null ? "" : "and service = @service")} order by id limit @Take
            """,
            new
            {
                community = community.Value,
                after = page.After ?? "",
                service = service is { } kind ? ByPosition.Word(kind) : null,
                page.Take,
            }).AsList();
        return page.Of(rows, row => row.ToItem(), row => row.Id);
    }

    /// <summary>The latest booked first.</summary>
    public static ItemsOf<AppointmentItem> OfResident(SqliteConnection connection, ResidentId resident, Page page) =>
        page.Of(
            Select(connection, "a.resident = @resident and a.position < @before order by a.position desc limit @Take",
                new { resident = resident.Value, before = page.Before(), page.Take }),
            row => row.ToItem(), row => ByPosition.Key(row.Position));

    /// <summary>A day's in their order, at most one for each slot: those cancelled are left out.</summary>
    public static ItemsOf<AppointmentItem> OfDay(SqliteConnection connection, BookId book, DateOnly day) => new(
        [
            .. Select(
                connection,
                "a.book = @book and a.starts_at >= @from and a.starts_at < @to and a.status <> 'cancelled' order by a.starts_at",
                new
                {
                    book = book.Value,
                    from = Calendar.StartOf(day).ToUnixTimeMilliseconds(),
                    to = Calendar.StartOf(day.AddDays(1)).ToUnixTimeMilliseconds(),
                }).Select(row => row.ToItem()),
        ],
        null);

    /// <summary>What a person has still before them.</summary>
    public static IReadOnlyList<(BookId Book, AppointmentId Appointment)> Booked(
        SqliteConnection connection, ResidentId resident) =>
    [
        .. connection.Query<(string Book, string Id)>(
                "select book, id from appointments where resident = @resident and status = 'booked'",
                new { resident = resident.Value })
            .Select(row => (Id.Parse<BookId>(row.Book), Id.Parse<AppointmentId>(row.Id))),
    ];

    private static List<Row> Select(SqliteConnection connection, string where, object values) => connection.Query<Row>(
        $"""
        select a.id as Id, a.book as Book, a.resident as Resident, a.starts_at as StartsAt, a.ends_at as EndsAt,
            a.status as Status, a.reason as Reason, a.position as Position, b.service as Service, b.title as Title,
            b.place as Place
        from appointments a join appointment_books b on b.id = a.book where {where}
        """,
        values).AsList();

    private static void End(TableWriter tables, AppointmentId id, AppointmentStatus status) =>
        tables.Change(Appointments, id.Value, row => row with { Status = status });

    private sealed record StoredBook(string Id, string Community, ServiceKind Service, string Title, string? Place);

    private sealed record Stored(
        string Id, string Book, string Resident, DateTimeOffset StartsAt, DateTimeOffset EndsAt,
        AppointmentStatus Status, string? Reason, long Position);

    private sealed class BookRow
    {
        public string Id { get; init; } = "";
        public string Community { get; init; } = "";
        public string Service { get; init; } = "";
        public string Title { get; init; } = "";
        public string? Place { get; init; }

        public BookItem ToItem() => new(
            Domain.Kernel.Id.Parse<BookId>(Id), Domain.Kernel.Id.Parse<CommunityId>(Community),
            ByPosition.Status<ServiceKind>(Service), Title, Place);
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string Book { get; init; } = "";
        public string Resident { get; init; } = "";
        public long StartsAt { get; init; }
        public long EndsAt { get; init; }
        public string Status { get; init; } = "";
        public string? Reason { get; init; }
        public long Position { get; init; }
        public string Service { get; init; } = "";
        public string Title { get; init; } = "";
        public string? Place { get; init; }

        public AppointmentItem ToItem() => new(
            Domain.Kernel.Id.Parse<AppointmentId>(Id), Domain.Kernel.Id.Parse<BookId>(Book),
            ByPosition.Status<ServiceKind>(Service), Title, Place, Domain.Kernel.Id.Parse<ResidentId>(Resident), null,
            ByPosition.Time(StartsAt), ByPosition.Time(EndsAt), ByPosition.Status<AppointmentStatus>(Status), Reason);
    }
}
