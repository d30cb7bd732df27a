using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;
using ResidentService.Domain.ServiceOrders;
using ResidentService.Domain.Volunteers;
using static ResidentService.Tests.Domain.Meals.AKitchen;

namespace ResidentService.Tests.Domain.Meals;

public sealed class DoorTests
{
    [Fact]
    public void Runs_are_planned_once_orders_have_closed_over_exactly_what_was_ordered()
    {
        Closed().When(Plan([Li, Wang])).Then(new MealDayFact.RunPlanned(Day, Tangdu, FirstRun, 1, [Li, Wang], 120));
        Out().When(Order(Wang)).When(Plan([Wang])).ThenRejected<MealRejection.NotClosed>();
        Out().When(Plan([]), CutOff).ThenRejected<MealRejection.NothingToDeliver>();
        Closed().When(Plan([Wang])).ThenRejected<ChangedMeanwhile>();
        Closed().When(Plan([Wang, Wang])).ThenRejected<ChangedMeanwhile>();
        Closed().When(Plan([Wang, Zhao])).ThenRejected<ChangedMeanwhile>();
        NoMenu().When(Plan([Wang])).ThenRejected<MealRejection.NoSuchDay>();
    }

    [Fact]
    public void A_run_has_fifteen_stops_at_most()
    {
        var names = Enumerable.Range(1, 16).Select(number => Person($"p{number}")).ToList();
        var day = NoMenu().When(SetMenu with { Menu = TwoDishes with { Quota = 16 } });
        names.ForEach(name => day.When(Order(name)));
        day.When(new MealDayCommand.PlanRuns([new(FirstRun, names, 0)]), CutOff).ThenRejected<ChangedMeanwhile>();
    }

    [Fact]
    public void They_are_planned_anew_until_somebody_is_to_go()
    {
        Planned().When(Plan([Wang, Li])).Then(
            new MealDayFact.RunsDiscarded(Day, [FirstRun], []),
            new MealDayFact.RunPlanned(Day, Tangdu, FirstRun, 1, [Wang, Li], 120));
        Assigned().When(Plan([Wang, Li])).ThenRejected<MealRejection.RunsAssigned>();
    }

    [Fact]
    public void A_courier_is_assigned_replaced_and_may_give_it_back()
    {
        Planned().When(Assign(Rider)).Then(new MealDayFact.RunAssigned(Day, FirstRun, Rider, null, Worker, new()))
            .When(Assign(Rider)).ThenNothing()
            .When(Assign(Son)).Then(new MealDayFact.RunAssigned(Day, FirstRun, Son, Rider, Worker, new()))
            .When(new MealDayCommand.ReleaseRun(FirstRun, Rider)).ThenNothing()
            .When(new MealDayCommand.ReleaseRun(FirstRun, Son))
            .Then(new MealDayFact.RunReleased(Day, Tangdu, FirstRun, Son))
            .When(new MealDayCommand.ReleaseRun(FirstRun, Son)).ThenNothing();
        Planned().When(Assign(Wang)).ThenRejected<MealRejection.ServesSelf>();
        Closed().When(Assign(Rider)).ThenRejected<MealRejection.NoSuchRun>();
        Both().When(Assign(Son)).ThenRejected<MealRejection.HasEnded>();
    }

    [Fact]
    public void A_meal_is_handed_over_or_refused_on_its_day_by_its_courier()
    {
        Assigned().When(Door(Wang, DoorOutcome.HandedOver), Noon.AddDays(-1).AddHours(11))
            .ThenRejected<MealRejection.NotToday>();
        Assigned().When(Door(Wang, DoorOutcome.HandedOver), Noon)
            .Then(new MealDayFact.HandedOver(Day, FirstRun, Wang, Rider, false))
            .When(Door(Wang, DoorOutcome.HandedOver)).ThenNothing()
            .When(Door(Wang, DoorOutcome.Refused)).ThenRejected<MealRejection.HasEnded>();
        Assigned().When(Door(Wang, DoorOutcome.Refused), Noon)
            .Then(new MealDayFact.Refused(Day, FirstRun, Wang, Rider, false))
            .When(Door(Wang, DoorOutcome.Refused)).ThenNothing();
        Assigned().When(Door(Wang, DoorOutcome.Refused) with { Courier = Son }, Noon)
            .ThenRejected<MealRejection.NotCourier>();
        Assigned().When(Door(Zhao, DoorOutcome.Refused), Noon).ThenRejected<MealRejection.NoSuchMeal>();
        Closed().When(Door(Wang, DoorOutcome.Refused), Noon).ThenRejected<MealRejection.NoSuchRun>();
    }

