using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Pairings;

/// <summary>What happens while a pairing is active: visits, and who is told when one is overdue.</summary>
internal static class VisitDecisions
{
    private const int VisitMinutesMax = 8 * 60;

    /// <summary>Longer than that it is no pause.</summary>
    private const int PauseDaysMax = 92;

    public static Decision Visit(PairingCommand.Visit visit, Pairing.Known known, DateTimeOffset now)
    {
        if (known is not Pairing.Active active)
        {
            return Decision.Reject(
                known is Pairing.Paused ? new PairingRejection.IsPaused() : new PairingRejection.NotBegun());
        }

        if (active.Visits.Contains(visit.Id))
            return Decision.Already();
        if (visit.Minutes is < 1 or > VisitMinutesMax)
            return Decision.Reject(new PairingRejection.MinutesInvalid());
        if (!active.IsVisitor(visit.Visitor, now))
            return Decision.Reject(new PairingRejection.NotVisitor());
        if (visit.Safety == VisitSafety.VisitorNotVetted)
            return Decision.Reject(new PairingRejection.NotVetted());
        if (visit is { Safety: VisitSafety.SecondAdultMissing, Kind: VisitKind.InPerson })
            return Decision.Reject(new PairingRejection.SecondAdultMissing());
        var (id, resident) = (known.Terms.Pairing, known.Terms.Resident);
        return Decision.Accept(new PairingFact.Visited(
            id, resident, visit.Visitor, visit.Id, visit.Kind, visit.Minutes, visit.Notes, visit.HasNeeds, visit.Beside,
            known.Terms.VisitAfter(now)));
    }

    /// <summary>Each of the two is told once of a visit; early and overtaken deadlines find nothing.</summary>
    public static Decision NoteOverdue(PairingCommand.NoteOverdue overdue, Pairing state, DateTimeOffset now)
    {
        if (state is not Pairing.Active active || active.VisitBy != overdue.VisitBy || active.Alerted >= overdue.Alert
            || now < DueAt(overdue.Alert, overdue.VisitBy, active.Terms.Rules.EscalateDays))
            return Decision.Already();
        var (id, resident, community, _, _) = active.Terms;
        return Decision.Accept(new PairingFact.VisitOverdue(
            id, resident, community, active.Volunteer, active.VisitBy, overdue.Alert,
            DueAt(VisitAlert.GridWorker, active.VisitBy, active.Terms.Rules.EscalateDays)));
    }

    internal static DateTimeOffset DueAt(VisitAlert alert, DateTimeOffset visitBy, int escalateDays) =>
        alert == VisitAlert.Volunteer ? visitBy : visitBy.AddDays(escalateDays);

    public static Decision Decide(PairingCommand command, Pairing.Known known, DateTimeOffset now) =>
        (command, known) switch
        {
            (PairingCommand.Pause or PairingCommand.SubstituteBy, Pairing.Seeking) =>
                Decision.Reject(new PairingRejection.NotBegun()),
            (PairingCommand.Resume, Pairing.Seeking) => Decision.Reject(new PairingRejection.NotBegun()),
            (PairingCommand.Resume, Pairing.Active) => Decision.Already(),
            (PairingCommand.Resume { Due: { } due }, Pairing.Paused paused) when due != paused.Until || now < due =>
                Decision.Already(),
            (PairingCommand.Resume, Pairing.Paused paused) =>
                Decision.Accept(new PairingFact.Resumed(paused.Terms.Pairing, paused.Terms.VisitAfter(now))),
            (PairingCommand.Pause, Pairing.Paused) => Decision.Already(),
            (PairingCommand.SubstituteBy, Pairing.Paused) => Decision.Reject(new PairingRejection.IsPaused()),
            (PairingCommand.Pause(var until, var reason), Pairing.Active active) => IsAhead(until, now)
                ? Decision.Accept(Paused(active, until, reason))
                : Decision.Reject(new PairingRejection.UntilInvalid()),
            (PairingCommand.SubstituteBy(var who, var until), Pairing.Active active) => Substitute(who, until, active, now),
            _ => throw new InvalidOperationException($"{command} at {known}"),
        };

    /// <summary>A handover that is under way has to begin anew afterwards.</summary>
    private static IReadOnlyList<IEvent> Paused(Pairing.Active active, DateTimeOffset until, Sealed reason)
    {
        var paused = new PairingFact.Paused(active.Terms.Pairing, until, reason);
        return active.Candidate is { } candidate
            ? [new PairingFact.Declined(active.Terms.Pairing, candidate.Volunteer, null), paused]
            : [paused];
    }

    private static Decision Substitute(
        ResidentId who, DateTimeOffset until, Pairing.Active active, DateTimeOffset now)
    {
        if (who == active.Volunteer || who == active.Terms.Resident)
            return Decision.Reject(new PairingRejection.SameVolunteer());
        if (!IsAhead(until, now))
            return Decision.Reject(new PairingRejection.UntilInvalid());
        return active.Substitute == new Substitute(who, until)
            ? Decision.Already()
            : Decision.Accept(new PairingFact.Substituted(active.Terms.Pairing, who, until));
    }

    private static bool IsAhead(DateTimeOffset until, DateTimeOffset now) =>
        until > now && until <= now.AddDays(PauseDaysMax);
}
