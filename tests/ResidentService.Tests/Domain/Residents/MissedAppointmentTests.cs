using ResidentService.Domain.Appointments;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Tests.Domain.Residents;

public sealed class MissedAppointmentTests
{
    private static readonly DateTimeOffset Monday = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);
    private static readonly ResidentId Zhang = Id.Parse<ResidentId>("res_zhang");
    private static readonly AppointmentRules Rules = new();
    private static readonly Sealed Ill = new("dGV4dA==");

    [Fact]
    public void A_missed_appointment_is_noted_once() => Known()
        .When(Note(1)).Then(new ResidentFact.AppointmentMissed(Appointment(1), Monday))
        .When(Note(1)).ThenNothing();

    [Fact]
    public void Three_in_ninety_days_bar_for_thirty_days_from_the_last()
    {
        var person = Known().When(Note(1)).When(Note(2, days: 80));
        Assert.Null(BarredUntil(person, days: 81));
        person.When(Note(3, days: 90));
        Assert.Equal(Monday.AddDays(120), BarredUntil(person, days: 91));
        Assert.Null(BarredUntil(person, days: 120));
        Assert.Null(((Resident.Registered)person.State).BarredUntil(Monday.AddDays(91), new EventRules()));
    }

    [Fact]
    public void An_excused_one_does_not_count_also_when_it_is_reported_again()
    {
        var person = Known().When(Note(1)).When(Note(2)).When(Note(3))
            .When(Excuse(2)).Then(new ResidentFact.MissedAppointmentExcused(Appointment(2), Ill))
            .When(Excuse(2)).ThenNothing()
            .When(Note(2)).ThenNothing();
        Assert.Null(BarredUntil(person, days: 1));
    }

    [Fact]
    public void What_was_never_missed_needs_no_excuse() => Known().When(Excuse(1)).ThenNothing();

    [Fact]
    public void Of_somebody_unknown_or_gone_nothing_is_noted()
    {
        new Given<ResidentCommand, ResidentFact, Resident>(ResidentDecider.Value, Monday).When(Note(1)).ThenNothing();
        Known().When(new ResidentCommand.Erase(Zhang, null)).When(Note(1)).ThenNothing();
    }

    private static Given<ResidentCommand, ResidentFact, Resident> Known() =>
        new(ResidentDecider.Value, Monday, new ResidentFact.Registered(Zhang));

    private static AppointmentId Appointment(int number) => Id.Parse<AppointmentId>($"apt_{number}");

    private static ResidentCommand Note(int number, int days = 0) =>
        new ResidentCommand.NoteMissedAppointment(Appointment(number), Monday.AddDays(days));

    private static ResidentCommand Excuse(int number) =>
        new ResidentCommand.ExcuseMissedAppointment(Appointment(number), Ill);

    private static DateTimeOffset? BarredUntil(Given<ResidentCommand, ResidentFact, Resident> person, int days) =>
        ((Resident.Registered)person.State).BarredUntil(Monday.AddDays(days), Rules);
}
