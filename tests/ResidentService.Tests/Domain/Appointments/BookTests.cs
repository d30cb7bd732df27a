using ResidentService.Domain.Appointments;
using ResidentService.Domain.Kernel;
using static ResidentService.Tests.Domain.Appointments.ABook;

namespace ResidentService.Tests.Domain.Appointments;

public sealed class BookTests
{
    private static readonly AppointmentBookCommand.Open OpenIt = new(Lawyer, Tangdu, Details, Plan);

    public static TheoryData<WorkingPlan> UnsoundPlans =>
    [
        new WorkingPlan(WorkingPlan.SlotMinutesMin - 1, []),
        new WorkingPlan(WorkingPlan.SlotMinutesMax + 1, []),
        new WorkingPlan(30, [new(0, Morning)]),
        new WorkingPlan(30, [new(8, Morning)]),
        new WorkingPlan(30, [new(1, Morning), new(1, new(10 * 60, 12 * 60))]),
        new WorkingPlan(30, [new(1, new(600, 600))]),
        new WorkingPlan(30, [new(1, new(-1, 600))]),
        new WorkingPlan(30, [new(1, new(0, (24 * 60) + 1))]),
        new WorkingPlan(
            30, [.. Enumerable.Range(0, Hours.PerDayMax + 1).Select(n => new Shift(1, new(n * 60, (n * 60) + 30)))]),
        new WorkingPlan(30, [.. Enumerable.Repeat(new Shift(1, Morning), WorkingPlan.ShiftsMax + 1)]),
    ];

    [Fact]
    public void A_book_is_opened_once() => Nothing()
        .When(OpenIt).Then(new AppointmentBookFact.Opened(Lawyer, Tangdu, Details, Plan))
        .When(OpenIt).ThenNothing();

    [Theory]
    [MemberData(nameof(UnsoundPlans))]
    public void A_plan_has_to_be_sound(WorkingPlan plan)
    {
        Nothing().When(OpenIt with { Plan = plan }).ThenRejected<AppointmentRejection.PlanInvalid>();
        Open().When(new AppointmentBookCommand.Change(Details, plan)).ThenRejected<AppointmentRejection.PlanInvalid>();
    }

    [Fact]
    public void Without_a_book_nothing_can_be_done_there_and_deadlines_find_nothing()
    {
        Nothing().When(Hold("a", Zhang, At(9))).ThenRejected<AppointmentRejection.NoSuchBook>();
        Nothing().When(new AppointmentBookCommand.Change(Details, Plan))
            .ThenRejected<AppointmentRejection.NoSuchBook>();
        Nothing().When(new AppointmentBookCommand.EndHold(Apt("a"))).ThenNothing();
        Nothing().When(new AppointmentBookCommand.Remind(Apt("a"), Reminder.DayBefore)).ThenNothing();
        Nothing().When(new AppointmentBookCommand.LeaveUnrecorded(Apt("a"))).ThenNothing();
    }

    [Fact]
    public void A_week_is_cut_into_slots_and_what_is_left_over_is_none()
    {
        Assert.Equal([At(9), At(9, 30), At(10), At(10, 30), At(14), At(14, 30)], Free(Open(), Friday, days: 7));
        var longer = new WorkingPlan(50, Plan.Shifts);
        Assert.Equal([At(9), At(9, 50), At(14)],
            Free(Open().When(new AppointmentBookCommand.Change(Details, longer)), Friday, days: 7));
    }

    [Fact]
    public void A_changed_plan_keeps_what_was_promised_and_offers_nothing_beside_it()
    {
        var changed = new AppointmentBookCommand.Change(Details with { Title = "法律援助" }, new(60, Plan.Shifts));
        var book = Booked().When(changed)
            .Then(new AppointmentBookFact.Changed(Lawyer, changed.Details, changed.Plan))
            .When(new AppointmentBookCommand.Change(changed.Details, new(60, [.. Plan.Shifts]))).ThenNothing();
        Assert.Equal([At(10), At(14)], Free(book, Friday, days: 7));
        book.When(Hold("b", Li, At(9))).ThenRejected<AppointmentRejection.SlotTaken>();
    }

    [Fact]
    public void A_closed_day_has_no_slots_and_ends_its_appointments_with_the_reason()
    {
        var closed = new AppointmentBookCommand.SetDay(Monday, [], "律师出庭");
        var book = Booked().When(Hold("b", Li, At(14)))
            .When(closed)
            .Then(
                new AppointmentBookFact.DaySet(Lawyer, Monday, []),
                new AppointmentBookFact.Cancelled(
                    Lawyer, Apt("a"), Zhang, SlotAt(9), ByStaff: true, Late: false, "律师出庭", null),
                new AppointmentBookFact.HoldEnded(Lawyer, Apt("b"), Li))
            .When(closed).ThenNothing();
        Assert.Empty(Free(book, Friday, days: 7));
        book.When(new AppointmentBookCommand.SetDay(Monday, null, null))
            .Then(new AppointmentBookFact.DaySet(Lawyer, Monday, null))
            .When(new AppointmentBookCommand.SetDay(Monday, null, null)).ThenNothing();
        Assert.Equal(6, Free(book, Friday, days: 7).Count);
    }

    [Fact]
    public void A_shorter_day_keeps_what_still_fits()
    {
        var book = Booked().When(Hold("b", Li, At(14))).When(new AppointmentBookCommand.SetDay(Monday, [Morning], "会议"));
        book.ThenFact<AppointmentBookFact.HoldEnded>();
        Assert.Equal(AppointmentStatus.Booked, Status(book, "a", Friday));
    }

    [Fact]
    public void What_has_begun_is_not_cancelled_by_a_closed_day() => Booked()
        .When(new AppointmentBookCommand.SetDay(Monday, [], "停电"), At(9, 10))
        .Then(new AppointmentBookFact.DaySet(Lawyer, Monday, []));

    [Fact]
    public void A_day_that_is_over_or_too_far_off_is_no_exception()
    {
        Open().When(new AppointmentBookCommand.SetDay(Calendar.DayOf(Friday).AddDays(-1), [], ""))
            .ThenRejected<AppointmentRejection.DayOutOfReach>();
        Open().When(new AppointmentBookCommand.SetDay(Calendar.DayOf(Friday).AddDays(367), [], ""))
            .ThenRejected<AppointmentRejection.DayOutOfReach>();
        Open().When(new AppointmentBookCommand.SetDay(Monday, [new(60, 30)], ""))
            .ThenRejected<AppointmentRejection.PlanInvalid>();
    }

    private static List<DateTimeOffset> Free(
        Given<AppointmentBookCommand, AppointmentBookFact, AppointmentBook> book, DateTimeOffset now, int days) =>
        [.. new GetSlots(Calendar.DayOf(now), days, now).Answer(book.State)!
            .Where(one => one.IsFree).Select(one => one.Slot.StartsAt)];

    private static AppointmentStatus? Status(
        Given<AppointmentBookCommand, AppointmentBookFact, AppointmentBook> book, string name, DateTimeOffset now) =>
        new GetAppointment(Apt(name), now).Answer(book.State)?.Status;
}
