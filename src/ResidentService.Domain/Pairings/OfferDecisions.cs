using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Pairings;

/// <summary>From choosing somebody to their beginning, the first time and at each handover.</summary>
internal static class OfferDecisions
{
    public static Decision Decide(PairingCommand command, Pairing.Known known, DateTimeOffset now) => command switch
    {
        PairingCommand.Offer offer => Offer(offer, known),
        PairingCommand.Agree agree => Agree(agree, known, now),
        PairingCommand.Decline decline => Pairing.CandidateOf(known)?.Volunteer == decline.Volunteer
            ? Decision.Accept(new PairingFact.Declined(known.Terms.Pairing, decline.Volunteer, decline.Side))
            : Decision.Reject(new PairingRejection.NotOffered()),
        _ => throw new InvalidOperationException(command.ToString()),
    };

    /// <summary>What the volunteer's own record has said, or that nobody has said anything in time.</summary>
    public static Decision Answered(PairingCommand command, Pairing state)
    {
        if (state is not Pairing.Known known || Pairing.CandidateOf(known) is not { } candidate)
            return Decision.Already();
        var id = known.Terms.Pairing;
        return command switch
        {
            PairingCommand.NotePlace(var who) when who == candidate.Volunteer && !candidate.HasPlace =>
                Decision.Accept(new PairingFact.Matched(id, known.Terms.Resident, who)),
            PairingCommand.NoteNoPlace(var who, var reason) when who == candidate.Volunteer && !candidate.HasPlace =>
                Decision.Accept(new PairingFact.PlaceRefused(id, who, reason)),
            PairingCommand.LapseOffer(var who) when who == candidate.Volunteer && candidate.HasPlace =>
                Decision.Accept(new PairingFact.Declined(id, who, null)),
            _ => Decision.Already(),
        };
    }

    public static Decision VolunteerGone(ResidentId who, Pairing state) => state switch
    {
        Pairing.Active active when active.Volunteer == who => Gone(active, who),
        Pairing.Paused paused when paused.Was.Volunteer == who => Gone(paused, who),
        Pairing.Known known when Pairing.CandidateOf(known)?.Volunteer == who =>
            Decision.Accept(new PairingFact.Declined(known.Terms.Pairing, who, PairingSide.Volunteer)),
        _ => Decision.Already(),
    };

    /// <summary>Minors are visited by nobody without a vetting: somebody else is looked for at once.</summary>
    public static Decision VettingWithdrawn(ResidentId who, Pairing state)
    {
        var isForMinor = state switch
        {
            Pairing.Paused paused when paused.Was.Volunteer == who => paused.Was.ForMinor,
            Pairing.Active active when active.Volunteer == who => active.ForMinor,
            Pairing.Known known when Pairing.CandidateOf(known) is { } one && one.Volunteer == who => one.ForMinor,
            _ => false,
        };
        return isForMinor ? VolunteerGone(who, state) : Decision.Already();
    }

    private static Decision Gone(Pairing.Known known, ResidentId who)
    {
        var terms = known.Terms;
        var gone = new PairingFact.VolunteerGone(terms.Pairing, terms.Resident, who, terms.Community);
        return Pairing.CandidateOf(known) is { } candidate
            ? Decision.Accept(new PairingFact.Declined(terms.Pairing, candidate.Volunteer, null), gone)
            : Decision.Accept(gone);
    }

    private static Decision Offer(PairingCommand.Offer offer, Pairing.Known known)
    {
        if (offer.Volunteer == known.Terms.Resident)
            return Decision.Reject(new PairingRejection.WithSelf());
        if (known is Pairing.Paused)
            return Decision.Reject(new PairingRejection.IsPaused());
        if (known is Pairing.Active active && active.Volunteer == offer.Volunteer)
            return Decision.Reject(new PairingRejection.SameVolunteer());
        if (Pairing.CandidateOf(known) is { } candidate)
        {
            return candidate.Volunteer == offer.Volunteer
                ? Decision.Already()
                : Decision.Reject(new PairingRejection.OfferedToAnother());
        }

        return Decision.Accept(new PairingFact.Offered(
            known.Terms.Pairing, offer.Volunteer, offer.ForMinor, known.Terms.Rules.PairingsPerVolunteerMax));
    }

    /// <summary>The second yes begins it.</summary>
    private static Decision Agree(PairingCommand.Agree agree, Pairing.Known known, DateTimeOffset now)
    {
        var (terms, before) = (known.Terms, (known as Pairing.Active)?.Volunteer);
        if (Pairing.CandidateOf(known) is not { HasPlace: true } candidate || candidate.Volunteer != agree.Volunteer)
        {
            // Who has begun has agreed.
            return before == agree.Volunteer
                ? Decision.Already()
                : Decision.Reject(new PairingRejection.NotOffered());
        }

        if (candidate.Agreed.Contains(agree.Side))
            return Decision.Already();
        var agreed = new PairingFact.Agreed(terms.Pairing, agree.Volunteer, agree.Side);
        return candidate.Agreed.IsEmpty
            ? Decision.Accept(agreed)
            : Decision.Accept(agreed, new PairingFact.Begun(
                terms.Pairing, terms.Resident, agree.Volunteer, before, VisitBy(known, now)));
    }

    /// <summary>A handover puts no visit off.</summary>
    private static DateTimeOffset VisitBy(Pairing.Known known, DateTimeOffset now)
    {
        var after = known.Terms.VisitAfter(now);
        return known is Pairing.Active active && active.VisitBy < after ? active.VisitBy : after;
    }
}
