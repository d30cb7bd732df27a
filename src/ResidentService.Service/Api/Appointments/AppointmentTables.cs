using System.Data.Common;
using Dapper;
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
            case AppointmentBookFact.Booked(var book, var id, var resident, var slot, var matter):
                tables.Put(Appointments, new(
                    id.Value, book.Value, resident.Value, slot.StartsAt, slot.EndsAt, AppointmentStatus.Booked,
                    matter?.Value, null, null, entry.Position));
                break;
            case AppointmentBookFact.Cancelled cancelled:
                tables.Change(Appointments, cancelled.Appointment.Value, row => row with
                {
                    Status = AppointmentStatus.Cancelled,
                    Notice = cancelled.Notice,
                    Reason = cancelled.Reason?.Value,
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
        DbConnection connection, CommunityId community, ServiceKind? service, Page page)
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
    public static IReadOnlyList<AppointmentRow> OfResident(
        DbConnection connection, ResidentId resident, Page page) =>
        Select(connection, "a.resident = @resident and a.position < @before order by a.position desc limit @Take",
            new { resident = resident.Value, before = page.Before(), page.Take });

    /// <summary>Whose an appointment of the book is or was; null where it has none such.</summary>
    public static ResidentId? ResidentOf(DbConnection connection, BookId book, AppointmentId appointment) =>
        connection.ExecuteScalar<string?>(
            "select resident from appointments where id = @id and book = @book",
            new { id = appointment.Value, book = book.Value }) is { } resident
            ? Id.Parse<ResidentId>(resident)
            : null;

    /// <summary>A day's in their order, at most one for each slot: those cancelled are left out.</summary>
    public static ItemsOf<AppointmentItem> OfDay(DbConnection connection, BookId book, DateOnly day) => new(
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
        DbConnection connection, ResidentId resident) =>
    [
        .. connection.Query<(string Book, string Id)>(
                "select book, id from appointments where resident = @resident and status = 'booked'",
                new { resident = resident.Value })
            .Select(row => (Id.Parse<BookId>(row.Book), Id.Parse<AppointmentId>(row.Id))),
    ];

    private static List<AppointmentRow> Select(
        DbConnection connection, string where, object values) => connection.Query<AppointmentRow>(
        $"""
        select a.id as Id, a.book as Book, a.resident as Resident, a.starts_at as StartsAt, a.ends_at as EndsAt,
            a.status as Status, a.matter as Matter, a.notice as Notice, a.reason as Reason, a.position as Position,
            b.service as Service, b.title as Title, b.place as Place
        from appointments a join appointment_books b on b.id = a.book where {where}
        """,
        values).AsList();

    private static void End(TableWriter tables, AppointmentId id, AppointmentStatus status) =>
        tables.Change(Appointments, id.Value, row => row with { Status = status });

    private sealed record StoredBook(string Id, string Community, ServiceKind Service, string Title, string? Place);

    private sealed record Stored(
        string Id, string Book, string Resident, DateTimeOffset StartsAt, DateTimeOffset EndsAt,
        AppointmentStatus Status, string? Matter, string? Notice, string? Reason, long Position);

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
}

public sealed class AppointmentRow
{
    public string Id { get; init; } = "";
    public string Book { get; init; } = "";
    public string Resident { get; init; } = "";
    public long StartsAt { get; init; }
    public long EndsAt { get; init; }
    public string Status { get; init; } = "";

    /// <summary>Sealed.</summary>
    public string? Matter { get; init; }

    /// <summary>Why the day has other hours.</summary>
    public string? Notice { get; init; }

    /// <summary>Sealed.</summary>
    public string? Reason { get; init; }
    public long Position { get; init; }
    public string Service { get; init; } = "";
    public string Title { get; init; } = "";
    public string? Place { get; init; }

    public AppointmentItem ToItem() => new(
        Domain.Kernel.Id.Parse<AppointmentId>(Id), Domain.Kernel.Id.Parse<BookId>(Book),
        ByPosition.Status<ServiceKind>(Service), Title, Place, Domain.Kernel.Id.Parse<ResidentId>(Resident), null,
        ByPosition.Time(StartsAt), ByPosition.Time(EndsAt), ByPosition.Status<AppointmentStatus>(Status), null,
        null);
}
