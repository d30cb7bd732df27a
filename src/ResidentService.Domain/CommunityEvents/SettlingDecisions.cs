using System.Collections.Immutable;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.CommunityEvents;

/// <summary>Settling: what is awarded to whom, and who did not come.</summary>
internal static class SettlingDecisions
{
    public static Decision Settle(EarningRules rules, CommunityEvent state, Context context)
    {
        if (state is CommunityEvent.Settled settled)
            return Decision.Already(settled.Totals);
        if (state is not CommunityEvent.Published @event)
        {
            // An event that was cancelled after it had asked for the rules has nothing to settle.
            return context.Caller == Caller.System ? Decision.Already() : Decision.Reject(Unsettled(state));
        }

        if (!@event.HasEnded(context.At))
            return Decision.Reject(new CommunityEventRejection.EventNotFinished(@event.Details.LastEnd()));

        var totals = Totals(@event, rules);
        var alertsAbove = (long)@event.Book.Records * @event.Rules.StaffRecordsAlertPercent;
        var fact = new CommunityEventFact.Settled(
            @event.Id, @event.Community, rules, totals.Volunteers, totals.Minutes, totals.Points,
            StaffRecordsAlert: @event.Book.StaffRecords * 100L > alertsAbove);
        return Chunks.WithNext([fact], @event, context.At, totals);
    }

    public static bool Remains(CommunityEvent.Settled settled) =>
        Last(settled.Book.Attended) > settled.AwardedThrough || NoShowsRemain(settled);

    /// <summary>Awards first, then no-shows; null when all are done.</summary>
    public static CommunityEventFact.Chunk? Next(CommunityEvent.Settled settled)
    {
        if (Last(settled.Book.Attended) > settled.AwardedThrough)
            return Awards(settled);
        return NoShowsRemain(settled) ? NoShows(settled) : null;
    }

    private static bool NoShowsRemain(CommunityEvent.Settled settled) =>
        settled.Book.TellsNoShows && Last(settled.Book.Confirmed) > settled.NoShowsThrough;

    private static CommunityEventFact.AwardsMade Awards(CommunityEvent.Settled settled)
    {
        var (awards, through) = (new List<Award>(), settled.AwardedThrough);
        foreach (var ticket in SignUpBook.After(settled.Book.Attended, settled.AwardedThrough).Take(Chunks.PeopleMax))
        {
            awards.AddRange(Days(settled.Book.All[ticket.Resident], settled.Event, settled.Earning)
                .Select(day => new Award(ticket.Resident, day.CheckedInAt, day.Minutes, day.Points)));
            through = ticket.Sequence;
            if (awards.Count >= Chunks.PeopleMax)
                break;
        }

        return new(settled.Event.Community, settled.Earning, awards, through, More: false);
    }

    private static CommunityEventFact.NoShowsNoted NoShows(CommunityEvent.Settled settled)
    {
        var chunk = SignUpBook.After(settled.Book.Confirmed, settled.NoShowsThrough).Take(Chunks.PeopleMax).ToList();
        return new(
            [.. chunk.Select(ticket => ticket.Resident)],
            settled.Event.Details.FirstStart(),
            chunk[^1].Sequence,
            More: false);
    }

    private static SettleReply Totals(CommunityEvent.Published @event, EarningRules rules)
    {
        var (volunteers, minutes, points) = (0, 0L, 0L);
        foreach (var ticket in @event.Book.Attended)
        {
            var days = Days(@event.Book.All[ticket.Resident], @event, rules);
            volunteers += days.Count > 0 ? 1 : 0;
            minutes += days.Sum(day => day.Minutes);
            points += days.Sum(day => Math.Min(day.Points.Value, rules.PointsPerDayMax));
        }

        return new(volunteers, minutes, points);
    }

    private static IReadOnlyList<ServedDay> Days(SignUp signUp, CommunityEvent.Published @event, EarningRules rules)
    {
        var pointsPerHour = @event.Details.PointsPerHour ?? rules.PointsPerHour;
        return signUp.IsVolunteer
            ? Attendance.Days(signUp.Records, @event.Details.Sessions, @event.Rules, pointsPerHour)
            : [];
    }

    private static int Last(ImmutableSortedSet<Ticket> queue) => queue.IsEmpty ? 0 : queue.Max.Sequence;

    private static CommunityEventRejection Unsettled(CommunityEvent state) => state switch
    {
        CommunityEvent.Draft => new CommunityEventRejection.EventNotPublished(),
        CommunityEvent.Cancelled => new CommunityEventRejection.EventCancelled(),
        _ => new CommunityEventRejection.NoSuchEvent(),
    };
}
