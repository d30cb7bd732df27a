using ResidentService.Domain.Pairings;
using static ResidentService.Tests.Domain.Pairings.APairing;

namespace ResidentService.Tests.Domain.Pairings;

public sealed class SubstituteTests
{
    private static readonly DateTimeOffset Until = Monday.AddDays(10);
    private static readonly PairingCommand.SubstituteBy Name = new(Zhao, Until);
    private static readonly PairingCommand Yes = new PairingCommand.AgreeSubstitute(Zhao);
    private static readonly PairingCommand No = new PairingCommand.DeclineSubstitute(Zhao);
    private static readonly PairingCommand.Pause Pause = new(Monday.AddDays(20), Text);

    [Fact]
    public void Who_stands_in_visits_with_the_households_yes_until_a_time()
    {
        var pairing = Active().When(Name).Then(new PairingFact.SubstituteNamed(It, Zhao, Until))
            .When(Name).ThenNothing();
        pairing.When(Visit("a", Zhao)).ThenRejected<PairingRejection.NotVisitor>();
        pairing.When(Yes).Then(new PairingFact.Substituted(It, Zhao, Until))
            .When(Yes).ThenNothing()
            .When(Visit("a", Zhao), Monday.AddDays(9)).ThenFact<PairingFact.Visited>();
        pairing.When(Visit("b", Zhao), Until).ThenRejected<PairingRejection.NotVisitor>();
    }

    [Fact]
    public void A_no_takes_the_name_back_also_after_a_yes()
    {
        Active().When(Name).When(No).Then(new PairingFact.SubstituteDeclined(It, Zhao))
            .When(Yes).ThenRejected<PairingRejection.NotOffered>();
        var declined = Active().When(Name).When(Yes).When(No);
        declined.ThenFact<PairingFact.SubstituteDeclined>();
        declined.When(Visit("a", Zhao)).ThenRejected<PairingRejection.NotVisitor>();
    }

    [Fact]
    public void Nobody_says_yes_where_nobody_is_named_or_it_is_too_late()
    {
        Active().When(Yes).ThenRejected<PairingRejection.NotOffered>();
        Active().When(No).ThenRejected<PairingRejection.NotOffered>();
        Active().When(Name).When(Yes, Until).ThenRejected<PairingRejection.NotOffered>();
        Active().When(Name).When(new PairingCommand.AgreeSubstitute(Li)).ThenRejected<PairingRejection.NotOffered>();
        Matched().When(Yes).ThenRejected<PairingRejection.NotOffered>();
    }

    [Fact]
    public void Somebody_else_is_named_for_a_time_ahead_while_it_is_active()
    {
        Active().When(Name with { Substitute = Li }).ThenRejected<PairingRejection.SameVolunteer>();
        Active().When(Name with { Substitute = Wang }).ThenRejected<PairingRejection.SameVolunteer>();
        Active().When(Name with { Until = Monday }).ThenRejected<PairingRejection.UntilInvalid>();
        Active().When(Name with { Until = Monday.AddDays(93) }).ThenRejected<PairingRejection.UntilInvalid>();
        Matched().When(Name).ThenRejected<PairingRejection.NotBegun>();
        Active().When(Pause).When(Name).ThenRejected<PairingRejection.IsPaused>();
    }
}
