using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;
using ResidentService.Domain.Volunteers;

namespace ResidentService.Domain.CommunityEvents;

public static class CommunityEventReactions
{
    private const string SignUpCloses = "sign-up-closes";
    private const string Settle = "settle";
    private const string Remind = "remind";

    public static Reactions<CommunityEventFact> Value { get; } = new(Sends, Deadlines);

    private static IEnumerable<Send> Sends(ActorId source, CommunityEventFact fact, DateTimeOffset at)
    {
        var @event = Id.Parse<EventId>(source.Key);
        IEnumerable<Send> sends = fact switch
        {
            CommunityEventFact.SignUpCancelled cancelled => Cancelled(@event, cancelled),
            CommunityEventFact.ClaimDeclaredDead(var resident, var claim) => [Release(@event, new(resident, claim))],
            CommunityEventFact.SignUpsLapsed lapsed => lapsed.SignUps.Select(signUp => Release(@event, signUp)),
            CommunityEventFact.SignUpsReleased released => released.SignUps.Select(signUp => Release(@event, signUp)),
            CommunityEventFact.AwardsMade made => made.Awards.Select(award => Record(@event, made, award)),
            CommunityEventFact.NoShowsNoted noted => noted.Residents.Select(resident =>
                new Send(resident.Actor, new ResidentCommand.NoteNoShow(@event, noted.EventStartsAt))),
            _ => [],
        };
        return fact is CommunityEventFact.Chunk { More: true }
            ? sends.Append(new(source, new CommunityEventCommand.Continue()))
            : sends;
    }

    private static IEnumerable<Send> Cancelled(EventId @event, CommunityEventFact.SignUpCancelled cancelled)
    {
        yield return Release(@event, new(cancelled.Resident, cancelled.ClaimNumber));
        if (cancelled.NoShowAt is { } startsAt)
            yield return new(cancelled.Resident.Actor, new ResidentCommand.NoteNoShow(@event, startsAt), "no-show");
    }

    private static Send Release(EventId @event, SignUpClaim signUp) =>
        new(signUp.Resident.Actor, new ResidentCommand.ReleaseClaim(@event, signUp.ClaimNumber));

    // The day is the name, since one person may have served on several days of one event.
    private static Send Record(EventId @event, CommunityEventFact.AwardsMade made, Award award) => new(
        VolunteerDecider.ActorOf(award.Resident),
        new VolunteerCommand.RecordService(
            made.Community,
            new ServiceEvidence(ServiceId.Of(@event), award.Resident, award.CheckedInAt),
            award.Minutes,
            award.Points,
            made.Rules),
        $"{Calendar.DayOf(award.CheckedInAt):yyyy-MM-dd}");

    private static IEnumerable<Deadline> Deadlines(ActorId source, CommunityEventFact fact, DateTimeOffset at) =>
        fact switch
        {
            CommunityEventFact.SignedUp signedUp =>
                [new Deadline.Clear(ResidentReactions.ClaimReview(Id.Parse<EventId>(source.Key)), signedUp.Resident.Actor)],
            CommunityEventFact.Published published => Ahead(source, published, at),
            CommunityEventFact.Cancelled or CommunityEventFact.Settled =>
                [new Deadline.Clear(SignUpCloses), new Deadline.Clear(Settle), new Deadline.Clear(Remind)],
            _ => [],
        };

    private static IEnumerable<Deadline> Ahead(
        ActorId source, CommunityEventFact.Published published, DateTimeOffset at)
    {
        yield return new Deadline.Set(
            SignUpCloses, published.SignUpClosesAt, new(source, new CommunityEventCommand.LapseWaiting()));
        yield return new Deadline.Set(
            Settle,
            published.Details.LastEnd().AddHours(published.Rules.SettleAfterHours),
            new(published.Community.Actor,
                new CommunityCommand.TellEarningRules(published.Event, published.Details.FirstStart())));

        // Who signs up so shortly before the start needs no reminder.
        if (CommunityEvent.Published.RemindAt(published.Details, published.Rules) is { } remindAt && remindAt > at)
            yield return new Deadline.Set(Remind, remindAt, new(source, new CommunityEventCommand.Remind()));
    }
}
