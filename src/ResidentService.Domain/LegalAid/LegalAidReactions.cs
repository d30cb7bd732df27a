using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.LegalAid;

public static class LegalAidReactions
{
    private const string NearKey = "near";
    private const string PassedKey = "passed";

    private const int ShortDays = 2;

    public static Reactions<LegalAidFact> Value { get; } = new(Sends, Deadlines);

    /// <summary>The applicant is told by themself; of what others have to do the desk tells, together.</summary>
    private static IEnumerable<Send> Sends(ActorId source, LegalAidFact fact, DateTimeOffset at) => fact switch
    {
        LegalAidFact.Filed or LegalAidFact.DeadlineNear { Turn: LegalAidTurn.Applicant } => [],
        LegalAidFact.DeadlineNear near => [Note(near.Application, near.Community, new(near.Turn, IsLate: false))],
        LegalAidFact.DeadlinePassed passed =>
            [Note(passed.Application, passed.Community, new(passed.Turn, IsLate: true))],
        LegalAidFact.Forwarded done => [Settle(done.Application, done.Community)],
        LegalAidFact.MaterialsAsked done => [Settle(done.Application, done.Community)],
        LegalAidFact.Granted done => [Settle(done.Application, done.Community)],
        LegalAidFact.Assigned done => [Settle(done.Application, done.Community)],
        LegalAidFact.Refused done => [Settle(done.Application, done.Community)],
        LegalAidFact.Upheld done => [Settle(done.Application, done.Community)],
        LegalAidFact.SentBack done => [Settle(done.Application, done.Community)],
        LegalAidFact.Withdrawn done => [Settle(done.Application, done.Community)],
        _ => [],
    };

    private static Send Note(LegalAidId id, CommunityId community, LegalAidAlert alert) =>
        new(LegalAidDesk.ActorOf(community), new LegalAidDeskCommand.Note(community, id, alert));

    private static Send Settle(LegalAidId id, CommunityId community) =>
        new(LegalAidDesk.ActorOf(community), new LegalAidDeskCommand.Settle(id));

    private static IEnumerable<Deadline> Deadlines(ActorId source, LegalAidFact fact, DateTimeOffset at) => fact switch
    {
        LegalAidFact.Filed next => Next(source, next.Due, at),
        LegalAidFact.Forwarded next => Next(source, next.Due, at),
        LegalAidFact.MaterialsAsked next => Next(source, next.Due, at),
        LegalAidFact.MaterialsSupplied next => Next(source, next.Due, at),
        LegalAidFact.Granted next => Next(source, next.Due, at),
        LegalAidFact.Refused next => Next(source, next.Due, at),
        LegalAidFact.Objected next => Next(source, next.Due, at),
        LegalAidFact.SentBack next => Next(source, next.Due, at),
        LegalAidFact.DeadlineNear or LegalAidFact.DeadlinePassed => [],
        _ => [new Deadline.Clear(NearKey), new Deadline.Clear(PassedKey)],
    };

    /// <summary>
    /// A limit of a day or two begins when it is near already; one that days off make longer is told of at once.
    /// </summary>
    private static IEnumerable<Deadline> Next(ActorId source, LegalDue due, DateTimeOffset at) =>
    [
        due.NearAt > at || due.LastDay > Calendar.DayOf(at).AddDays(ShortDays)
            ? new Deadline.Set(
                NearKey, due.NearAt > at ? due.NearAt : at, new(source, new LegalAidCommand.NoteNear(due.LastDay)))
            : new Deadline.Clear(NearKey),
        new Deadline.Set(PassedKey, due.EndsAt(), new(source, new LegalAidCommand.NotePassed(due.LastDay))),
    ];
}
