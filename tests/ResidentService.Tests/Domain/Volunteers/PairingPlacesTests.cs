using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Residents;
using ResidentService.Domain.Volunteers;

namespace ResidentService.Tests.Domain.Volunteers;

public sealed class PairingPlacesTests
{
    private static readonly DateTimeOffset Monday = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);
    private static readonly ResidentId Li = Id.Parse<ResidentId>("res_li");
    private static readonly Sealed Text = new("dGV4dA==");
    private static readonly VolunteerCommand.RecordVetting Vet = new(new(2027, 5, 4), Text, Li);

    [Fact]
    public void A_volunteer_holds_five_pairings_and_no_sixth()
    {
        var li = Volunteer();
        for (var number = 1; number <= 5; number++)
            li.When(Take(number)).Then(new VolunteerFact.PairingTaken(Li, Pair(number)));
        li.When(Take(5)).ThenNothing()
            .When(Take(6)).Then(Refused(6, PlaceRefusal.NoPlaceLeft))
            .When(new VolunteerCommand.ReleasePairing(Pair(1))).Then(new VolunteerFact.PairingReleased(Pair(1)))
            .When(new VolunteerCommand.ReleasePairing(Pair(1))).ThenNothing()
            .When(Take(6)).ThenFact<VolunteerFact.PairingTaken>();
    }

    [Fact]
    public void A_minor_is_for_who_is_vetted_until_the_review()
    {
        Volunteer().When(Take(1, forMinor: true)).Then(Refused(1, PlaceRefusal.NotVetted));
        Volunteer().When(Vet).Then(new VolunteerFact.Vetted(Vet.ReviewOn, Text, Li)).When(Vet).ThenNothing()
            .When(Take(1, forMinor: true), Monday.AddDays(364)).ThenFact<VolunteerFact.PairingTaken>();
        Volunteer().When(Vet)
            .When(Take(1, forMinor: true), Monday.AddDays(365)).Then(Refused(1, PlaceRefusal.NotVetted));
        Volunteer().When(Vet with { ReviewOn = new(2026, 5, 4) }).ThenRejected<VolunteerRejection.ReviewDateInvalid>();
        Volunteer().When(Vet with { ReviewOn = new(2027, 5, 6) }).ThenRejected<VolunteerRejection.ReviewDateInvalid>();
    }

    [Fact]
    public void Who_is_no_volunteer_has_no_place_no_vetting_and_no_minutes()
    {
        Nobody().When(Take(1)).Then(Refused(1, PlaceRefusal.NotAVolunteer));
        Nobody().When(Vet).ThenRejected<VolunteerRejection.NotAVolunteer>();
        Nobody().When(new VolunteerCommand.WithdrawVetting(Text, Li)).ThenRejected<VolunteerRejection.NotAVolunteer>();
        Nobody().When(new VolunteerCommand.ReleasePairing(Pair(1))).ThenNothing();
        Nobody().When(new VolunteerCommand.Leave()).ThenNothing();
    }

    [Fact]
    public void A_vetting_is_withdrawn_before_its_date_and_the_pairings_hear_of_it()
    {
        var withdraw = new VolunteerCommand.WithdrawVetting(Text, Li);
        var fact = new VolunteerFact.VettingWithdrawn(Li, Text, Li, [Pair(1)]);
        Volunteer().When(Vet).When(Take(1, forMinor: true)).When(withdraw).Then(fact)
            .When(withdraw).ThenNothing()
            .When(Take(2, forMinor: true)).Then(Refused(2, PlaceRefusal.NotVetted));
        Assert.Equal([new Send(Pair(1).Actor, new PairingCommand.NoteVettingWithdrawn(Li))], Sends(fact));
    }

    [Fact]
    public void Whose_account_is_erased_leaves_their_pairings_and_takes_no_more()
    {
        Volunteer().When(Take(2)).When(Take(1))
            .When(new VolunteerCommand.Leave()).Then(new VolunteerFact.Left(Li, [Pair(1), Pair(2)]))
            .When(new VolunteerCommand.Leave()).ThenNothing()
            .When(Take(3)).Then(Refused(3, PlaceRefusal.NotAVolunteer));
        Assert.Equal(
            [new Send(Pair(1).Actor, new PairingCommand.NoteVolunteerGone(Li))],
            Sends(new VolunteerFact.Left(Li, [Pair(1)])));
    }

    [Fact]
    public void The_pairing_is_told_whether_there_is_a_place()
    {
        Assert.Equal(
            [new Send(Pair(1).Actor, new PairingCommand.NotePlace(Li))],
            Sends(new VolunteerFact.PairingTaken(Li, Pair(1))));
        Assert.Equal(
            [new Send(Pair(1).Actor, new PairingCommand.NoteNoPlace(Li, PlaceRefusal.NotVetted))],
            Sends(new VolunteerFact.PairingRefused(Li, Pair(1), PlaceRefusal.NotVetted)));
    }

    private static Given<VolunteerCommand, VolunteerFact, Volunteer> Nobody() => new(VolunteerDecider.Value, Monday);

    private static Given<VolunteerCommand, VolunteerFact, Volunteer> Volunteer() => new(
        VolunteerDecider.Value, Monday, new VolunteerFact.Registered(Li, VolunteerNumber.From(7), []));

    private static PairingId Pair(int number) => Id.Parse<PairingId>($"pai_{number}");

    private static VolunteerCommand Take(int number, bool forMinor = false) =>
        new VolunteerCommand.TakePairing(Pair(number), Li, forMinor, PlacesMax: 5);

    private static VolunteerFact Refused(int number, PlaceRefusal reason) =>
        new VolunteerFact.PairingRefused(Li, Pair(number), reason);

    private static IEnumerable<Send> Sends(VolunteerFact fact) =>
        VolunteerReactions.Value.Sends(VolunteerDecider.ActorOf(Li), fact, Monday);
}