    [Fact]
    public void Where_nobody_opens_the_grid_worker_is_told_after_half_an_hour_and_then_the_street_again_and_again()
    {
        var at = Noon.AddMinutes(30);
        var day = Assigned().When(Door(Wang, DoorOutcome.NobodyHome), Noon)
            .Then(new MealDayFact.NobodyHome(Day, FirstRun, Wang, Rider, at))
            .When(Door(Wang, DoorOutcome.NobodyHome)).ThenNothing()
            .When(Absence(OrderAlert.GridWorker, at), at.AddMilliseconds(-1)).ThenNothing();
        var next = at.AddHours(4);
        day.When(Absence(OrderAlert.GridWorker, at), at)
            .Then(new MealDayFact.AbsenceTold(Day, Tangdu, Wang, Noon, OrderAlert.GridWorker, next))
            .When(Absence(OrderAlert.GridWorker, at)).ThenNothing();
        foreach (var time in (DateTimeOffset[])[next, next.AddHours(4)])
        {
            day.When(Absence(OrderAlert.Street, time), time)
                .Then(new MealDayFact.AbsenceTold(Day, Tangdu, Wang, Noon, OrderAlert.Street, time.AddHours(4)));
        }

        day.When(Reached).Then(new MealDayFact.Reached(Day, Wang, Worker, Words)).When(Reached).ThenNothing()
            .When(Absence(OrderAlert.Street, next.AddHours(8)), next.AddHours(8)).ThenNothing();
        NoMenu().When(Absence(OrderAlert.GridWorker, at)).ThenNothing();
    }

    [Fact]
    public void Its_deadline_goes_with_the_end_of_the_absence()
    {
        var at = Noon.AddMinutes(30);
        var set = Assert.IsType<Deadline.Set>(Single(new MealDayFact.NobodyHome(Day, FirstRun, Wang, Rider, at), Noon));
        Assert.Equal((at, new Send(Day.Actor, Absence(OrderAlert.GridWorker, at))), (set.Due, set.Send));
        var again = Assert.IsType<Deadline.Set>(Single(
            new MealDayFact.AbsenceTold(Day, Tangdu, Wang, Noon, OrderAlert.GridWorker, at.AddHours(4)), at));
        Assert.Equal((set.Key, Absence(OrderAlert.Street, at.AddHours(4))), (again.Key, again.Send.Command));
        foreach (var end in (MealDayFact[])
            [
                new MealDayFact.HandedOver(Day, FirstRun, Wang, Rider, false),
                new MealDayFact.Refused(Day, FirstRun, Wang, Rider, false),
                new MealDayFact.Reached(Day, Wang, Worker, Words),
            ])
            Assert.Equal(new Deadline.Clear(set.Key), Single(end, at));

        static Deadline Single(MealDayFact fact, DateTimeOffset time) =>
            Assert.Single(MealDayReactions.Value.Deadlines(Day.Actor, fact, time));
    }

    [Fact]
    public void Who_was_not_at_home_may_still_get_the_meal_or_be_reached()
    {
        Assigned().When(Door(Wang, DoorOutcome.NobodyHome), Noon).When(Door(Wang, DoorOutcome.HandedOver))
            .ThenFact<MealDayFact.HandedOver>();
        Assigned().When(Reached, Noon).ThenRejected<MealRejection.OtherStep>();
        Assigned().When(Door(Wang, DoorOutcome.HandedOver), Noon).When(Reached).ThenRejected<MealRejection.HasEnded>();
        Out().When(Reached).ThenRejected<MealRejection.NoSuchMeal>();
    }

    [Fact]
    public void A_change_in_the_persons_condition_is_reported_before_and_after_the_meal()
    {
        var report = new MealDayCommand.ReportCondition(FirstRun, Wang, Rider, Words);
        var day = Assigned().When(report, Noon)
            .Then(new MealDayFact.ConditionReported(Day, Tangdu, FirstRun, Wang, Rider, Words))
            .When(Door(Wang, DoorOutcome.HandedOver));
        for (var more = 0; more < 4; more++)
            day.When(report).ThenFact<MealDayFact.ConditionReported>();
        day.When(report).ThenRejected<MealRejection.TooManyReports>();
        Assigned().When(report with { Courier = Son }).ThenRejected<MealRejection.NotCourier>();
        Assert.Equal(5, Assert.IsType<MealDay.Out>(day.State).Meals[Wang].Conditions.Count);
    }

    [Fact]
    public void With_the_last_door_the_run_is_finished_and_signed_minutes_go_from_card_to_card()
    {
        var finished = Both().ThenFact<MealDayFact.RunFinished>();
        Assert.Equal(
            new(Day, Tangdu, FirstRun, Rider, 90, new SignedPresence(Noon, new EarningRules())), finished);
        Assert.Equal(
            [
                new Send(VolunteerDecider.ActorOf(Rider), new VolunteerCommand.RecordService(
                    Tangdu, new ServiceEvidence(ServiceId.Of(FirstRun), Rider, Noon), 90, Amount.Of(1), new())),
            ],
            MealDayReactions.Value.Sends(Day.Actor, finished, Noon));
        var unsigned = Assigned().When(Door(Li, DoorOutcome.HandedOver), Noon)
            .When(Door(Wang, DoorOutcome.Refused), Noon.AddHours(1)).ThenFact<MealDayFact.RunFinished>();
        Assert.Equal((0, null), (unsigned.Minutes, unsigned.Signed));
        Assert.Empty(MealDayReactions.Value.Sends(Day.Actor, unsigned, Noon));
    }

