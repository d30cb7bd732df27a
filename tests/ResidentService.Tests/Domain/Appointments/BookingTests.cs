using ResidentService.Domain.Appointments;
using ResidentService.Domain.Kernel;
using static ResidentService.Tests.Domain.Appointments.ABook;

namespace ResidentService.Tests.Domain.Appointments;

public sealed class BookingTests
{
    private static readonly AppointmentBookCommand Confirm =
        new AppointmentBookCommand.Confirm(Apt("a"), new Sealed("dGV4dA=="));

    private static readonly AppointmentBookCommand EndHold = new AppointmentBookCommand.EndHold(Apt("a"));

    [Fact]
    public void A_slot_is_kept_for_five_minutes() => Open()
        .When(Hold("a", Zhang, At(9)))
        .Then(new AppointmentBookFact.Held(
            Lawyer, Apt("a"), Zhang, SlotAt(9), Friday.AddMinutes(5), At(6)))
        .ThenReply(new HoldReply(Apt("a"), SlotAt(9), Friday.AddMinutes(5)));

    [Fact]
    public void Asking_again_for_the_same_slot_gives_the_same_hold() => Held()
        .When(Hold("b", Zhang, At(9)), Friday.AddMinutes(1)).ThenNothing()
        .ThenReply(new HoldReply(Apt("a"), SlotAt(9), Friday.AddMinutes(5)));

    [Fact]
    public void Nobody_else_gets_it_meanwhile() => Held()
        .When(Hold("b", Li, At(9)), Friday.AddMinutes(5).AddMilliseconds(-1))
        .ThenRejected<AppointmentRejection.SlotTaken>();

    [Fact]
    public void A_hold_that_is_over_gives_way_without_waiting_for_its_deadline() => Held()
        .When(Hold("b", Li, At(9)), Friday.AddMinutes(5))
        .Then(
            new AppointmentBookFact.HoldEnded(Lawyer, Apt("a"), Zhang),
            new AppointmentBookFact.Held(
                Lawyer, Apt("b"), Li, SlotAt(9), Friday.AddMinutes(10), At(6)))
        .When(EndHold).ThenNothing()
        .When(Confirm).ThenRejected<AppointmentRejection.NoSuchAppointment>();

    [Fact]
    public void Choosing_another_slot_lets_the_first_one_go() => Held()
        .When(Hold("b", Zhang, At(10)))
        .Then(
            new AppointmentBookFact.HoldEnded(Lawyer, Apt("a"), Zhang),
            new AppointmentBookFact.Held(
                Lawyer, Apt("b"), Zhang, SlotAt(10), Friday.AddMinutes(5), At(7)))
        .When(Hold("c", Li, At(9))).ThenFact<AppointmentBookFact.Held>();

    [Fact]
    public void The_deadline_ends_a_hold_once_and_not_early() => Held()
        .When(EndHold, Friday.AddMinutes(4)).ThenNothing()
        .When(EndHold, Friday.AddMinutes(5))
        .Then(new AppointmentBookFact.HoldEnded(Lawyer, Apt("a"), Zhang))
        .When(EndHold).ThenNothing();

    [Fact]
    public void Only_slots_of_the_plan_that_are_to_come_and_not_too_far_off_can_be_had()
    {
        Open().When(Hold("a", Zhang, At(9, 10))).ThenRejected<AppointmentRejection.NoSuchSlot>();
        Open().When(Hold("a", Zhang, At(12))).ThenRejected<AppointmentRejection.NoSuchSlot>();
        Open().When(Hold("a", Zhang, At(9).AddDays(1))).ThenRejected<AppointmentRejection.NoSuchSlot>();
        Open().When(Hold("a", Zhang, At(9)), At(9)).ThenRejected<AppointmentRejection.SlotPast>();
        Open().When(Hold("a", Zhang, At(9).AddDays(35))).ThenRejected<AppointmentRejection.TooFarAhead>();
    }

    [Fact]
    public void Who_is_barred_does_not_book_until_then()
    {
        Open().When(Hold("a", Zhang, At(9), barredUntil: Friday.AddHours(1)))
            .ThenRejected<AppointmentRejection.Barred>();
        Open().When(Hold("a", Zhang, At(9), barredUntil: Friday)).ThenFact<AppointmentBookFact.Held>();
    }

    [Fact]
    public void A_held_slot_is_booked_once() => Held()
        .When(Confirm).Then(new AppointmentBookFact.Booked(
            Lawyer, Apt("a"), Zhang, SlotAt(9), new Sealed("dGV4dA==")))
        .When(Confirm).ThenNothing()
        .When(EndHold, Friday.AddMinutes(5)).ThenNothing();

    [Fact]
    public void Confirming_too_late_is_refused() => Held()
        .When(Confirm, Friday.AddMinutes(5)).ThenRejected<AppointmentRejection.HoldIsOver>();

    [Fact]
    public void What_has_ended_cannot_be_confirmed() => Booked()
        .When(new AppointmentBookCommand.Cancel(Apt("a"), ByStaff: false, null))
        .When(Confirm).ThenRejected<AppointmentRejection.HasEnded>();

    [Fact]
    public void One_person_has_one_appointment_in_a_book_until_it_is_over()
    {
        Booked().When(Hold("b", Zhang, At(10))).ThenRejected<AppointmentRejection.AlreadyBooked>();
        Booked().When(Hold("b", Zhang, At(10)), At(9, 30)).ThenFact<AppointmentBookFact.Held>();
    }

    [Fact]
    public void A_slot_that_is_booked_is_nobody_elses() => Booked()
        .When(Hold("b", Li, At(9))).ThenRejected<AppointmentRejection.SlotTaken>();
}
