using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Pairings;

/// <summary>Somebody else visits while the volunteer is away, with the household's yes.</summary>
internal static class SubstituteDecisions
{
    public static Decision Decide(PairingCommand command, Pairing.Known known, DateTimeOffset now) =>
        (command, known) switch
        {
            (PairingCommand.SubstituteBy, Pairing.Seeking) => Decision.Reject(new PairingRejection.NotBegun()),
            (PairingCommand.SubstituteBy, Pairing.Paused) => Decision.Reject(new PairingRejection.IsPaused()),
            (PairingCommand.SubstituteBy substitute, Pairing.Active active) => Name(substitute, active, now),
            (PairingCommand.AgreeSubstitute(var who), Pairing.Active { Substitute: { } named } active)
                when named.Who == who && now < named.Until => named.IsAgreed
                    ? Decision.Already()
                    : Decision.Accept(new PairingFact.Substituted(active.Terms.Pairing, who, named.Until)),
            (PairingCommand.DeclineSubstitute(var who), Pairing.Active { Substitute: { } named } active)
                when named.Who == who => Decision.Accept(new PairingFact.SubstituteDeclined(active.Terms.Pairing, who)),
            _ => Decision.Reject(new PairingRejection.NotOffered()),
        };

    private static Decision Name(PairingCommand.SubstituteBy named, Pairing.Active active, DateTimeOffset now)
    {
        var (who, until) = named;
        if (who == active.Volunteer || who == active.Terms.Resident)
            return Decision.Reject(new PairingRejection.SameVolunteer());
        if (!TimeAhead.Holds(until, now))
            return Decision.Reject(new PairingRejection.UntilInvalid());
        return active.Substitute is { } known && (known.Who, known.Until) == (who, until)
            ? Decision.Already()
            : Decision.Accept(new PairingFact.SubstituteNamed(active.Terms.Pairing, who, until));
    }
}
