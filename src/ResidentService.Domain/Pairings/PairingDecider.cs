using ResidentService.Domain.Care;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Pairings;

public abstract record PairingCommand : ICommand
{
    private PairingCommand() { }

    public sealed record Request(
        PairingId Pairing, ResidentId Resident, CommunityId Community, CareTier Tier, CareRules Rules) : PairingCommand;

    /// <summary>Chooses who shall visit; on an active pairing, to whom it is handed over.</summary>
    /// <param name="ForMinor">The edge's answer to the person's age.</param>
    public sealed record Offer(ResidentId Volunteer, bool ForMinor) : PairingCommand;

    /// <summary>A reaction of the volunteer: there is a place.</summary>
    public sealed record NotePlace(ResidentId Volunteer) : PairingCommand;

    /// <summary>A reaction of the volunteer: there is none.</summary>
    public sealed record NoteNoPlace(ResidentId Volunteer, PlaceRefusal Reason) : PairingCommand;

    public sealed record Agree(ResidentId Volunteer, PairingSide Side) : PairingCommand;

    public sealed record Decline(ResidentId Volunteer, PairingSide Side) : PairingCommand;

    /// <summary>A deadline: not both sides have answered.</summary>
    public sealed record LapseOffer(ResidentId Volunteer) : PairingCommand;

    /// <summary>The visitor is there, as the person's own card shows.</summary>
    /// <param name="Earning">As in force now.</param>
    public sealed record BeginVisit(ResidentId Visitor, VisitSafety Safety, EarningRules Earning) : PairingCommand;

    /// <param name="Community">Where the person lives now.</param>
    /// <param name="Minutes">Typed in; null where the person's card shows the end of the visit that was begun.</param>
    /// <param name="Beside">Who was there too, besides the visitor.</param>
    /// <param name="Safety">The edge's answer to the rules that protect minors.</param>
    public sealed record Visit(
        ResidentId Visitor, VisitId Id, CommunityId Community, VisitKind Kind, int? Minutes, Sealed Notes, bool HasNeeds,
        ResidentId? Beside, VisitSafety Safety) : PairingCommand;

    /// <summary>A deadline.</summary>
    public sealed record NoteOverdue(DateTimeOffset VisitBy, VisitAlert Alert) : PairingCommand;

    /// <summary>Names who stands in for the volunteer; next the household says yes or no.</summary>
    public sealed record SubstituteBy(ResidentId Substitute, DateTimeOffset Until) : PairingCommand;

    /// <summary>The household's yes.</summary>
    public sealed record AgreeSubstitute(ResidentId Substitute) : PairingCommand;

    /// <summary>A no of the household, or of the one who was named; also later.</summary>
    public sealed record DeclineSubstitute(ResidentId Substitute) : PairingCommand;

    public sealed record Pause(DateTimeOffset Until, Sealed Reason) : PairingCommand;

    /// <param name="Due">Where it is the deadline that asks: not before the end of that pause.</param>
    public sealed record Resume(DateTimeOffset? Due = null) : PairingCommand;

    /// <summary>A reaction of the person's care record.</summary>
    public sealed record ChangeTier(CareTier Tier) : PairingCommand;

    /// <summary>A reaction: the volunteer's account was erased.</summary>
    public sealed record NoteVolunteerGone(ResidentId Volunteer) : PairingCommand;

    /// <summary>A reaction: the volunteer may visit no minors any more.</summary>
    public sealed record NoteVettingWithdrawn(ResidentId Volunteer) : PairingCommand;

    public sealed record End(Sealed Reason) : PairingCommand;

    /// <summary>A reaction: the account of the person was erased.</summary>
    public sealed record EndForGood : PairingCommand;
}

/// <summary>The least answer that the safeguarding of minors needs.</summary>
public enum VisitSafety
{
    Fits,
    VisitorNotVetted,
    SecondAdultMissing,
}

