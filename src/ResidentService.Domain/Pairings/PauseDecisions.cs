using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Pairings;

/// <summary>A pause of the visits. What was overdue before it stays with the grid worker through it.</summary>
internal static class PauseDecisions
{
    public static Decision Decide(PairingCommand command, Pairing.Known known, DateTimeOffset now) =>
        (command, known) switch
        {
            (_, Pairing.Seeking) => Decision.Reject(new PairingRejection.NotBegun()),
            (PairingCommand.Resume, Pairing.Active) => Decision.Already(),
            (PairingCommand.Resume { Due: { } due }, Pairing.Paused paused) when due != paused.Until || now < due =>
                Decision.Already(),
            (PairingCommand.Resume, Pairing.Paused paused) => Resume(paused, now),
            (PairingCommand.Pause, Pairing.Paused) => Decision.Already(),
            (PairingCommand.Pause(var until, var reason), Pairing.Active active) => TimeAhead.Holds(until, now)
                ? Decision.Accept(Pause(active, until, reason, now))
                : Decision.Reject(new PairingRejection.UntilInvalid()),
            _ => throw new InvalidOperationException($"{command} at {known}"),
        };

    /// <summary>A handover that is under way has to begin anew afterwards.</summary>
    private static List<IEvent> Pause(Pairing.Active active, DateTimeOffset until, Sealed reason, DateTimeOffset now)
    {
        var facts = new List<IEvent>();
        if (active.VisitBy <= now && active.Alerted != VisitAlert.GridWorker)
            facts.Add(VisitDecisions.Overdue(active, VisitAlert.GridWorker));
        if (active.Candidate is { } candidate)
            facts.Add(new PairingFact.Declined(active.Terms.Pairing, candidate.Volunteer, null));
        facts.Add(new PairingFact.Paused(active.Terms.Pairing, until, reason));
        return facts;
    }

    private static Decision Resume(Pairing.Paused paused, DateTimeOffset now) =>
        Decision.Accept(new PairingFact.Resumed(
            paused.Terms.Pairing, paused.Was.Alerted is null ? paused.Terms.VisitAfter(now) : paused.Was.VisitBy));
}

/// <summary>The times until which somebody stands in or a pause lasts.</summary>
internal static class TimeAhead
{
    /// <summary>Longer than that it is no pause.</summary>
    private const int DaysMax = 92;

    public static bool Holds(DateTimeOffset until, DateTimeOffset now) => until > now && until <= now.AddDays(DaysMax);
}
