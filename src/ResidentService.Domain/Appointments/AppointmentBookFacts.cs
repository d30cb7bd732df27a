using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Appointments;

/// <summary>Facts on disk: change with care.</summary>
public abstract record AppointmentBookFact : IEvent
{
    private AppointmentBookFact() { }

    [Named("book.opened.v1")]
    public sealed record Opened(BookId Book, CommunityId Community, BookDetails Details, WorkingPlan Plan)
        : AppointmentBookFact;

    /// <summary>Appointments that were made under the old plan stay.</summary>
    [Named("book.changed.v1")]
    public sealed record Changed(BookId Book, BookDetails Details, WorkingPlan Plan) : AppointmentBookFact;

    /// <summary>An exception from the plan.</summary>
    /// <param name="Hours">Of this day; empty: closed; null: as the plan says, after all.</param>
    [Named("book.day-set.v1")]
    public sealed record DaySet(BookId Book, DateOnly Day, IReadOnlyList<Hours>? Hours) : AppointmentBookFact;

    /// <summary>A slot is kept for somebody who has still to confirm it.</summary>
    /// <param name="FreeUntil">Until when cancelling costs nothing.</param>
    [Named("appointment.held.v1")]
    public sealed record Held(
        BookId Book,
        AppointmentId Appointment,
        ResidentId Resident,
        Slot Slot,
        DateTimeOffset HeldUntil,
        DateTimeOffset FreeUntil) : AppointmentBookFact;

    /// <summary>Nobody confirmed in time, or the person chose another slot.</summary>
    [Named("appointment.hold-ended.v1")]
    public sealed record HoldEnded(BookId Book, AppointmentId Appointment, ResidentId Resident) : AppointmentBookFact;

    /// <param name="Matter">What it is about, in the person's words.</param>
    [Named("appointment.booked.v1")]
    public sealed record Booked(
        BookId Book, AppointmentId Appointment, ResidentId Resident, Slot Slot, Sealed? Matter) : AppointmentBookFact;

    [Named("appointment.reminded.v1")]
    public sealed record Reminded(
        BookId Book, AppointmentId Appointment, ResidentId Resident, Slot Slot, Reminder Reminder)
        : AppointmentBookFact;

    /// <param name="ByStaff">Then the person is told why, and it never counts against them.</param>
    /// <param name="Late">Too late to be free: counts as a no-show.</param>
    /// <param name="Notice">Why the whole day has other hours: the same for everybody whose appointment ends.</param>
    /// <param name="Reason">Why this one ends; sealed with the person's key.</param>
    [Named("appointment.cancelled.v2")]
    public sealed record Cancelled(
        BookId Book, AppointmentId Appointment, ResidentId Resident, Slot Slot, bool ByStaff, bool Late, string? Notice,
        Sealed? Reason) : AppointmentBookFact;

    [Named("appointment.attended.v1")]
    public sealed record Attended(BookId Book, AppointmentId Appointment, ResidentId Resident) : AppointmentBookFact;

    [Named("appointment.missed.v1")]
    public sealed record Missed(BookId Book, AppointmentId Appointment, ResidentId Resident, Slot Slot)
        : AppointmentBookFact;

    /// <summary>It is over, and nobody has noted whether the person came: that is not held against them.</summary>
    [Named("appointment.unrecorded.v1")]
    public sealed record Unrecorded(BookId Book, AppointmentId Appointment, ResidentId Resident) : AppointmentBookFact;
}

/// <summary>Until 2026-11-22 the reason of a single appointment was as readable as that of a whole day.</summary>
[Named("appointment.cancelled.v1")]
public sealed record CancelledV1(
    BookId Book, AppointmentId Appointment, ResidentId Resident, Slot Slot, bool ByStaff, bool Late, string? Reason)
    : IOldVersion<AppointmentBookFact.Cancelled>
{
    public AppointmentBookFact.Cancelled ToCurrent() =>
        new(Book, Appointment, Resident, Slot, ByStaff, Late, Notice: Reason, Reason: null);
}

/// <param name="Title">What can be booked here, for instance 法律咨询.</param>
/// <param name="Provider">Who serves, where that is somebody known here: they see the book's appointments.</param>
public sealed record BookDetails(ServiceKind Service, string Title, string? Place, ResidentId? Provider);

public enum ServiceKind
{
    LegalAid,
    PsychologicalCare,
    Mediation,
    Window,
}

public enum Reminder
{
    DayBefore,
    HourBefore,
}
