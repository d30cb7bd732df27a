using ResidentService.Domain.Care;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Residents;
using static ResidentService.Tests.Domain.Pairings.APairing;

namespace ResidentService.Tests.Domain.Pairings;

public sealed class VisitTests
{
    private static readonly PairingCommand TellVolunteer =
        new PairingCommand.NoteOverdue(VisitBy, VisitAlert.Volunteer);
    private static readonly PairingCommand TellGrid = new PairingCommand.NoteOverdue(VisitBy, VisitAlert.GridWorker);
    private static readonly PairingCommand.Pause Pause = new(Monday.AddDays(20), Text);

    [Fact]
    public void A_visit_is_noted_once_and_the_next_one_is_due_by_tier() => Active()
        .When(Visit("a"), Monday.AddDays(2)).Then(new PairingFact.Visited(
            It, Wang, Tangdu, Li, Visit("a").Id, VisitKind.InPerson, 40, Text, false, null, Monday.AddDays(9), null))
        .When(Visit("a")).ThenNothing();

    [Theory]
    [InlineData(CareTier.High, 7)]
    [InlineData(CareTier.Key, 30)]
    [InlineData(CareTier.General, 91)]
    public void Each_tier_has_its_interval(CareTier tier, int days) => Assert.Equal(
        Monday.AddDays(days), new Terms(It, Wang, Tangdu, tier, Rules).VisitAfter(Monday));

    [Fact]
    public void Only_who_has_the_pairing_visits_and_for_a_sensible_time()
    {
        Active().When(Visit("a", Zhao)).ThenRejected<PairingRejection.NotVisitor>();
        Matched().When(Visit("a")).ThenRejected<PairingRejection.NotBegun>();
        Active().When(Visit("a") with { Minutes = 0 }).ThenRejected<PairingRejection.MinutesInvalid>();
        Active().When(Visit("a") with { Minutes = 481 }).ThenRejected<PairingRejection.MinutesInvalid>();
        Active().When(Pause).When(Visit("a")).ThenRejected<PairingRejection.IsPaused>();
    }

    [Fact]
    public void Minors_are_visited_by_who_is_vetted_and_in_person_with_a_second_adult()
    {
        var alone = Visit("a") with { Safety = VisitSafety.SecondAdultMissing };
        Active().When(alone).ThenRejected<PairingRejection.SecondAdultMissing>();
        Active().When(alone with { Kind = VisitKind.Phone }).ThenFact<PairingFact.Visited>();
        Active().When(alone with { Safety = VisitSafety.VisitorNotVetted }).ThenRejected<PairingRejection.NotVetted>();
    }

    [Fact]
    public void An_overdue_visit_goes_to_the_volunteer_and_two_days_later_to_the_grid_worker() => Active()
        .When(TellVolunteer, VisitBy.AddMilliseconds(-1)).ThenNothing()
        .When(TellVolunteer, VisitBy).Then(Overdue(VisitAlert.Volunteer))
        .When(TellVolunteer).ThenNothing()
        .When(TellGrid, VisitBy.AddDays(2).AddMilliseconds(-1)).ThenNothing()
        .When(TellGrid, VisitBy.AddDays(2)).Then(Overdue(VisitAlert.GridWorker))
        .When(TellGrid).ThenNothing();

    [Fact]
    public void After_a_visit_the_old_alert_is_overtaken() => Active()
        .When(Visit("a"), VisitBy.AddHours(-1))
        .When(TellVolunteer, VisitBy).ThenNothing()
        .When(TellGrid, VisitBy.AddDays(2)).ThenNothing();

    [Fact]
    public void Every_fact_that_makes_a_visit_due_sets_its_alert_and_the_first_alert_the_second()
    {
        PairingFact[] due =
        [
            new PairingFact.Begun(It, Wang, Li, null, VisitBy),
            new PairingFact.Visited(
                It, Wang, Tangdu, Li, Visit("a").Id, VisitKind.Phone, 5, Text, false, null, VisitBy, null),
            new PairingFact.Resumed(It, VisitBy),
            new PairingFact.TierChanged(It, CareTier.High, VisitBy),
        ];
        Assert.All(due, fact => Assert.Contains(
            new Deadline.Set("overdue-Volunteer", VisitBy, new(It.Actor, TellVolunteer)), Deadlines(fact)));
        Assert.Equal(
            [new Deadline.Set("overdue-GridWorker", VisitBy.AddDays(2), new(It.Actor, TellGrid))],
            Deadlines(Overdue(VisitAlert.Volunteer)));
        Assert.Equal(4, Deadlines(new PairingFact.Ended(It, Wang, [Li], null)).OfType<Deadline.Clear>().Count());
        Assert.Contains(
            new Deadline.Set("resume", Pause.Until, new(It.Actor, new PairingCommand.Resume(Pause.Until))),
            Deadlines(new PairingFact.Paused(It, Pause.Until, Text)));
        Assert.Equal(
            [new Deadline.Set("answer", Monday.AddDays(7), new(It.Actor, new PairingCommand.LapseOffer(Li)))],
            Deadlines(new PairingFact.Matched(It, Wang, Li)));
    }

