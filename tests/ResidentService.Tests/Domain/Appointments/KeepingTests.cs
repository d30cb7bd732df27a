using ResidentService.Domain.Appointments;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using static ResidentService.Tests.Domain.Appointments.ABook;

namespace ResidentService.Tests.Domain.Appointments;

public sealed class KeepingTests
{
    private static readonly AppointmentId It = Apt("a");
    private static readonly Sealed Reason = new("cmVhc29u");
    private static readonly AppointmentBookCommand Cancel = new AppointmentBookCommand.Cancel(It, ByStaff: false, null);
    private static readonly AppointmentBookCommand CancelByStaff =
        new AppointmentBookCommand.Cancel(It, ByStaff: true, Reason);
    private static readonly AppointmentBookCommand Attended = new AppointmentBookCommand.NoteAttended(It);
    private static readonly AppointmentBookCommand Missed = new AppointmentBookCommand.NoteMissed(It);
    private static readonly AppointmentBookCommand Unrecorded = new AppointmentBookCommand.LeaveUnrecorded(It);
    private static readonly AppointmentBookCommand DayBefore =
        new AppointmentBookCommand.Remind(It, Reminder.DayBefore);
    private static readonly AppointmentBookCommand HourBefore =
        new AppointmentBookCommand.Remind(It, Reminder.HourBefore);

    [Fact]
    public void Cancelling_is_free_until_three_hours_before() => Booked()
        .When(Cancel, At(6)).Then(Cancelled(late: false))
        .When(Cancel).ThenNothing();

    [Fact]
    public void Later_it_counts_as_a_no_show()
    {
        Booked().When(Cancel, At(6).AddMilliseconds(1)).Then(Cancelled(late: true));
        Assert.Equal(
            [new Send(Zhang.Actor, new ResidentCommand.NoteMissedAppointment(It, At(9)))],
            Sends(Cancelled(late: true)));
        Assert.Empty(Sends(Cancelled(late: false)));
    }

    [Fact]
    public void By_staff_it_never_counts_and_has_a_reason() => Booked()
        .When(CancelByStaff, At(9, 10))
        .Then(new AppointmentBookFact.Cancelled(Lawyer, It, Zhang, SlotAt(9), true, false, null, Reason));

    [Fact]
    public void A_hold_is_simply_let_go() => Held()
        .When(Cancel).Then(new AppointmentBookFact.HoldEnded(Lawyer, It, Zhang))
        .When(Cancel).ThenRejected<AppointmentRejection.NoSuchAppointment>();

    [Fact]
    public void What_has_begun_or_ended_cannot_be_cancelled()
    {
        Booked().When(Cancel, At(9)).ThenRejected<AppointmentRejection.HasBegun>();
        Booked().When(Attended, At(9)).When(Cancel).ThenRejected<AppointmentRejection.HasEnded>();
    }

    [Fact]
    public void The_slot_is_free_again() => Booked()
        .When(Cancel).When(Hold("b", Li, At(9))).ThenFact<AppointmentBookFact.Held>();

    [Fact]
    public void Who_came_is_noted_once() => Booked()
        .When(Attended, At(9)).Then(new AppointmentBookFact.Attended(Lawyer, It, Zhang))
        .When(Attended).ThenNothing()
        .When(Missed).ThenRejected<AppointmentRejection.HasEnded>();

    [Fact]
    public void Who_did_not_come_is_noted_and_their_record_is_told()
    {
        Booked().When(Missed, At(9, 30)).Then(new AppointmentBookFact.Missed(Lawyer, It, Zhang, SlotAt(9)))
            .When(Missed).ThenNothing();
        Assert.Equal(
            [new Send(Zhang.Actor, new ResidentCommand.NoteMissedAppointment(It, At(9)))],
            Sends(new AppointmentBookFact.Missed(Lawyer, It, Zhang, SlotAt(9))));
    }

    [Fact]
    public void Nothing_is_noted_before_the_start_or_of_a_hold_or_of_nothing()
    {
        Booked().When(Missed, At(8, 59)).ThenRejected<AppointmentRejection.NotBegun>();
        Held().When(Attended, At(9)).ThenRejected<AppointmentRejection.NotBooked>();
        Open().When(Attended, At(9)).ThenRejected<AppointmentRejection.NoSuchAppointment>();
    }

