using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Appointments;

public static class AppointmentBookReactions
{
    public static Reactions<AppointmentBookFact> Value { get; } = new(Sends, Deadlines);

    private static IEnumerable<Send> Sends(ActorId source, AppointmentBookFact fact, DateTimeOffset at) => fact switch
    {
        AppointmentBookFact.Missed(_, var id, var resident, var slot) => [Missed(id, resident, slot)],
        AppointmentBookFact.Cancelled { Late: true } late => [Missed(late.Appointment, late.Resident, late.Slot)],
        _ => [],
    };

    private static Send Missed(AppointmentId id, ResidentId resident, Slot slot) =>
        new(resident.Actor, new ResidentCommand.NoteMissedAppointment(id, slot.StartsAt));

    private static IEnumerable<Deadline> Deadlines(ActorId source, AppointmentBookFact fact, DateTimeOffset at) =>
        fact switch
        {
            AppointmentBookFact.Held held =>
            [
                new Deadline.Set("hold-" + held.Appointment, held.HeldUntil,
                    new(source, new AppointmentBookCommand.EndHold(held.Appointment))),
            ],
            AppointmentBookFact.HoldEnded(_, var id, _) => [new Deadline.Clear("hold-" + id)],
            AppointmentBookFact.Booked booked => Booked(source, booked, at),
            AppointmentBookFact.Cancelled cancelled => Ended(cancelled.Appointment),
            AppointmentBookFact.Attended attended => Ended(attended.Appointment),
            AppointmentBookFact.Missed missed => Ended(missed.Appointment),
            AppointmentBookFact.Unrecorded unrecorded => Ended(unrecorded.Appointment),
            _ => [],
        };

    private static IEnumerable<Deadline> Booked(ActorId source, AppointmentBookFact.Booked fact, DateTimeOffset at)
    {
        var (_, id, _, slot, _) = fact;
        yield return new Deadline.Clear("hold-" + id);
        yield return new Deadline.Set("over-" + id, slot.EndsAt + AppointmentBookDecider.RecordedWithin,
            new(source, new AppointmentBookCommand.LeaveUnrecorded(id)));
        foreach (var reminder in Enum.GetValues<Reminder>())
        {
            if (KeepingDecisions.DueAt(reminder, slot) is var due && due > at)
                yield return new Deadline.Set(Key(reminder, id), due,
                    new(source, new AppointmentBookCommand.Remind(id, reminder)));
        }
    }

    private static IEnumerable<Deadline> Ended(AppointmentId id) =>
    [
        new Deadline.Clear("over-" + id),
        .. Enum.GetValues<Reminder>().Select(reminder => new Deadline.Clear(Key(reminder, id))),
    ];

    private static string Key(Reminder reminder, AppointmentId id) => $"{reminder}-{id}";
}
