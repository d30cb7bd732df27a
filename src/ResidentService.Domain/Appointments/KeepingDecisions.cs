using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Appointments;

/// <summary>From a booked slot to its end.</summary>
internal static class KeepingDecisions
{
    /// <summary>A reminder of the day before that comes so late has been overtaken by the one of the hour.</summary>
    private static readonly TimeSpan LastHour = TimeSpan.FromHours(1);

    public static Decision Cancel(
        AppointmentBookCommand.Cancel cancel, AppointmentBook.Open book, DateTimeOffset now) =>
        book.Appointments.GetValueOrDefault(cancel.Appointment) switch
        {
            Appointment.Held held => Decision.Accept(
                new AppointmentBookFact.HoldEnded(book.Id, held.Id, held.Resident)),
            Appointment.Booked booked when !cancel.ByStaff && booked.Slot.StartsAt <= now =>
                Decision.Reject(new AppointmentRejection.HasBegun()),
            Appointment.Booked booked => Decision.Accept(Cancelled(
                booked, book, cancel.ByStaff, late: !cancel.ByStaff && booked.FreeUntil < now, null, cancel.Reason)),
            Appointment.Ended { End: AppointmentEnd.Cancelled } => Decision.Already(),
            Appointment.Ended => Decision.Reject(new AppointmentRejection.HasEnded()),
            _ => Decision.Reject(new AppointmentRejection.NoSuchAppointment()),
        };

    public static Decision NoteAttended(AppointmentId id, AppointmentBook.Open book, DateTimeOffset now) =>
        Record(id, AppointmentEnd.Attended, book, now,
            booked => new AppointmentBookFact.Attended(book.Id, id, booked.Resident));

    public static Decision NoteMissed(AppointmentId id, AppointmentBook.Open book, DateTimeOffset now) =>
        Record(id, AppointmentEnd.Missed, book, now,
            booked => new AppointmentBookFact.Missed(book.Id, id, booked.Resident, booked.Slot));

    public static Decision Remind(AppointmentId id, Reminder reminder, AppointmentBook.Open book, DateTimeOffset now)
    {
        if (book.Appointments.GetValueOrDefault(id) is not Appointment.Booked booked || booked.Slot.StartsAt <= now
            || now < DueAt(reminder, booked.Slot))
            return Decision.Already();
        var isOvertaken = booked.LastReminder >= reminder
            || (reminder == Reminder.DayBefore && now >= DueAt(Reminder.HourBefore, booked.Slot));
        return isOvertaken
            ? Decision.Already()
            : Decision.Accept(
                new AppointmentBookFact.Reminded(book.Id, id, booked.Resident, booked.Slot, reminder));
    }

    public static Decision LeaveUnrecorded(AppointmentId id, AppointmentBook.Open book, DateTimeOffset now) =>
        book.Appointments.GetValueOrDefault(id) is Appointment.Booked booked
        && booked.Slot.EndsAt + AppointmentBookDecider.RecordedWithin <= now
            ? Decision.Accept(new AppointmentBookFact.Unrecorded(book.Id, id, booked.Resident))
            : Decision.Already();

    /// <summary>What does not fit into a day's new hours ends: fewer than a decision may have facts.</summary>
    public static IEnumerable<IEvent> Outside(
        IReadOnlyList<Hours> hours, DateOnly day, string? notice, AppointmentBook.Open book, DateTimeOffset now)
    {
        foreach (var one in book.On(day))
        {
            if (one.Slot.StartsAt <= now || hours.Any(open => open.Hold(one.Slot)))
                continue;
            yield return one is Appointment.Booked booked
                ? Cancelled(booked, book, byStaff: true, late: false, notice, null)
                : new AppointmentBookFact.HoldEnded(book.Id, one.Id, one.Resident);
        }
    }

    /// <summary>When a reminder is due.</summary>
    internal static DateTimeOffset DueAt(Reminder reminder, Slot slot) => reminder switch
    {
        Reminder.DayBefore => slot.StartsAt.AddDays(-1),
        _ => slot.StartsAt - LastHour,
    };

    private static Decision Record(
        AppointmentId id, AppointmentEnd end, AppointmentBook.Open book, DateTimeOffset now,
        Func<Appointment.Booked, AppointmentBookFact> fact) => book.Appointments.GetValueOrDefault(id) switch
        {
            Appointment.Held => Decision.Reject(new AppointmentRejection.NotBooked()),
            Appointment.Booked booked when booked.Slot.StartsAt > now =>
                Decision.Reject(new AppointmentRejection.NotBegun()),
            Appointment.Booked booked => Decision.Accept(fact(booked)),
            Appointment.Ended ended when ended.End == end => Decision.Already(),
            Appointment.Ended => Decision.Reject(new AppointmentRejection.HasEnded()),
            _ => Decision.Reject(new AppointmentRejection.NoSuchAppointment()),
        };

    private static AppointmentBookFact.Cancelled Cancelled(
        Appointment.Booked booked, AppointmentBook.Open book, bool byStaff, bool late, string? notice,
        Sealed? reason) => new(
            book.Id, booked.Id, booked.Resident, booked.Slot, byStaff, late, notice, reason);
}
