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

        /// <summary>Who visits: the volunteer, and whoever stands in for them.</summary>
        public bool IsVisitor(ResidentId who, DateTimeOffset at) =>
            who == Volunteer || (Substitute is { } other && other.Who == who && at < other.Until);
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
            known.Terms, begun.Volunteer, begun.VisitBy, null, null, null)
        {
            Visits = (known as Active)?.Visits ?? [],
        },
        (Active active, PairingFact.Paused paused) => new Paused(active with { Candidate = null }, paused.Until),
        (Paused(var was, _), PairingFact.Resumed resumed) => was with { VisitBy = resumed.VisitBy, Alerted = null },
        (Paused paused, PairingFact.TierChanged changed) => paused with
        {
            Was = (Active)Changed(paused.Was, changed),
            Terms = paused.Terms with { Tier = changed.Tier },
        },
        (Known known, PairingFact.TierChanged changed) => Changed(known, changed),
        (Seeking seeking, _) => seeking with { Candidate = Evolve(seeking.Candidate, fact) },
        (Active active, _) => Evolve(active, fact) with { Candidate = Evolve(active.Candidate, fact) },
        _ => state,
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

    private static Active Evolve(Active active, PairingFact fact) => fact switch
    {
        PairingFact.Visited visited => active with
        {
            VisitBy = visited.VisitBy,
            Alerted = null,
            Visits = active.Visits.Add(visited.Visit),
        },
        PairingFact.VisitOverdue overdue => active with { Alerted = overdue.Alert },
        PairingFact.Substituted(_, var who, var until) => active with { Substitute = new(who, until) },
        _ => active,
    };

    private static Candidate? Evolve(Candidate? candidate, PairingFact fact) => fact switch
    {
        PairingFact.Offered offered => new Candidate(offered.Volunteer, HasPlace: false, []),
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
public sealed record Candidate(ResidentId Volunteer, bool HasPlace, ImmutableHashSet<PairingSide> Agreed);

public sealed record Substitute(ResidentId Who, DateTimeOffset Until);
