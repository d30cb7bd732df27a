using ResidentService.Domain.Care;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Residents;

namespace ResidentService.Tests.Domain.Care;

public sealed class CarePairingTests
{
    private static readonly DateTimeOffset Monday = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);
    private static readonly ResidentId Wang = Id.Parse<ResidentId>("res_wang");
    private static readonly PairingId Pair = Id.Parse<PairingId>("pai_a");
    private static readonly CareTagId Alone = Id.Parse<CareTagId>("tag_alone");
    private static readonly Sealed Text = new("dGV4dA==");
    private static readonly CareCommand.SetTag Set = new(
        Wang, Id.Parse<CommunityId>("com_tangdu"), Alone, CareTier.Key, Text, Wang, new(2026, 6, 1));

    [Fact]
    public void How_far_a_pairing_is_is_noted_once() => Nobody()
        .When(Note(PairingPhase.Seeking)).Then(Noted(PairingPhase.Seeking))
        .When(Note(PairingPhase.Seeking)).ThenNothing()
        .When(Note(PairingPhase.Begun)).Then(Noted(PairingPhase.Begun))
        .When(Note(PairingPhase.Ended)).Then(Noted(PairingPhase.Ended))
        .When(Note(PairingPhase.Ended)).ThenNothing();

    [Fact]
    public void One_that_begins_is_told_the_tier_as_it_is_by_then() => Nobody()
        .When(Set)
        .When(Note(PairingPhase.Begun)).Then(Noted(PairingPhase.Begun), new CareFact.TierTold(CareTier.Key, [Pair]));

    [Fact]
    public void Another_tier_is_told_and_the_same_one_is_not()
    {
        Nobody().When(Note(PairingPhase.Begun)).When(Set).Then(
            new CareFact.Tagged(Wang, Set.Community, Alone, CareTier.Key, Text, Wang, Set.ReviewOn),
            new CareFact.TierTold(CareTier.Key, [Pair]));
        var poor = Set with { Tag = Id.Parse<CareTagId>("tag_poor"), Tier = CareTier.General };
        var care = Nobody().When(Note(PairingPhase.Begun)).When(Set).When(poor);
        care.ThenFact<CareFact.Tagged>();
        Assert.Equal(
            CareTier.General, care.When(new CareCommand.RemoveTag(Alone, Text)).ThenFact<CareFact.TierTold>().Tier);
        care.When(new CareCommand.RemoveTag(poor.Tag, Text)).Then(new CareFact.TagRemoved(Wang, poor.Tag, Text));
    }

    [Fact]
    public void With_the_account_its_pairings_end_also_one_that_comes_late()
    {
        var care = Nobody().When(Set).When(Note(PairingPhase.Begun))
            .When(new CareCommand.Close()).Then(new CareFact.Closed(Wang, [Alone], [Pair]))
            .When(Note(PairingPhase.Ended)).ThenNothing()
            .When(Note(PairingPhase.Seeking)).Then(new CareFact.Closed(Wang, [], [Pair]));
        Assert.Equal(
            [new Send(Pair.Actor, new PairingCommand.EndForGood())], Sends(new CareFact.Closed(Wang, [], [Pair])));
        Assert.Equal(
            [new Send(Pair.Actor, new PairingCommand.ChangeTier(CareTier.High))],
            Sends(new CareFact.TierTold(CareTier.High, [Pair])));
    }

    private static Given<CareCommand, CareFact, CareRecord> Nobody() => new(CareDecider.Value, Monday);

    private static CareCommand Note(PairingPhase phase) => new CareCommand.NotePairing(Wang, Pair, phase);

    private static CareFact Noted(PairingPhase phase) => new CareFact.PairingNoted(Wang, Pair, phase);

    private static IEnumerable<Send> Sends(CareFact fact) =>
        CareReactions.Value.Sends(CareDecider.ActorOf(Wang), fact, Monday);
}
