using ResidentService.Domain.Kernel;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Residents;
using static ResidentService.Tests.Domain.Meals.AKitchen;

namespace ResidentService.Tests.Domain.Meals;

public sealed class OrderingTests
{
    [Fact]
    public void A_meal_is_ordered_with_both_names_until_eight_the_evening_before()
    {
        Out().When(Order(Wang) with { PlacedBy = Son }, CutOff.AddMilliseconds(-1))
            .Then(Ordered(Wang) with { PlacedBy = Son });
        Out().When(Order(Wang), CutOff).ThenRejected<MealRejection.TooLate>();
        NoMenu().When(Order(Wang)).ThenRejected<MealRejection.NoSuchDay>();
    }

    [Fact]
    public void What_does_not_go_is_refused_with_the_reason()
    {
        Out().When(Order(Wang)).When(Order(Wang, 2)).ThenRejected<MealRejection.AlreadyOrdered>();
        Out().When(Order(Wang) with { Revision = 2 }).ThenRejected<ChangedMeanwhile>();
        Out().When(Order(Wang, 3)).ThenRejected<MealRejection.NoSuchDish>();
        Out().When(Order(Wang, 0)).ThenRejected<MealRejection.NoSuchDish>();
        var conflict = new DietConflict("红烧鱼", Allergen.Fish, null);
        Assert.Equal(
            conflict, Out().When(Order(Wang, 1, conflict)).ThenRejected<MealRejection.DietConflicts>().Conflict);
        Out().When(Order(Wang)).When(Order(Li)).When(Order(Zhao)).When(Order(Qian))
            .ThenRejected<MealRejection.QuotaReached>();
    }

    [Fact]
    public void A_cancelled_meal_gives_its_place_back()
    {
        Out().When(Order(Wang)).When(Order(Li)).When(Order(Zhao))
            .When(Cancel(Wang)).Then(new MealDayFact.Cancelled(Day, Wang, false, null))
            .When(Cancel(Wang)).ThenNothing()
            .When(Order(Qian)).Then(Ordered(Qian))
            .When(Order(Wang)).ThenRejected<MealRejection.QuotaReached>();
        Out().When(Cancel(Wang)).ThenRejected<MealRejection.NoSuchMeal>();
        NoMenu().When(Cancel(Wang)).ThenRejected<MealRejection.NoSuchDay>();
    }

    [Fact]
    public void Once_orders_have_closed_only_staff_cancel_and_not_what_was_handed_over()
    {
        Closed().When(Cancel(Wang)).ThenRejected<MealRejection.TooLate>();
        Closed().When(new MealDayCommand.Cancel(Wang, true, Words))
            .Then(new MealDayFact.Cancelled(Day, Wang, true, Words));
        var served = Assigned().When(Door(Wang, DoorOutcome.HandedOver), Noon);
        served.When(new MealDayCommand.Cancel(Wang, true, Words)).ThenRejected<MealRejection.HasEnded>();
        served.When(Door(Li, DoorOutcome.NobodyHome));
        served.When(Cancel(Li)).ThenRejected<MealRejection.OtherStep>();
        var given = served.When(new MealDayCommand.Cancel(Li, true, Words)).ThenFact<MealDayFact.Cancelled>();
        Assert.IsType<Deadline.Clear>(Assert.Single(MealDayReactions.Value.Deadlines(Day.Actor, given, Noon)));
    }

    [Fact]
    public void A_standing_order_waits_for_an_answer_and_becomes_an_order_with_who_set_it()
    {
        var day = Out().When(Ask("wang")).Then(new MealDayFact.StandingAsked(Day, [WangsStanding]))
            .When(Ask("wang")).ThenNothing();
        Assert.Equal([Wang], Assert.IsType<MealDay.Out>(day.State).Waiting());
        day.When(Answer(Wang, 2, revision: 7)).ThenNothing().When(Answer(Wang, 3)).ThenNothing();
        day.When(Answer(Wang, 2))
            .Then(new MealDayFact.Ordered(Day, Tangdu, Wang, Son, WangsStanding.Standing, 2, "清炒时蔬", Slip))
            .When(Answer(Wang, 2)).ThenNothing()
            .When(Ask("wang")).ThenNothing();
        NoMenu().When(Ask("wang")).ThenNothing().When(Answer(Wang, 2)).ThenNothing();
    }

    [Fact]
    public void Where_it_cannot_be_placed_the_reason_is_a_fact()
    {
        var full = Out().When(Order(Li)).When(Order(Zhao)).When(Order(Qian)).When(Ask("wang"));
        full.When(Answer(Wang, 1)).Then(NotServed(NotServedReason.QuotaReached)).When(Answer(Wang, 1)).ThenNothing();
        Out().When(Ask("wang"))
            .When(new MealDayCommand.AnswerWaiting(Wang, 1, new Fitting.FitsNot(NotServedReason.DietConflict)))
            .Then(NotServed(NotServedReason.DietConflict));
        Out().When(Ask("wang")).When(Answer(Wang, 1), CutOff).Then(NotServed(NotServedReason.TooLate));
        Out().When(Ask("wang"), CutOff).Then(NotServed(NotServedReason.TooLate));
    }

