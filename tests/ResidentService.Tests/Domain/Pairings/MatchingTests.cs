using ResidentService.Domain.Care;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Volunteers;
using static ResidentService.Tests.Domain.Pairings.APairing;

namespace ResidentService.Tests.Domain.Pairings;

public sealed class MatchingTests
{
    private static readonly PairingCommand OfferLi = new PairingCommand.Offer(Li, ForMinor: false);
    private static readonly PairingCommand OfferZhao = new PairingCommand.Offer(Zhao, ForMinor: false);

    [Fact]
    public void It_is_requested_once() => Nothing()
        .When(Request).Then(new PairingFact.Requested(It, Wang, Tangdu, CareTier.High, Rules))
        .When(Request).ThenNothing();

    [Fact]
    public void Somebody_is_asked_whose_own_record_says_whether_there_is_a_place() => Requested()
        .When(OfferLi).Then(new PairingFact.Offered(It, Li, ForMinor: false, 5))
        .When(OfferLi).ThenNothing()
        .When(new PairingCommand.NotePlace(Li)).Then(new PairingFact.Matched(It, Wang, Li))
        .When(new PairingCommand.NotePlace(Li)).ThenNothing();

    [Fact]
    public void Without_a_place_somebody_else_can_be_asked() => Offered()
        .When(new PairingCommand.NoteNoPlace(Li, PlaceRefusal.NoPlaceLeft))
        .Then(new PairingFact.PlaceRefused(It, Li, PlaceRefusal.NoPlaceLeft))
        .When(new PairingCommand.NoteNoPlace(Li, PlaceRefusal.NoPlaceLeft)).ThenNothing()
        .When(OfferZhao).ThenFact<PairingFact.Offered>();

    [Fact]
    public void One_is_asked_at_a_time_and_never_the_person_or_who_has_it()
    {
        Offered().When(OfferZhao).ThenRejected<PairingRejection.OfferedToAnother>();
        Requested().When(new PairingCommand.Offer(Wang, false)).ThenRejected<PairingRejection.WithSelf>();
        Active().When(OfferLi).ThenRejected<PairingRejection.SameVolunteer>();
    }

    [Fact]
    public void Both_sides_say_yes_and_the_second_yes_begins_it() => Matched()
        .When(Agree(Li, PairingSide.Household)).Then(new PairingFact.Agreed(It, Li, PairingSide.Household))
        .When(Agree(Li, PairingSide.Household)).ThenNothing()
        .When(Agree(Li, PairingSide.Volunteer)).Then(
            new PairingFact.Agreed(It, Li, PairingSide.Volunteer), new PairingFact.Begun(It, Wang, Li, null, VisitBy))
        .When(Agree(Li, PairingSide.Volunteer)).ThenNothing();

    [Fact]
    public void Nobody_says_yes_or_no_where_nobody_is_asked()
    {
        Requested().When(Agree(Li, PairingSide.Volunteer)).ThenRejected<PairingRejection.NotOffered>();
        Offered().When(Agree(Li, PairingSide.Volunteer)).ThenRejected<PairingRejection.NotOffered>();
        Matched().When(Agree(Zhao, PairingSide.Household)).ThenRejected<PairingRejection.NotOffered>();
        Requested().When(new PairingCommand.Decline(Li, PairingSide.Volunteer))
            .ThenRejected<PairingRejection.NotOffered>();
    }

    [Fact]
    public void A_no_of_either_side_gives_the_place_back()
    {
        Matched().When(new PairingCommand.Decline(Li, PairingSide.Household))
            .Then(new PairingFact.Declined(It, Li, PairingSide.Household))
            .When(OfferZhao).ThenFact<PairingFact.Offered>();
        Assert.Equal(
            [new Send(VolunteerDecider.ActorOf(Li), new VolunteerCommand.ReleasePairing(It))],
            Sends(new PairingFact.Declined(It, Li, PairingSide.Household)));
    }

    [Fact]
    public void Who_does_not_answer_in_time_lets_it_go() => Matched()
        .When(new PairingCommand.LapseOffer(Zhao)).ThenNothing()
        .When(new PairingCommand.LapseOffer(Li)).Then(new PairingFact.Declined(It, Li, null))
        .When(new PairingCommand.LapseOffer(Li)).ThenNothing();

    [Fact]
    public void It_is_handed_over_with_both_yeses_and_kept_until_then()
    {
        var pairing = Active().When(OfferZhao)
            .When(new PairingCommand.NotePlace(Zhao)).When(Agree(Zhao, PairingSide.Volunteer));
        Assert.Equal(Li, new GetPairing().Answer(pairing.State)!.Volunteer);
        pairing.When(Agree(Zhao, PairingSide.Household)).Then(
            new PairingFact.Agreed(It, Zhao, PairingSide.Household),
            new PairingFact.Begun(It, Wang, Zhao, Li, VisitBy));
        Assert.Contains(
            new Send(VolunteerDecider.ActorOf(Li), new VolunteerCommand.ReleasePairing(It)),
            Sends(new PairingFact.Begun(It, Wang, Zhao, Li, VisitBy)));
    }