public static class PairingDecider
{
    public static Decider<PairingCommand, PairingFact, Pairing> Value { get; } =
        new("pairing", new Pairing.Unknown(), Decide, Pairing.Evolve);

    public static Decision Decide(PairingCommand command, Pairing state, Context context) => (command, state) switch
    {
        (PairingCommand.Request(var id, var resident, var community, var tier, var rules), Pairing.Unknown) =>
            Decision.Accept(new PairingFact.Requested(id, resident, community, tier, rules)),
        (PairingCommand.Request, _) => Decision.Already(),
        (PairingCommand.NotePlace or PairingCommand.NoteNoPlace or PairingCommand.LapseOffer, _) =>
            OfferDecisions.Answered(command, state),
        (PairingCommand.NoteOverdue overdue, _) => VisitDecisions.NoteOverdue(overdue, state, context.At),
        (PairingCommand.ChangeTier(var tier), _) => ChangeTier(tier, state, context.At),
        (PairingCommand.NoteVolunteerGone(var who), _) => OfferDecisions.VolunteerGone(who, state),
        (PairingCommand.NoteVettingWithdrawn(var who), _) => OfferDecisions.VettingWithdrawn(who, state),
        (PairingCommand.EndForGood, Pairing.Known known and not Pairing.Ended) => End(known, null),
        (PairingCommand.EndForGood, _) => Decision.Already(),
        (PairingCommand.Resume { Due: not null }, not Pairing.Paused) => Decision.Already(),
        (_, Pairing.Unknown) => Decision.Reject(new PairingRejection.NoSuchPairing()),
        (PairingCommand.End, Pairing.Ended) => Decision.Already(),
        (_, Pairing.Ended) => Decision.Reject(new PairingRejection.HasEnded()),
        (PairingCommand.End(var reason), Pairing.Known known) => End(known, reason),
        (PairingCommand.Offer or PairingCommand.Agree or PairingCommand.Decline, Pairing.Known known) =>
            OfferDecisions.Decide(command, known, context.At),
        (PairingCommand.BeginVisit begin, Pairing.Known known) => VisitDecisions.Begin(begin, known, context.At),
        (PairingCommand.Visit visit, Pairing.Known known) => VisitDecisions.Visit(visit, known, context.At),
        (PairingCommand.Pause or PairingCommand.Resume, Pairing.Known known) =>
            PauseDecisions.Decide(command, known, context.At),
        (PairingCommand.SubstituteBy or PairingCommand.AgreeSubstitute or PairingCommand.DeclineSubstitute,
            Pairing.Known known) => SubstituteDecisions.Decide(command, known, context.At),
        _ => throw new InvalidOperationException($"{command} at {state}"),
    };

    private static Decision End(Pairing.Known known, Sealed? reason) => Decision.Accept(new PairingFact.Ended(
        known.Terms.Pairing, known.Terms.Resident, Volunteers(known), reason));

    /// <summary>Whoever keeps a place for it.</summary>
    private static IReadOnlyList<ResidentId> Volunteers(Pairing.Known known) => known switch
    {
        Pairing.Seeking { Candidate: { } candidate } => [candidate.Volunteer],
        Pairing.Active { Candidate: { } candidate } active => [active.Volunteer, candidate.Volunteer],
        Pairing.Active active => [active.Volunteer],
        Pairing.Paused paused => [paused.Was.Volunteer],
        _ => [],
    };

    /// <summary>A graver tier calls for the next visit earlier, a lighter one never puts off what is due.</summary>
    private static Decision ChangeTier(CareTier tier, Pairing state, DateTimeOffset now)
    {
        if (state is not Pairing.Known known || state is Pairing.Ended || known.Terms.Tier == tier)
            return Decision.Already();
        var due = known.Terms.VisitAfter(now, tier);
        var isEarlier = known is Pairing.Active active && due < active.VisitBy;
        return Decision.Accept(new PairingFact.TierChanged(known.Terms.Pairing, tier, isEarlier ? due : null));
    }
}
