using ResidentService.Domain.Care;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;
using ResidentService.Domain.Volunteers;

namespace ResidentService.Domain.Pairings;

public static class PairingReactions
{
    private const string AnswerKey = "answer";
    private const string ResumeKey = "resume";

    /// <summary>So long both sides have to answer; then somebody else is looked for.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromDays(7);

    public static Reactions<PairingFact> Value { get; } = new(Sends, Deadlines);

    private static IEnumerable<Send> Sends(ActorId source, PairingFact fact, DateTimeOffset at) => fact switch
    {
        PairingFact.Requested requested => [Note(requested.Resident, requested.Pairing, PairingPhase.Seeking)],
        PairingFact.Offered(var id, var volunteer, var forMinor, var max) =>
            [new(VolunteerDecider.ActorOf(volunteer), new VolunteerCommand.TakePairing(id, volunteer, forMinor, max))],
        PairingFact.Declined(var id, var volunteer, _) => [Release(volunteer, id)],
        PairingFact.Begun begun =>
        [
            Note(begun.Resident, begun.Pairing, PairingPhase.Begun),
            .. begun.Before is { } before ? [Release(before, begun.Pairing)] : Array.Empty<Send>(),
        ],
        PairingFact.Visited { Community: { } community } visited =>
            [new(VolunteerDecider.ActorOf(visited.Visitor), Served(visited, community, at))],
        PairingFact.VolunteerGone gone =>
            [Note(gone.Resident, gone.Pairing, PairingPhase.Seeking), Release(gone.Volunteer, gone.Pairing)],
        PairingFact.Ended ended =>
        [
            Note(ended.Resident, ended.Pairing, PairingPhase.Ended),
            .. ended.Volunteers.Select(volunteer => Release(volunteer, ended.Pairing)),
        ],
        _ => [],
    };

    /// <summary>Signed minutes earn points as at an event; others are reported, and wait for staff.</summary>
    private static VolunteerCommand Served(PairingFact.Visited visited, CommunityId community, DateTimeOffset at) =>
        visited.Signed is var (begunAt, earning)
            ? new VolunteerCommand.RecordService(
                community,
                new ServiceEvidence(ServiceId.Of(visited.Visit), visited.Visitor, begunAt),
                visited.Minutes,
                Amount.Of((long)visited.Minutes * earning.PointsPerHour / 60),
                earning)
            : new VolunteerCommand.ReportVisit(
                visited.Visitor, visited.Pairing, visited.Visit, community, at, visited.Minutes);

    private static Send Note(ResidentId resident, PairingId id, PairingPhase phase) =>
        new(CareDecider.ActorOf(resident), new CareCommand.NotePairing(resident, id, phase));

    private static Send Release(ResidentId volunteer, PairingId id) =>
        new(VolunteerDecider.ActorOf(volunteer), new VolunteerCommand.ReleasePairing(id));

    private static IEnumerable<Deadline> Deadlines(ActorId source, PairingFact fact, DateTimeOffset at) => fact switch
    {
        PairingFact.Matched matched =>
        [
            new Deadline.Set(AnswerKey, at + AnswerWithin,
                new(source, new PairingCommand.LapseOffer(matched.Volunteer))),
        ],
        PairingFact.Declined => [new Deadline.Clear(AnswerKey)],
        PairingFact.Begun begun => [new Deadline.Clear(AnswerKey), .. Visit(source, begun.VisitBy)],
        PairingFact.Visited visited => Visit(source, visited.VisitBy),
        PairingFact.Resumed resumed => [new Deadline.Clear(ResumeKey), .. Visit(source, resumed.VisitBy)],
        PairingFact.TierChanged { VisitBy: { } visitBy } => Visit(source, visitBy),
        PairingFact.VisitOverdue { Alert: VisitAlert.Volunteer } overdue =>
        [
            Overdue(source, overdue.Since, VisitAlert.GridWorker, overdue.EscalateAt),
        ],
        PairingFact.Paused paused =>
        [
            .. NoVisit(),
            new Deadline.Set(ResumeKey, paused.Until, new(source, new PairingCommand.Resume(paused.Until))),
        ],
        PairingFact.VolunteerGone or PairingFact.Ended =>
            [.. NoVisit(), new Deadline.Clear(AnswerKey), new Deadline.Clear(ResumeKey)],
        _ => [],
    };

    /// <summary>The volunteer is told first; only that sets the time at which the grid worker is.</summary>
    private static IEnumerable<Deadline> Visit(ActorId source, DateTimeOffset visitBy) =>
        [Overdue(source, visitBy, VisitAlert.Volunteer, visitBy), new Deadline.Clear(Key(VisitAlert.GridWorker))];

    private static IEnumerable<Deadline> NoVisit() =>
        Enum.GetValues<VisitAlert>().Select(alert => new Deadline.Clear(Key(alert)));

    private static Deadline.Set Overdue(ActorId source, DateTimeOffset visitBy, VisitAlert alert, DateTimeOffset due) =>
        new(Key(alert), due, new(source, new PairingCommand.NoteOverdue(visitBy, alert)));

    private static string Key(VisitAlert alert) => $"overdue-{alert}";
}