    [Fact]
    public void What_was_ordered_or_cancelled_by_hand_is_not_placed_by_a_standing_order()
    {
        Out().When(Order(Wang)).When(Ask("wang")).ThenNothing();
        Out().When(Ask("wang")).When(Order(Wang)).When(Answer(Wang, 2)).ThenNothing();
        Out().When(Ask("wang")).When(Answer(Wang, 2)).When(Cancel(Wang)).When(Ask("wang")).ThenNothing();
    }

    [Fact]
    public void A_pause_takes_back_what_waits_and_what_was_placed_until_orders_close()
    {
        var go = new MealDayCommand.LetStandingGo(WangsStanding);
        Out().When(go).ThenNothing();
        Out().When(Ask("wang")).When(go).Then(new MealDayFact.StandingLetGo(Day, WangsStanding)).When(go).ThenNothing();
        var placed = Out().When(Ask("wang")).When(Answer(Wang, 2));
        placed.When(go, CutOff).ThenNothing();
        placed.When(go, Monday).Then(new MealDayFact.StandingLetGo(Day, WangsStanding));
        Assert.Equal(0, Assert.IsType<MealDay.Out>(placed.State).Taken);
        placed.When(Ask("wang")).ThenFact<MealDayFact.StandingAsked>();
        Out().When(Order(Wang)).When(go).ThenNothing();
        NoMenu().When(go).ThenNothing();
    }

    [Fact]
    public void What_was_cancelled_by_hand_is_not_placed_again_when_the_menu_comes_back()
    {
        var day = Out().When(Ask("wang")).When(Answer(Wang, 2)).When(Cancel(Wang)).When(Order(Wang)).When(Cancel(Wang));
        for (var time = 0; time < 2; time++)
            day = day.When(new MealDayCommand.WithdrawMenu("停电")).When(SetMenu);
        day.When(new MealDayCommand.AskStanding([Due("wang"), Due("li")]))
            .Then(new MealDayFact.StandingAsked(Day, [Due("li")]));
        day.When(Order(Wang) with { Revision = 3 }).ThenFact<MealDayFact.Ordered>();
    }

    [Fact]
    public void A_diet_that_changes_before_orders_close_finds_another_dish_or_none()
    {
        Out().When(Order(Wang)).When(Hold(1)).Then(new MealDayFact.SlipRenewed(Day, Wang, Words));
        Out().When(Order(Wang)).When(Hold(2)).Then(new MealDayFact.Moved(Day, Wang, 2, "清炒时蔬", Words))
            .When(Hold(2)).Then(new MealDayFact.SlipRenewed(Day, Wang, Words));
        Out().When(Order(Wang)).When(NoDish()).Then(NotServed(NotServedReason.DietConflict)).When(NoDish()).ThenNothing();
        Out().When(Order(Wang)).When(Hold(3)).Then(NotServed(NotServedReason.DietConflict));
        Out().When(Order(Wang)).When(Hold(1) with { Revision = 2 }).ThenRejected<ChangedMeanwhile>();
        Out().When(Ask("wang")).When(Hold(1)).ThenNothing();
        NoMenu().When(Hold(1)).ThenRejected<MealRejection.NoSuchDay>();
    }

    [Fact]
    public void Once_orders_have_closed_a_dish_that_is_not_for_the_new_diet_is_told_once()
    {
        var day = Closed().When(Hold(2)).Then(new MealDayFact.DietClashed(Day, Tangdu, Wang))
            .When(NoDish()).ThenNothing();
        day.When(Hold(1)).Then(new MealDayFact.SlipRenewed(Day, Wang, Words))
            .When(NoDish()).Then(new MealDayFact.DietClashed(Day, Tangdu, Wang));
        Assigned().When(Door(Wang, DoorOutcome.HandedOver), Noon).When(NoDish()).ThenNothing();
        Assigned().When(Door(Wang, DoorOutcome.NobodyHome), Noon).When(Hold(1)).ThenNothing()
            .When(NoDish()).Then(new MealDayFact.DietClashed(Day, Tangdu, Wang)).When(NoDish()).ThenNothing();
        Closed().When(NoDish(), Noon.AddDays(1)).ThenNothing();
    }

    [Fact]
    public void What_the_courier_has_reported_stays_when_the_slip_is_renewed()
    {
        var day = Assigned().When(new MealDayCommand.ReportCondition(FirstRun, Wang, Rider, Words), Noon).When(Hold(1));
        Assert.Equal([Words], Assert.IsType<MealDay.Out>(day.State).Meals[Wang].Conditions);
    }

    private static MealDayCommand.HoldToDiet Hold(int dish) => new(Wang, 1, new Fitting.Fits(dish, Words));

    private static MealDayCommand.HoldToDiet NoDish() =>
        new(Wang, 1, new Fitting.FitsNot(NotServedReason.DietConflict));

    private static MealDayCommand.AskStanding Ask(string name) => new([Due(name)]);

    private static MealDayCommand.Cancel Cancel(ResidentId who) => new(who, false, null);

    private static MealDayFact.NotServed NotServed(NotServedReason reason) => new(Day, Tangdu, [Wang], reason);
}
