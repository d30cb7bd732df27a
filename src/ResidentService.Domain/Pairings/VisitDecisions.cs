using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Pairings;

/// <summary>What happens while a pairing is active: visits, and who is told when one is overdue.</summary>
internal static class VisitDecisions
{
    private const int VisitMinutesMax = 8 * 60;

    /// <summary>Again while it goes on changes nothing; one that was never ended is forgotten.</summary>
    public static Decision Begin(PairingCommand.BeginVisit begin, Pairing.Known known, DateTimeOffset now)
    {
        if (known is not Pairing.Active active)
            return Decision.Reject(NotActive(known));
        if (Unfit(begin.Visitor, begin.Safety, active, now) is { } unfit)
            return Decision.Reject(unfit);
        return active.Open is { } open && open.Visitor == begin.Visitor && MinutesOf(open, now) <= VisitMinutesMax
            ? Decision.Already()
            : Decision.Accept(new PairingFact.VisitBegun(known.Terms.Pairing, begin.Visitor, begin.Earning));
    }

    public static Decision Visit(PairingCommand.Visit visit, Pairing.Known known, DateTimeOffset now)
    {
        if (known is not Pairing.Active active)
            return Decision.Reject(NotActive(known));
        if (active.Visits.Contains(visit.Id))
            return Decision.Already();
        if (visit.Minutes is < 1 or > VisitMinutesMax)
            return Decision.Reject(new PairingRejection.MinutesInvalid());
        if (Unfit(visit.Visitor, visit.Safety, active, now) is { } unfit)
            return Decision.Reject(unfit);
        if (visit is { Safety: VisitSafety.SecondAdultMissing, Kind: VisitKind.InPerson })
            return Decision.Reject(new PairingRejection.SecondAdultMissing());
        var signed = visit.Minutes is null ? active.Open : null;
        if (visit.Minutes is null && (signed?.Visitor != visit.Visitor || visit.Kind != VisitKind.InPerson))
            return Decision.Reject(new PairingRejection.VisitNotBegun());
        return Decision.Accept(new PairingFact.Visited(
            known.Terms.Pairing, known.Terms.Resident, visit.Community, visit.Visitor, visit.Id, visit.Kind,
            visit.Minutes ?? Math.Clamp(MinutesOf(signed!, now), 0, VisitMinutesMax), visit.Notes, visit.HasNeeds,
            visit.Beside, known.Terms.VisitAfter(now),
            signed is null ? null : new SignedPresence(signed.BegunAt, signed.Earning)));
    }

    private static int MinutesOf(OpenVisit open, DateTimeOffset now) =>
        (int)Math.Min((now - open.BegunAt).TotalMinutes, int.MaxValue);

    private static PairingRejection NotActive(Pairing.Known known) =>
        known is Pairing.Paused ? new PairingRejection.IsPaused() : new PairingRejection.NotBegun();

    private static PairingRejection? Unfit(
        ResidentId visitor, VisitSafety safety, Pairing.Active active, DateTimeOffset now)
    {
        if (!active.IsVisitor(visitor, now))
            return new PairingRejection.NotVisitor();
        return safety == VisitSafety.VisitorNotVetted ? new PairingRejection.NotVetted() : null;
    }

    /// <summary>Each of the two is told once of a visit; early and overtaken deadlines find nothing.</summary>
    public static Decision NoteOverdue(PairingCommand.NoteOverdue overdue, Pairing state, DateTimeOffset now)
    {
        if (state is not Pairing.Active active || active.VisitBy != overdue.VisitBy || active.Alerted >= overdue.Alert
            || now < DueAt(overdue.Alert, overdue.VisitBy, active.Terms.Rules.EscalateDays))
            return Decision.Already();
        return Decision.Accept(Overdue(active, overdue.Alert));
    }

    internal static PairingFact.VisitOverdue Overdue(Pairing.Active active, VisitAlert alert) => new(
        active.Terms.Pairing, active.Terms.Resident, active.Terms.Community, active.Volunteer, active.VisitBy, alert,
        DueAt(VisitAlert.GridWorker, active.VisitBy, active.Terms.Rules.EscalateDays));

    internal static DateTimeOffset DueAt(VisitAlert alert, DateTimeOffset visitBy, int escalateDays) =>
        alert == VisitAlert.Volunteer ? visitBy : visitBy.AddDays(escalateDays);
}