    [Fact]
    public void Who_hands_the_run_on_keeps_the_minutes_that_they_have_carried()
    {
        var names = Enumerable.Range(1, 5).Select(number => Person($"p{number}")).ToList();
        var day = NoMenu().When(SetMenu with { Menu = TwoDishes with { Quota = 5 } });
        names.ForEach(name => day.When(Order(name)));
        day.When(new MealDayCommand.Close(), CutOff).When(Plan(names)).When(Assign(Rider));
        day.When(HandOver(0, Rider), Noon).When(HandOver(1, Rider), Noon.AddMinutes(10));
        day.When(Assign(Son)).When(HandOver(2, Son), Noon.AddMinutes(20));
        day.When(new MealDayCommand.ReleaseRun(FirstRun, Son)).ThenFact<MealDayFact.RunReleased>();
        day.When(Assign(Rider)).When(HandOver(3, Rider), Noon.AddMinutes(60));
        day.When(HandOver(4, Rider), Noon.AddMinutes(75)).Then(
            new MealDayFact.HandedOver(Day, FirstRun, names[4], Rider, true),
            new MealDayFact.RunFinished(Day, Tangdu, FirstRun, Rider, 25, new SignedPresence(Noon, new())));

        MealDayCommand.NoteDoor HandOver(int stop, ResidentId courier) =>
            new(FirstRun, names[stop], courier, DoorOutcome.HandedOver, WithCard: true);
    }

    [Fact]
    public void They_get_them_also_where_nobody_carries_it_to_the_end()
    {
        var day = NoMenu().When(SetMenu);
        ResidentId[] names = [Li, Wang, Zhao];
        foreach (var name in names)
            day.When(Order(name));
        day.When(new MealDayCommand.Close(), CutOff).When(Plan(names)).When(Assign(Rider));
        day.When(Door(Li, DoorOutcome.HandedOver, withCard: true), Noon)
            .When(Door(Wang, DoorOutcome.HandedOver, withCard: true), Noon.AddMinutes(20))
            .When(Assign(Son)).When(new MealDayCommand.ReleaseRun(FirstRun, Son))
            .When(new MealDayCommand.Cancel(Zhao, true, Words)).Then(
                new MealDayFact.Cancelled(Day, Zhao, true, Words),
                new MealDayFact.RunFinished(Day, Tangdu, FirstRun, Rider, 20, new SignedPresence(Noon, new())));
    }

    [Fact]
    public void They_get_them_also_where_the_rest_is_planned_anew()
    {
        var day = NoMenu().When(SetMenu);
        ResidentId[] names = [Li, Wang, Zhao];
        foreach (var name in names)
            day.When(Order(name));
        day.When(new MealDayCommand.Close(), CutOff).When(Plan(names)).When(Assign(Rider));
        day.When(Door(Li, DoorOutcome.HandedOver, withCard: true), Noon)
            .When(Door(Wang, DoorOutcome.HandedOver, withCard: true), Noon.AddMinutes(20))
            .When(new MealDayCommand.ReleaseRun(FirstRun, Rider));
        var second = Id.Parse<RunId>("run_2");
        day.When(new MealDayCommand.PlanRuns([new(second, [Zhao], 50)])).Then(
            new MealDayFact.RunFinished(Day, Tangdu, FirstRun, Rider, 20, new SignedPresence(Noon, new())),
            new MealDayFact.RunsDiscarded(Day, [FirstRun], []),
            new MealDayFact.RunPlanned(Day, Tangdu, second, 1, [Zhao], 50));
    }

    [Fact]
    public void It_is_finished_also_when_the_last_stop_is_cancelled_or_reached()
    {
        Assigned().When(Door(Li, DoorOutcome.HandedOver), Noon).When(new MealDayCommand.Cancel(Wang, true, Words))
            .ThenFact<MealDayFact.RunFinished>();
        Assigned().When(Door(Li, DoorOutcome.HandedOver), Noon).When(Door(Wang, DoorOutcome.NobodyHome)).When(Reached)
            .ThenFact<MealDayFact.RunFinished>();
    }

    private static MealDayCommand.NoteReached Reached => new(Wang, Worker, Words);

    private static MealDayCommand.PlanRuns Plan(IReadOnlyList<ResidentId> stops) => new([new(FirstRun, stops, 120)]);

    private static MealDayCommand.AssignRun Assign(ResidentId who) => new(FirstRun, who, Worker, new EarningRules());

    private static MealDayCommand.NoteAbsence Absence(OrderAlert alert, DateTimeOffset at) =>
        new(Wang, Noon, alert, at);

    private static Given<MealDayCommand, MealDayFact, MealDay> Both() =>
        Assigned().When(Door(Li, DoorOutcome.HandedOver, withCard: true), Noon)
            .When(Door(Wang, DoorOutcome.HandedOver, withCard: true), Noon.AddMinutes(90));
}
