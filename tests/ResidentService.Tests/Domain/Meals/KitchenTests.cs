using ResidentService.Domain.Kernel;
using ResidentService.Domain.Meals;
using static ResidentService.Tests.Domain.Meals.AKitchen;

namespace ResidentService.Tests.Domain.Meals;

public sealed class KitchenTests
{
    [Fact]
    public void It_is_opened_once_with_a_place_and_a_number_of_meals()
    {
        NoKitchen().When(new KitchenCommand.Open(It, Tangdu, Details)).Then(new KitchenFact.Opened(It, Tangdu, Details))
            .When(new KitchenCommand.Open(It, Tangdu, Details)).ThenNothing();
        NoKitchen().When(new KitchenCommand.Open(It, Tangdu, Details with { QuotaPerDay = 0 }))
            .ThenRejected<KitchenRejection.KitchenInvalid>();
        NoKitchen().When(new KitchenCommand.Open(It, Tangdu, Details with { Latitude = 91 }))
            .ThenRejected<KitchenRejection.KitchenInvalid>();
    }

    [Fact]
    public void It_is_changed()
    {
        var larger = Details with { QuotaPerDay = 2_000 };
        Open().When(new KitchenCommand.Change(Details)).ThenNothing()
            .When(new KitchenCommand.Change(larger)).Then(new KitchenFact.Changed(It, larger))
            .When(new KitchenCommand.Change(Details with { QuotaPerDay = Menu.QuotaMax + 1 }))
            .ThenRejected<KitchenRejection.KitchenInvalid>();
        NoKitchen().When(new KitchenCommand.Change(Details)).ThenRejected<KitchenRejection.NoSuchKitchen>();
    }

    [Fact]
    public void Who_has_a_standing_order_is_told_when_it_closes()
    {
        Begun().When(new KitchenCommand.Close())
            .Then(new KitchenFact.Closed(It), new KitchenFact.StandingCalledOff(It, [WangsStanding]))
            .When(new KitchenCommand.Close()).ThenNothing()
            .When(Begin).ThenRejected<KitchenRejection.KitchenClosed>();
        Begun().When(new KitchenCommand.Close()).When(new KitchenCommand.Reopen()).Then(new KitchenFact.Reopened(It))
            .When(new KitchenCommand.Reopen()).ThenNothing()
            .When(Begin).ThenFact<KitchenFact.StandingBegun>();
    }

    [Fact]
    public void A_standing_order_has_weekdays_a_first_and_a_last_day()
    {
        Open().When(Begin).Then(new KitchenFact.StandingBegun(It, WangsStanding, Weekly, Slip, []))
            .When(Begin).ThenNothing();
        foreach (var wrong in (StandingTerms[])
            [
                Weekly with { Weekdays = [] },
                Weekly with { Weekdays = [1, 1] },
                Weekly with { Weekdays = [8] },
                Weekly with { From = new(2026, 5, 3) },
                Weekly with { To = new(2026, 5, 3) },
                Weekly with { To = new(2027, 5, 6) },
            ])
            Open().When(Begin with { Terms = wrong }).ThenRejected<KitchenRejection.DatesInvalid>();
        NoKitchen().When(Begin).ThenRejected<KitchenRejection.NoSuchKitchen>();
    }

    [Fact]
    public void A_person_has_one_at_a_kitchen_until_it_is_over()
    {
        var another = Begin with { Standing = WangsStanding with { Standing = Id.Parse<StandingId>("std_b") } };
        Begun().When(another).ThenRejected<KitchenRejection.StandingExists>();
        var later = another with { Terms = new([1], new(2026, 6, 1), new(2026, 6, 30)) };
        Begun().When(later, new(2026, 6, 1, 9, 0, 0, Calendar.Offset)).ThenFact<KitchenFact.StandingBegun>();
    }

    [Fact]
    public void It_takes_so_many_standing_orders_at_most()
    {
        var kitchen = Enumerable.Range(1, KitchenDecider.StandingMax).Aggregate(Open().State, (state, number) =>
            Kitchen.Evolve(state, new KitchenFact.StandingBegun(It, Due($"p{number}"), Weekly, Slip, []), Monday));
        var refused = Assert.IsType<Decision.Rejected>(Decide(Begin));
        Assert.IsType<KitchenRejection.TooManyStanding>(refused.Rejection);
        Assert.IsType<Decision.Accepted>(Decide(
            Begin with { Terms = new([1], new(2026, 6, 8), new(2026, 6, 30)) }, Monday.AddDays(30)));
        var told = Assert.IsType<Decision.Accepted>(Decide(new KitchenCommand.NoteMenu(Wednesday, CutOff))).Events;
        Assert.InRange(told.Count, 1, Decision.EventsMax);
        Assert.Equal(
            KitchenDecider.StandingMax,
            told.OfType<KitchenFact.StandingTold>().SelectMany(some => some.Due).Distinct().Count());

        Decision Decide(KitchenCommand command, DateTimeOffset? at = null) => KitchenDecider.Decide(
            command, kitchen, new Context(CommandId.OfRequest("test"), Caller.System, at ?? Monday));
    }

