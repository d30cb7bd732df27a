using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Appointments;

/// <param name="Exceptions">From a day on.</param>
public sealed record BookView(
    BookId Book, CommunityId Community, BookDetails Details, WorkingPlan Plan,
    IReadOnlyList<(DateOnly Day, IReadOnlyList<Hours> Hours)> Exceptions);

/// <summary>The book; null if there is none.</summary>
/// <param name="From">Exceptions before it don't matter any more.</param>
public sealed record GetBook(DateOnly From) : IQuery<AppointmentBook, BookView?>
{
    public BookView? Answer(AppointmentBook state) => state is AppointmentBook.Open book
        ? new(book.Id, book.Community, book.Details, book.Plan,
            [.. book.Exceptions.Where(day => day.Key >= From)
                .Select(day => (day.Key, (IReadOnlyList<Hours>)day.Value))])
        : null;
}

public readonly record struct SlotView(Slot Slot, bool IsFree);

/// <summary>The slots of some days that have not begun, the earliest first; null without such a book.</summary>
public sealed record GetSlots(DateOnly From, int Days, DateTimeOffset Now)
    : IQuery<AppointmentBook, IReadOnlyList<SlotView>?>
{
    public IReadOnlyList<SlotView>? Answer(AppointmentBook state) => state is AppointmentBook.Open book
        ? [.. Enumerable.Range(0, Days).SelectMany(day => book.SlotsOn(From.AddDays(day)))
            .Where(slot => slot.StartsAt > Now)
            .Select(slot => new SlotView(slot, book.Taking(slot).All(IsOver)))]
        : null;

    private bool IsOver(Appointment one) => one is Appointment.Held held && held.IsPast(Now);
}

public enum AppointmentStatus
{
    Held,

    /// <summary>Held too long; the slot is free again.</summary>
    Lapsed,
    Booked,
    Cancelled,
    Attended,
    Missed,
    Unrecorded,
}

public sealed record AppointmentView(
    AppointmentId Appointment, ResidentId Resident, Slot Slot, AppointmentStatus Status, DateTimeOffset? HeldUntil,
    Sealed? Matter);

/// <summary>An appointment as it is at a time; null if there is none, or none any more.</summary>
public sealed record GetAppointment(AppointmentId Appointment, DateTimeOffset Now)
    : IQuery<AppointmentBook, AppointmentView?>
{
    public AppointmentView? Answer(AppointmentBook state) =>
        (state as AppointmentBook.Open)?.Appointments.GetValueOrDefault(Appointment) switch
        {
            Appointment.Held held => new(
                held.Id, held.Resident, held.Slot,
                held.IsPast(Now) ? AppointmentStatus.Lapsed : AppointmentStatus.Held, held.HeldUntil, null),
            Appointment.Booked booked =>
                new(booked.Id, booked.Resident, booked.Slot, AppointmentStatus.Booked, null, booked.Matter),
            Appointment.Ended ended => new(ended.Id, ended.Resident, ended.Slot, StatusOf(ended.End), null, null),
            _ => null,
        };

    private static AppointmentStatus StatusOf(AppointmentEnd end) => end switch
    {
        AppointmentEnd.Attended => AppointmentStatus.Attended,
        AppointmentEnd.Missed => AppointmentStatus.Missed,
        AppointmentEnd.Unrecorded => AppointmentStatus.Unrecorded,
        _ => AppointmentStatus.Cancelled,
    };
}
