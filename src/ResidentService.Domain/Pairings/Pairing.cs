using System.Collections.Immutable;
using ResidentService.Domain.Care;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Pairings;

/// <summary>
/// The process of one pairing: requested → offered → matched → agreed by both sides → active ⇄ paused → ended. While it
/// is active it can be offered to somebody else; the one who has it keeps it until that one has begun.
/// </summary>
public abstract record Pairing
{
    private Pairing() { }

    public sealed record Unknown : Pairing;

    /// <summary>What every pairing has, however far it is.</summary>
    public abstract record Known(Terms Terms) : Pairing;

    /// <summary>Next: somebody is chosen, or whoever is chosen has a place and both sides agree.</summary>
    public sealed record Seeking(Terms Terms, Candidate? Candidate) : Known(Terms);

    /// <summary>Next: a visit before <paramref name="VisitBy"/>, or else an alert.</summary>
    /// <param name="Alerted">Who was told last that the visit is overdue.</param>
    /// <param name="Candidate">To whom it is being handed over.</param>
    public sealed record Active(
        Terms Terms, ResidentId Volunteer, DateTimeOffset VisitBy, VisitAlert? Alerted, Candidate? Candidate,
        Substitute? Substitute) : Known(Terms)
    {
        public ImmutableHashSet<VisitId> Visits { get; init; } = [];

        /// <summary>Then whoever visits has to be vetted.</summary>
        public bool ForMinor { get; init; }

        /// <summary>A visit that is going on, shown by the person's card.</summary>
        public OpenVisit? Open { get; init; }

        /// <summary>Who visits: the volunteer, and whoever stands in for them with the household's yes.</summary>
        public bool IsVisitor(ResidentId who, DateTimeOffset at) =>
            who == Volunteer || (Substitute is { IsAgreed: true } other && other.Who == who && at < other.Until);

        /// <summary>
        /// What the grid worker was told of stays with them until there is a visit; the volunteer is told anew.
        /// </summary>
        internal VisitAlert? AlertedOf(DateTimeOffset visitBy) =>
            visitBy == VisitBy && Alerted == VisitAlert.GridWorker ? Alerted : null;
    }

    /// <summary>Next: it goes on by itself at <paramref name="Until"/>, or earlier.</summary>
    public sealed record Paused(Active Was, DateTimeOffset Until) : Known(Was.Terms);

    public sealed record Ended(Terms Terms) : Known(Terms);

    public static Pairing Evolve(Pairing state, PairingFact fact, DateTimeOffset at) => (state, fact) switch
    {
        (Unknown, PairingFact.Requested(var id, var resident, var community, var tier, var rules)) =>
            new Seeking(new(id, resident, community, tier, rules), null),
        (Known known, PairingFact.Ended) => new Ended(known.Terms),
        (Known known, PairingFact.VolunteerGone) => new Seeking(known.Terms, null),
        (Known known, PairingFact.Begun begun) => new Active(
            known.Terms, begun.Volunteer, begun.VisitBy, (known as Active)?.AlertedOf(begun.VisitBy), null, null)
        {
            Visits = (known as Active)?.Visits ?? [],
            ForMinor = CandidateOf(known)?.ForMinor ?? false,
        },
        (Active active, PairingFact.Paused paused) =>
            new Paused(active with { Candidate = null, Open = null }, paused.Until),
        (Paused(var was, _), PairingFact.Resumed resumed) =>
            was with { VisitBy = resumed.VisitBy, Alerted = was.AlertedOf(resumed.VisitBy) },
        (Paused paused, PairingFact.TierChanged changed) => paused with
        {
            Was = (Active)Changed(paused.Was, changed),
            Terms = paused.Terms with { Tier = changed.Tier },
        },
        (Known known, PairingFact.TierChanged changed) => Changed(known, changed),
        (Seeking seeking, _) => seeking with { Candidate = Evolve(seeking.Candidate, fact) },
        (Active active, _) => Evolve(active, fact, at) with { Candidate = Evolve(active.Candidate, fact) },
        _ => state,
    };

    /// <summary>Who is asked, the first time or for a handover.</summary>
    internal static Candidate? CandidateOf(Known known) => known switch
    {
        Seeking seeking => seeking.Candidate,
        Active active => active.Candidate,
        _ => null,
    };

    private static Known Changed(Known known, PairingFact.TierChanged changed)
    {
        var terms = known.Terms with { Tier = changed.Tier };
        return known is Active active
            ? active with
            {
                Terms = terms,
                VisitBy = changed.VisitBy ?? active.VisitBy,
                Alerted = changed.VisitBy is null ? active.Alerted : null,
            }
            : known with { Terms = terms };
    }

    private static Active Evolve(Active active, PairingFact fact, DateTimeOffset at) => fact switch
    {
        PairingFact.Visited visited => active with
        {
            VisitBy = visited.VisitBy,
            Alerted = null,
            Visits = active.Visits.Add(visited.Visit),
            Open = active.Open?.Visitor == visited.Visitor ? null : active.Open,
        },
        PairingFact.VisitBegun begun => active with { Open = new(begun.Visitor, at, begun.Earning) },
        PairingFact.VisitOverdue overdue => active with { Alerted = overdue.Alert },
        PairingFact.SubstituteNamed(_, var who, var until) =>
            active with { Substitute = new(who, until, IsAgreed: false) },
        PairingFact.Substituted(_, var who, var until) => active with { Substitute = new(who, until, IsAgreed: true) },
        PairingFact.SubstituteDeclined => active with { Substitute = null },
        _ => active,
    };

    private static Candidate? Evolve(Candidate? candidate, PairingFact fact) => fact switch
    {
        PairingFact.Offered offered => new Candidate(offered.Volunteer, offered.ForMinor, HasPlace: false, []),
        PairingFact.Matched => candidate! with { HasPlace = true },
        PairingFact.Agreed agreed => candidate! with { Agreed = candidate.Agreed.Add(agreed.Side) },
        PairingFact.PlaceRefused or PairingFact.Declined => null,
        _ => candidate,
    };
}

public sealed record Terms(
    PairingId Pairing, ResidentId Resident, CommunityId Community, CareTier Tier, CareRules Rules)
{
    /// <summary>When a visit is due after one at a time.</summary>
    public DateTimeOffset VisitAfter(DateTimeOffset at) => VisitAfter(at, Tier);

    public DateTimeOffset VisitAfter(DateTimeOffset at, CareTier tier) => at.AddDays(tier switch
    {
        CareTier.High => Rules.VisitDaysHigh,
        CareTier.Key => Rules.VisitDaysKey,
        _ => Rules.VisitDaysGeneral,
    });
}

/// <param name="HasPlace">Their own record keeps a place for it.</param>
/// <param name="Agreed">Which sides have said yes.</param>
public sealed record Candidate(
    ResidentId Volunteer, bool ForMinor, bool HasPlace, ImmutableHashSet<PairingSide> Agreed);

/// <param name="IsAgreed">The household has said yes.</param>
public sealed record Substitute(ResidentId Who, DateTimeOffset Until, bool IsAgreed);

/// <param name="Earning">As in force when it began.</param>
public sealed record OpenVisit(ResidentId Visitor, DateTimeOffset BegunAt, EarningRules Earning);
