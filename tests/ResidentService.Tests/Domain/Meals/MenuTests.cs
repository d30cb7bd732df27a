using ResidentService.Domain.Kernel;
using ResidentService.Domain.Meals;
using static ResidentService.Tests.Domain.Meals.AKitchen;

namespace ResidentService.Tests.Domain.Meals;

public sealed class MenuTests
{
    [Fact]
    public void A_menu_comes_out_and_orders_close_at_eight_the_evening_before()
    {
        NoMenu().When(SetMenu).Then(new MealDayFact.Published(Day, Tangdu, TwoDishes, Rules, CutOff, 1))
            .ThenReply(new MenuReply(1, CutOff))
            .When(SetMenu).ThenNothing();
        NoMenu().When(SetMenu, CutOff).ThenRejected<MealRejection.TooLate>();
        NoMenu().When(SetMenu with { Rules = Rules with { CutOffMinute = 10 * 60 } })
            .ThenReply(new MenuReply(1, CutOff.AddHours(-10)));
    }

    [Fact]
    public void It_has_dishes_with_different_names_and_is_not_too_far_ahead()
    {
        foreach (var wrong in (Menu[])
            [
                TwoDishes with { Dishes = [] },
                TwoDishes with { Dishes = [Fish, Fish] },
                TwoDishes with { Dishes = [Fish with { Name = "" }] },
                TwoDishes with { Quota = 0 },
                TwoDishes with { Quota = Menu.QuotaMax + 1 },
            ])
        {
            NoMenu().When(SetMenu with { Menu = wrong }).ThenRejected<MealRejection.MenuInvalid>();
            Out().When(SetMenu with { Menu = wrong }).ThenRejected<MealRejection.MenuInvalid>();
        }

        NoMenu().When(SetMenu, Monday.AddDays(-30)).ThenRejected<MealRejection.TooFarAhead>();
    }

    [Fact]
    public void Whose_dish_is_changed_is_told_and_waits_for_an_answer()
    {
        var menu = new Menu([Greens, Noodles], 3);
        var day = Out().When(Order(Wang)).When(Order(Li, 2)).When(SetMenu with { Menu = menu });
        day.Then(new MealDayFact.MenuChanged(Day, menu, 2), new MealDayFact.ChangeTold(Day, [Wang]));
        var state = Assert.IsType<MealDay.Out>(day.State);
        Assert.Equal([Wang], state.Waiting());
        Assert.Equal(1, state.Meals[Li].Terms.Dish); // the same dish has another number
        day.When(Answer(Wang, 2)).ThenNothing(); // found out for the menu before
        day.When(Answer(Wang, 2, revision: 2)).Then(new MealDayFact.Moved(Day, Wang, 2, "素面", Slip))
            .When(Answer(Wang, 2, revision: 2)).ThenNothing();
    }

    [Fact]
    public void Who_has_nothing_on_the_changed_menu_gets_no_meal_and_is_told()
    {
        var day = Out().When(Order(Wang)).When(SetMenu with { Menu = new([Noodles], 3) });
        day.When(new MealDayCommand.AnswerWaiting(Wang, 2, new Fitting.FitsNot(NotServedReason.DietConflict)))
            .Then(new MealDayFact.NotServed(Day, Tangdu, [Wang], NotServedReason.DietConflict));
        Assert.Equal(0, Assert.IsType<MealDay.Out>(day.State).Taken);
    }

    [Fact]
    public void It_changes_until_orders_close_and_has_never_fewer_meals_than_are_ordered()
    {
        var day = Out().When(Order(Wang)).When(Order(Li));
        day.When(SetMenu with { Menu = TwoDishes with { Quota = 1 } }).ThenRejected<MealRejection.QuotaBelowOrders>();
        day.When(SetMenu with { Menu = TwoDishes with { Quota = 2 } })
            .Then(new MealDayFact.MenuChanged(Day, TwoDishes with { Quota = 2 }, 2));
        day.When(SetMenu, CutOff).ThenRejected<MealRejection.TooLate>();
    }

    [Fact]
    public void A_withdrawn_menu_tells_everybody_who_counted_on_it()
    {
        Out().When(Order(Wang)).When(new MealDayCommand.AskStanding([Due("li")]))
            .When(new MealDayCommand.WithdrawMenu("停水"))
            .Then(new MealDayFact.MenuWithdrawn(Day, "停水"), new MealDayFact.CalledOff(Day, [Li, Wang]))
            .When(new MealDayCommand.WithdrawMenu("停水")).ThenNothing()
            .When(Order(Wang)).ThenRejected<MealRejection.NoSuchDay>();
        NoMenu().When(new MealDayCommand.WithdrawMenu("停水")).ThenRejected<MealRejection.NoSuchDay>();
    }

    [Fact]
    public void It_may_come_out_again_and_the_kitchen_hears_of_both()
    {
        Out().When(Order(Wang)).When(new MealDayCommand.WithdrawMenu("停水")).When(SetMenu)
            .Then(new MealDayFact.Published(Day, Tangdu, TwoDishes, Rules, CutOff, 2))
            .When(new MealDayCommand.Cancel(Wang, false, null)).ThenRejected<MealRejection.NoSuchMeal>();
        Assert.Equal(
            [new Send(It.Actor, new KitchenCommand.NoteMenu(Wednesday, CutOff))],
            MealDayReactions.Value.Sends(
                Day.Actor, new MealDayFact.Published(Day, Tangdu, TwoDishes, Rules, CutOff, 1), Monday));
        Assert.Equal(
            [new Send(It.Actor, new KitchenCommand.ForgetMenu(Wednesday))],
            MealDayReactions.Value.Sends(Day.Actor, new MealDayFact.MenuWithdrawn(Day, "停水"), Monday));
    }

    [Fact]
    public void Couriers_need_not_go_when_it_is_withdrawn_and_it_stays_once_somebody_was_at_a_door()
    {
        var facts = Assigned().When(new MealDayCommand.WithdrawMenu("停电"));
        Assert.Equal([Rider], facts.ThenFact<MealDayFact.RunsDiscarded>().Couriers);
        Assigned().When(Door(Li, DoorOutcome.HandedOver), Noon)
            .When(new MealDayCommand.WithdrawMenu("停电")).ThenRejected<MealRejection.HasEnded>();
    }

    [Fact]
    public void Orders_close_once_and_who_still_waits_is_told()
    {
        Out().When(Order(Wang)).When(new MealDayCommand.AskStanding([Due("li")]))
            .When(new MealDayCommand.Close(), CutOff.AddMilliseconds(-1)).ThenNothing()
            .When(new MealDayCommand.Close(), CutOff.AddDays(3))
            .Then(new MealDayFact.NotServed(Day, Tangdu, [Li], NotServedReason.TooLate), new MealDayFact.Closed(Day, 1))
            .When(new MealDayCommand.Close()).ThenNothing();
        NoMenu().When(new MealDayCommand.Close()).ThenNothing();
        var set = Assert.IsType<Deadline.Set>(Assert.Single(MealDayReactions.Value.Deadlines(
            Day.Actor, new MealDayFact.Published(Day, Tangdu, TwoDishes, Rules, CutOff, 1), Monday)));
        Assert.Equal((CutOff, new Send(Day.Actor, new MealDayCommand.Close())), (set.Due, set.Send));
        Assert.Equal(
            [new Deadline.Clear(set.Key)],
            MealDayReactions.Value.Deadlines(Day.Actor, new MealDayFact.MenuWithdrawn(Day, "停水"), Monday));
    }
}
