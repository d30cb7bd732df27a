using ResidentService.Domain.Appointments;

namespace ResidentService.Tests.Simulation.Checks;

/// <summary>Counts slots again, from the entries alone: no time is given twice, and nobody is told twice.</summary>
internal sealed class Slots(World world)
{
    private readonly Dictionary<AppointmentId, (BookId Book, Slot Slot)> _taken = [];
    private readonly HashSet<(AppointmentId, Reminder)> _reminded = [];

    public void See(AppointmentBookFact fact)
    {
        switch (fact)
        {
            case AppointmentBookFact.Held of:
                foreach (var (id, other) in _taken)
                {
                    world.Check(
                        other.Book != of.Book || !other.Slot.Overlaps(of.Slot),
                        $"{of.Appointment} takes {of.Slot}, which {id} has");
                }

                world.Check(_taken.TryAdd(of.Appointment, (of.Book, of.Slot)), $"{of.Appointment} is held twice");
                break;
            case AppointmentBookFact.Booked of:
                world.Check(_taken.ContainsKey(of.Appointment), $"{of.Appointment} is booked and holds no slot");
                break;
            case AppointmentBookFact.Reminded of:
                world.Check(
                    _reminded.Add((of.Appointment, of.Reminder)),
                    $"{of.Reminder} of {of.Appointment} is told twice");
                break;
            case AppointmentBookFact.HoldEnded of:
                Free(of.Appointment);
                break;
            case AppointmentBookFact.Cancelled of:
                Free(of.Appointment);
                break;
            case AppointmentBookFact.Attended of:
                Free(of.Appointment);
                break;
            case AppointmentBookFact.Missed of:
                Free(of.Appointment);
                break;
            case AppointmentBookFact.Unrecorded of:
                Free(of.Appointment);
                break;
        }
    }

    /// <summary>When long enough has passed, each slot has been given back or recorded.</summary>
    public void CheckNothingTaken() =>
        world.Check(_taken.Count == 0, $"still taken: {string.Join(", ", _taken.Keys)}");

    private void Free(AppointmentId id) => world.Check(_taken.Remove(id), $"{id} ends and has no slot");
}