    [Fact]
    public void A_day_whose_menu_comes_out_is_told_whose_standing_orders_are_for_it()
    {
        var note = new KitchenCommand.NoteMenu(Wednesday, CutOff);
        Begun().When(note)
            .Then(
                new KitchenFact.MenuNoted(It, Wednesday, CutOff),
                new KitchenFact.StandingTold(It, Wednesday, [WangsStanding]))
            .When(note).ThenNothing()
            .When(new KitchenCommand.ForgetMenu(Wednesday)).Then(new KitchenFact.MenuForgotten(It, Wednesday))
            .When(new KitchenCommand.ForgetMenu(Wednesday)).ThenNothing()
            .When(note).ThenFact<KitchenFact.StandingTold>();
        Begun().When(new KitchenCommand.NoteMenu(Wednesday.AddDays(1), CutOff.AddDays(1)))
            .Then(new KitchenFact.MenuNoted(It, Wednesday.AddDays(1), CutOff.AddDays(1)));
        NoKitchen().When(note).ThenNothing().When(new KitchenCommand.ForgetMenu(Wednesday)).ThenNothing();
    }

    [Fact]
    public void A_standing_order_is_for_days_that_are_out_already_while_they_take_orders()
    {
        var kitchen = Open().When(new KitchenCommand.NoteMenu(Wednesday, CutOff));
        Assert.Equal([Wednesday], kitchen.When(Begin).ThenFact<KitchenFact.StandingBegun>().Days);
        var late = Open().When(new KitchenCommand.NoteMenu(Wednesday, CutOff)).When(
            Begin with { Terms = Weekly with { From = new(2026, 5, 5) } }, CutOff);
        Assert.Empty(late.ThenFact<KitchenFact.StandingBegun>().Days);
    }

    [Fact]
    public void A_pause_lets_days_go_and_its_end_asks_for_them_again()
    {
        var pause = new Pause(new(2026, 5, 5), new(2026, 5, 8));
        Begun().When(new KitchenCommand.NoteMenu(Wednesday, CutOff))
            .When(SetPause(pause)).Then(new KitchenFact.PauseSet(It, WangsStanding, pause, [Wednesday], []))
            .When(SetPause(pause)).ThenNothing()
            .When(SetPause(null)).Then(new KitchenFact.PauseSet(It, WangsStanding, null, [], [Wednesday]))
            .When(SetPause(pause), CutOff).Then(new KitchenFact.PauseSet(It, WangsStanding, pause, [], []))
            .When(SetPause(new(new(2026, 5, 9), new(2026, 5, 8)))).ThenRejected<KitchenRejection.DatesInvalid>();
        Begun().When(SetPause(new(new(2026, 5, 1), new(2026, 5, 3)))).ThenRejected<KitchenRejection.DatesInvalid>();
        Open().When(SetPause(pause)).ThenRejected<KitchenRejection.NoSuchStanding>();
    }

    [Fact]
    public void It_is_ended_once_and_the_days_that_still_take_orders_let_it_go() => Begun()
        .When(new KitchenCommand.NoteMenu(Wednesday, CutOff))
        .When(new KitchenCommand.EndStanding(WangsStanding.Standing))
        .Then(new KitchenFact.StandingEnded(It, WangsStanding, [Wednesday]))
        .When(new KitchenCommand.EndStanding(WangsStanding.Standing)).ThenNothing();

    [Fact]
    public void The_days_hear_of_it()
    {
        Assert.Equal(
            [new Send(Day.Actor, new MealDayCommand.LetStandingGo(WangsStanding))],
            KitchenReactions.Value.Sends(
                It.Actor, new KitchenFact.StandingEnded(It, WangsStanding, [Wednesday]), Monday));
        var sends = KitchenReactions.Value.Sends(
            It.Actor, new KitchenFact.PauseSet(It, WangsStanding, null, [Wednesday], [Wednesday.AddDays(2)]), Monday)
            .ToList();
        Assert.Equal(new(Day.Actor, new MealDayCommand.LetStandingGo(WangsStanding)), sends[0]);
        Assert.Equal(MealDayId.Of(It, Wednesday.AddDays(2)).Actor, sends[1].Target);
        Assert.Equal([WangsStanding], Assert.IsType<MealDayCommand.AskStanding>(sends[1].Command).Due);
        Assert.Equal((It, Wednesday), (Day.Kitchen, Day.Day));
    }

    private static KitchenCommand.BeginStanding Begin => new(WangsStanding, Weekly, Slip);

    private static Given<KitchenCommand, KitchenFact, Kitchen> Begun() => Open().When(Begin);

    private static KitchenCommand.SetPause SetPause(Pause? pause) => new(WangsStanding.Standing, pause);
}
