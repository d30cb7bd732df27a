using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Pairings;

public enum PairingStatus
{
    Requested,
    Offered,
    Matched,
    Active,
    Paused,
    Ended,
}

/// <param name="Candidate">Who is asked, the first time or for a handover.</param>
/// <param name="Agreed">The sides that have said yes to the candidate.</param>
/// <param name="VisitBy">When the next visit is due; while it is paused, only where one is overdue.</param>
public sealed record PairingView(
    Terms Terms, PairingStatus Status, ResidentId? Volunteer, ResidentId? Candidate, IReadOnlyList<PairingSide> Agreed,
    Substitute? Substitute, DateTimeOffset? VisitBy, VisitAlert? Alerted, DateTimeOffset? PausedUntil);

/// <summary>The pairing; null if there is none.</summary>
public sealed record GetPairing : IQuery<Pairing, PairingView?>
{
    public PairingView? Answer(Pairing state) => state switch
    {
        Pairing.Seeking { Candidate: null } seeking => View(seeking, PairingStatus.Requested, null),
        Pairing.Seeking { Candidate: { } candidate } seeking => View(
            seeking, candidate.HasPlace ? PairingStatus.Matched : PairingStatus.Offered, candidate),
        Pairing.Active active => Of(active, PairingStatus.Active, active.Candidate),
        Pairing.Paused paused => Of(paused.Was, PairingStatus.Paused, null) with
        {
            Terms = paused.Terms,
            VisitBy = paused.Was.Alerted is null ? null : paused.Was.VisitBy,
            PausedUntil = paused.Until,
        },
        Pairing.Ended ended => View(ended, PairingStatus.Ended, null),
        _ => null,
    };

    private static PairingView Of(Pairing.Active active, PairingStatus status, Candidate? candidate) =>
        View(active, status, candidate) with
        {
            Volunteer = active.Volunteer,
            Substitute = active.Substitute,
            VisitBy = active.VisitBy,
            Alerted = active.Alerted,
        };

    private static PairingView View(Pairing.Known known, PairingStatus status, Candidate? candidate) => new(
        known.Terms, status, null, candidate?.Volunteer,
        [.. candidate?.Agreed.Order() ?? Enumerable.Empty<PairingSide>()], null, null, null, null);
}