    [Fact]
    public void A_graver_tier_calls_earlier_and_a_lighter_one_puts_nothing_off()
    {
        var general = Request with { Tier = CareTier.General };
        var pairing = Nothing().When(general).When(new PairingCommand.Offer(Li, false))
            .When(new PairingCommand.NotePlace(Li)).When(Agree(Li, PairingSide.Volunteer))
            .When(Agree(Li, PairingSide.Household));
        pairing.When(new PairingCommand.ChangeTier(CareTier.High), Monday.AddDays(1))
            .Then(new PairingFact.TierChanged(It, CareTier.High, Monday.AddDays(8)))
            .When(new PairingCommand.ChangeTier(CareTier.High)).ThenNothing()
            .When(new PairingCommand.ChangeTier(CareTier.Key))
            .Then(new PairingFact.TierChanged(It, CareTier.Key, null));
    }

    [Fact]
    public void A_pause_ends_by_itself_or_earlier_and_nobody_is_called_meanwhile()
    {
        var resume = new PairingCommand.Resume(Pause.Until);
        Active().When(Pause).Then(new PairingFact.Paused(It, Pause.Until, Text))
            .When(Pause).ThenNothing()
            .When(TellVolunteer, VisitBy).ThenNothing()
            .When(resume, Pause.Until.AddDays(-1)).ThenNothing()
            .When(resume, Pause.Until).Then(new PairingFact.Resumed(It, Pause.Until.AddDays(7)))
            .When(resume).ThenNothing();
        Active().When(Pause).When(new PairingCommand.Resume(), Monday.AddDays(1))
            .Then(new PairingFact.Resumed(It, Monday.AddDays(8)))
            .When(new PairingCommand.Resume()).ThenNothing();
        Active().When(Pause with { Until = Monday.AddDays(93) }).ThenRejected<PairingRejection.UntilInvalid>();
        Matched().When(Pause).ThenRejected<PairingRejection.NotBegun>();
        Matched().When(new PairingCommand.Resume()).ThenRejected<PairingRejection.NotBegun>();
        Active().When(Pause).When(new PairingCommand.Offer(Zhao, false)).ThenRejected<PairingRejection.IsPaused>();
        Active().When(new PairingCommand.Offer(Zhao, false)).When(Pause)
            .Then(new PairingFact.Declined(It, Zhao, null), new PairingFact.Paused(It, Pause.Until, Text));
    }

    [Fact]
    public void What_is_overdue_before_a_pause_is_told_to_the_grid_worker_first_and_stays_so()
    {
        var paused = Active().When(TellVolunteer, VisitBy)
            .When(Pause, VisitBy.AddDays(1))
            .Then(Overdue(VisitAlert.GridWorker), new PairingFact.Paused(It, Pause.Until, Text));
        var view = new GetPairing().Answer(paused.State)!;
        Assert.Equal((VisitBy, VisitAlert.GridWorker), (view.VisitBy, view.Alerted));
        paused.When(new PairingCommand.Resume(Pause.Until), Pause.Until).Then(new PairingFact.Resumed(It, VisitBy))
            .When(TellVolunteer).ThenNothing();
        Assert.Equal(VisitAlert.GridWorker, new GetPairing().Answer(paused.State)!.Alerted);
        paused.When(Visit("a")).ThenFact<PairingFact.Visited>();
        Assert.Null(new GetPairing().Answer(paused.State)!.Alerted);
        Assert.Null(new GetPairing().Answer(Active().When(Pause).State)!.VisitBy);
    }

    [Fact]
    public void A_handover_puts_no_visit_off_and_the_new_volunteer_is_told_in_turn()
    {
        var handed = Active().When(TellVolunteer, VisitBy)
            .When(new PairingCommand.Offer(Zhao, false), VisitBy.AddDays(1)).When(new PairingCommand.NotePlace(Zhao))
            .When(Agree(Zhao, PairingSide.Volunteer)).When(Agree(Zhao, PairingSide.Household));
        Assert.Equal(VisitBy, handed.ThenFact<PairingFact.Begun>().VisitBy);
        handed.When(TellVolunteer).Then(Overdue(VisitAlert.Volunteer, Zhao))
            .When(TellGrid, VisitBy.AddDays(2)).Then(Overdue(VisitAlert.GridWorker, Zhao));
    }

    private static PairingFact Overdue(VisitAlert alert, ResidentId? volunteer = null) =>
        new PairingFact.VisitOverdue(It, Wang, Tangdu, volunteer ?? Li, VisitBy, alert, VisitBy.AddDays(2));

    private static List<Deadline> Deadlines(PairingFact fact) =>
        [.. PairingReactions.Value.Deadlines(It.Actor, fact, Monday)];
}