    [Fact]
    public void What_nobody_notes_within_a_day_stays_open_no_longer() => Booked()
        .When(Unrecorded, At(9, 29).AddDays(1)).ThenNothing()
        .When(Unrecorded, At(9, 30).AddDays(1)).Then(new AppointmentBookFact.Unrecorded(Lawyer, It, Zhang))
        .When(Unrecorded).ThenNothing();

    [Fact]
    public void A_day_and_an_hour_before_the_person_is_reminded_once() => Booked()
        .When(DayBefore, At(9).AddDays(-1).AddMilliseconds(-1)).ThenNothing()
        .When(DayBefore, At(9).AddDays(-1)).Then(Reminded(Reminder.DayBefore))
        .When(DayBefore).ThenNothing()
        .When(HourBefore).ThenNothing()
        .When(HourBefore, At(8)).Then(Reminded(Reminder.HourBefore))
        .When(HourBefore).ThenNothing();

    [Fact]
    public void A_reminder_that_comes_too_late_is_left_out()
    {
        Booked().When(DayBefore, At(8)).ThenNothing();
        Booked().When(HourBefore, At(9)).ThenNothing();
        Booked().When(Cancel).When(HourBefore, At(8)).ThenNothing();
    }

    [Fact]
    public void Deadlines_follow_an_appointment_to_its_end()
    {
        var book = Lawyer.Actor;
        Assert.Equal(
            [new Deadline.Set("hold-apt_a", Friday.AddMinutes(5), new(book, new AppointmentBookCommand.EndHold(It)))],
            Deadlines(new AppointmentBookFact.Held(Lawyer, It, Zhang, SlotAt(9), Friday.AddMinutes(5), At(6)), Friday));
        var booked = new AppointmentBookFact.Booked(Lawyer, It, Zhang, SlotAt(9), null);
        Assert.Equal(
            [
                new Deadline.Clear("hold-apt_a"),
                new Deadline.Set("over-apt_a", At(9, 30).AddDays(1), new(book, Unrecorded)),
                new Deadline.Set("DayBefore-apt_a", At(9).AddDays(-1), new(book, DayBefore)),
                new Deadline.Set("HourBefore-apt_a", At(8), new(book, HourBefore)),
            ],
            Deadlines(booked, Friday));
        Assert.Equal(2, Deadlines(booked, At(8)).Count);
        Deadline[] ended =
        [
            new Deadline.Clear("over-apt_a"),
            new Deadline.Clear("DayBefore-apt_a"),
            new Deadline.Clear("HourBefore-apt_a"),
        ];
        Assert.Equal(ended, Deadlines(Cancelled(late: true), At(8)));
        Assert.Equal(ended, Deadlines(new AppointmentBookFact.Attended(Lawyer, It, Zhang), At(9)));
        Assert.Equal(ended, Deadlines(new AppointmentBookFact.Missed(Lawyer, It, Zhang, SlotAt(9)), At(9)));
        Assert.Equal(ended, Deadlines(new AppointmentBookFact.Unrecorded(Lawyer, It, Zhang), At(9)));
    }

    [Fact]
    public void What_is_long_over_is_forgotten() => Assert.DoesNotContain(
        It,
        Assert.IsType<AppointmentBook.Open>(Booked().When(Attended, At(9))
            .When(Hold("b", Li, At(9).AddDays(35)), At(9).AddDays(33)).State).Appointments.Keys);

    private static AppointmentBookFact Cancelled(bool late) =>
        new AppointmentBookFact.Cancelled(Lawyer, It, Zhang, SlotAt(9), ByStaff: false, late, null, null);

    private static AppointmentBookFact Reminded(Reminder reminder) =>
        new AppointmentBookFact.Reminded(Lawyer, It, Zhang, SlotAt(9), reminder);

    private static IEnumerable<Send> Sends(AppointmentBookFact fact) =>
        AppointmentBookReactions.Value.Sends(Lawyer.Actor, fact, Friday);

    private static List<Deadline> Deadlines(AppointmentBookFact fact, DateTimeOffset at) =>
        [.. AppointmentBookReactions.Value.Deadlines(Lawyer.Actor, fact, at)];
}
