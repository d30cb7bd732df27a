using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Appointments;

/// <summary>From a free slot to a booked one.</summary>
internal static class BookingDecisions
{
    public static Decision Hold(AppointmentBookCommand.Hold hold, AppointmentBook.Open book, DateTimeOffset now)
    {
        // A request that comes again when its command is remembered no longer.
        if (book.Appointments.ContainsKey(hold.Appointment))
            return Decision.Reject(new AppointmentRejection.HasEnded());
        var own = book.Of.TryGetValue(hold.Resident, out var id) ? book.Appointments[id] : null;
        if (own is Appointment.Held same && same.Slot.StartsAt == hold.StartsAt && !same.IsPast(now))
            return Decision.Already(new HoldReply(same.Id, same.Slot, same.HeldUntil));
        if (Unavailable(hold, book, now) is { } unavailable)
            return Decision.Reject(unavailable);
        if (own is Appointment.Booked booked && booked.Slot.EndsAt > now)
            return Decision.Reject(new AppointmentRejection.AlreadyBooked());
        if (hold.BarredUntil is { } until && until > now)
            return Decision.Reject(new AppointmentRejection.Barred(until));

        var slot = SlotAt(hold.StartsAt, book)!.Value;
        var inTheWay = book.Taking(slot).ToList();
        if (inTheWay.Exists(other => other.Resident != hold.Resident && !IsOver(other, now)))
            return Decision.Reject(new AppointmentRejection.SlotTaken());

        var ended = inTheWay.OfType<Appointment.Held>().ToList();
        if (own is Appointment.Held moved && !ended.Contains(moved))
            ended.Add(moved);
        var held = new AppointmentBookFact.Held(
            book.Id, hold.Appointment, hold.Resident, slot, now.AddMinutes(hold.Rules.HoldMinutes),
            slot.StartsAt.AddHours(-hold.Rules.FreeCancelHours));
        return Decision.Accept(
            new HoldReply(hold.Appointment, slot, held.HeldUntil),
            [.. ended.Select(one => HoldEnded(one, book)), held]);
    }

    public static Decision Confirm(AppointmentId id, Sealed? matter, AppointmentBook.Open book, DateTimeOffset now) =>
        book.Appointments.GetValueOrDefault(id) switch
        {
            Appointment.Held held when held.IsPast(now) => Decision.Reject(new AppointmentRejection.HoldIsOver()),
            Appointment.Held held => Decision.Accept(
                new AppointmentBookFact.Booked(book.Id, id, held.Resident, held.Slot, matter)),
            Appointment.Booked => Decision.Already(),
            Appointment.Ended => Decision.Reject(new AppointmentRejection.HasEnded()),
            _ => Decision.Reject(new AppointmentRejection.NoSuchAppointment()),
        };

    public static Decision EndHold(AppointmentId id, AppointmentBook.Open book, DateTimeOffset now) =>
        book.Appointments.GetValueOrDefault(id) is Appointment.Held held && held.IsPast(now)
            ? Decision.Accept(HoldEnded(held, book))
            : Decision.Already();

    private static AppointmentRejection? Unavailable(
        AppointmentBookCommand.Hold hold, AppointmentBook.Open book, DateTimeOffset now)
    {
        if (SlotAt(hold.StartsAt, book) is null)
            return new AppointmentRejection.NoSuchSlot();
        if (hold.StartsAt <= now)
            return new AppointmentRejection.SlotPast();
        return hold.StartsAt > now.AddDays(hold.Rules.BookAheadDays)
            ? new AppointmentRejection.TooFarAhead(hold.Rules.BookAheadDays)
            : null;
    }

    private static Slot? SlotAt(DateTimeOffset startsAt, AppointmentBook.Open book)
    {
        foreach (var slot in book.SlotsOn(Calendar.DayOf(startsAt)))
        {
            if (slot.StartsAt == startsAt)
                return slot;
        }

        return null;
    }

    private static bool IsOver(Appointment one, DateTimeOffset now) => one is Appointment.Held held && held.IsPast(now);

    private static AppointmentBookFact.HoldEnded HoldEnded(Appointment.Held held, AppointmentBook.Open book) =>
        new(book.Id, held.Id, held.Resident);
}