    [Fact]
    public void When_the_volunteer_has_gone_somebody_else_is_looked_for()
    {
        Active().When(new PairingCommand.NoteVolunteerGone(Li))
            .Then(new PairingFact.VolunteerGone(It, Wang, Li, Tangdu))
            .When(new PairingCommand.NoteVolunteerGone(Li)).ThenNothing()
            .When(OfferZhao).ThenFact<PairingFact.Offered>();
        Matched().When(new PairingCommand.NoteVolunteerGone(Li))
            .Then(new PairingFact.Declined(It, Li, PairingSide.Volunteer));
        Active().When(OfferZhao).When(new PairingCommand.NoteVolunteerGone(Li)).Then(
            new PairingFact.Declined(It, Zhao, null), new PairingFact.VolunteerGone(It, Wang, Li, Tangdu));
        Active().When(new PairingCommand.Pause(Monday.AddDays(9), Text)).When(new PairingCommand.NoteVolunteerGone(Li))
            .ThenFact<PairingFact.VolunteerGone>();
    }

    [Fact]
    public void Without_a_vetting_nobody_keeps_a_minor()
    {
        var withdrawn = new PairingCommand.NoteVettingWithdrawn(Li);
        var offered = Requested().When(new PairingCommand.Offer(Li, ForMinor: true));
        offered.When(new PairingCommand.NotePlace(Li)).When(Agree(Li, PairingSide.Volunteer))
            .When(Agree(Li, PairingSide.Household))
            .When(withdrawn).Then(new PairingFact.VolunteerGone(It, Wang, Li, Tangdu))
            .When(withdrawn).ThenNothing();
        Requested().When(new PairingCommand.Offer(Li, ForMinor: true)).When(withdrawn)
            .Then(new PairingFact.Declined(It, Li, PairingSide.Volunteer));
        Active().When(withdrawn).ThenNothing();
        Nothing().When(withdrawn).ThenNothing();
        Assert.Contains(
            new Send(VolunteerDecider.ActorOf(Li), new VolunteerCommand.ReleasePairing(It)),
            Sends(new PairingFact.VolunteerGone(It, Wang, Li)));
    }

    [Fact]
    public void It_ends_once_for_everybody_who_keeps_a_place()
    {
        var end = new PairingCommand.End(Text);
        Requested().When(end).Then(new PairingFact.Ended(It, Wang, [], Text));
        Offered().When(end).Then(new PairingFact.Ended(It, Wang, [Li], Text));
        var ended = Active().When(OfferZhao).When(end).Then(new PairingFact.Ended(It, Wang, [Li, Zhao], Text))
            .When(end).ThenNothing()
            .When(new PairingCommand.EndForGood()).ThenNothing()
            .When(new PairingCommand.NotePlace(Zhao)).ThenNothing()
            .When(new PairingCommand.NoteVolunteerGone(Li)).ThenNothing();
        ended.When(OfferLi).ThenRejected<PairingRejection.HasEnded>();
        ended.When(Visit("a")).ThenRejected<PairingRejection.HasEnded>();
        Active().When(new PairingCommand.EndForGood()).Then(new PairingFact.Ended(It, Wang, [Li], null));
    }

    [Fact]
    public void Without_a_pairing_people_are_told_and_reactions_find_nothing()
    {
        Nothing().When(OfferLi).ThenRejected<PairingRejection.NoSuchPairing>();
        Nothing().When(new PairingCommand.End(Text)).ThenRejected<PairingRejection.NoSuchPairing>();
        Nothing().When(new PairingCommand.NotePlace(Li)).ThenNothing()
            .When(new PairingCommand.NoteNoPlace(Li, PlaceRefusal.NotVetted)).ThenNothing()
            .When(new PairingCommand.NoteOverdue(VisitBy, VisitAlert.Volunteer)).ThenNothing()
            .When(new PairingCommand.ChangeTier(CareTier.Key)).ThenNothing()
            .When(new PairingCommand.NoteVolunteerGone(Li)).ThenNothing()
            .When(new PairingCommand.Resume(Monday)).ThenNothing()
            .When(new PairingCommand.EndForGood()).ThenNothing();
    }

    private static IEnumerable<Send> Sends(PairingFact fact) => PairingReactions.Value.Sends(It.Actor, fact, Monday);
}
