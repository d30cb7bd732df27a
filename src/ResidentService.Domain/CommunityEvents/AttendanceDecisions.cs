using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.CommunityEvents;

/// <summary>Checking in and out, and staff closing what was left open.</summary>
internal static class AttendanceDecisions
{
    public static Decision CheckIn(CommunityEventCommand.CheckIn ask, CommunityEvent state, DateTimeOffset now)
    {
        if (state is not CommunityEvent.Published @event)
            return Unpublished(state, new CommunityEventRejection.CheckInClosed());
        if (@event.Book.Find(ask.Resident) is not { HasSeat: true } signUp)
            return Decision.Reject(new CommunityEventRejection.NotSignedUp());
        if (Open(signUp, @event, now) is { } open)
            return Decision.Already(new CheckInReply(open.CheckedInAt));
        if (NotNow(@event, now) is { } refusal)
            return Decision.Reject(refusal);
        if (IsElsewhere(@event, ask.Presence))
            return Decision.Reject(new CommunityEventRejection.OutsidePlace());
        if (signUp.Records.Length >= @event.Rules.CheckInsMax)
            return Decision.Reject(new CommunityEventRejection.TooManyCheckIns(@event.Rules.CheckInsMax));

        return Decision.Accept(
            new CheckInReply(now), new CommunityEventFact.CheckedIn(ask.Resident, ask.Presence, ask.IsVolunteer));
    }

    public static Decision CheckOut(CommunityEventCommand.CheckOut ask, CommunityEvent state, DateTimeOffset now)
    {
        var @event = state as CommunityEvent.Published ?? (state as CommunityEvent.Settled)?.Event;
        if (@event is null)
            return Unpublished(state, new CommunityEventRejection.CheckOutClosed());
        if (state.Book.Find(ask.Resident) is not { HasSeat: true } signUp)
            return Decision.Reject(new CommunityEventRejection.NotSignedUp());
        if (signUp.Records is not [.., var last])
            return Decision.Reject(new CommunityEventRejection.NotCheckedIn());
        if (!last.IsOpen)
            return Decision.Already(CheckOutReply.Of(signUp, @event));
        if (state is CommunityEvent.Settled || Open(signUp, @event, now) is null)
            return Decision.Reject(new CommunityEventRejection.CheckOutClosed());
        if (IsElsewhere(@event, ask.Presence))
            return Decision.Reject(new CommunityEventRejection.OutsidePlace());

        return Close(
            new CommunityEventFact.CheckedOut(ask.Resident, last.CheckedInAt, ask.Presence), ask.Resident, @event, now);
    }

    public static Decision CloseRecord(CommunityEventCommand.CloseRecord ask, CommunityEvent state, DateTimeOffset now)
    {
        if (state is not CommunityEvent.Published @event)
            return Unpublished(state, new CommunityEventRejection.EventSettled());
        if (@event.Book.Find(ask.Resident) is not { HasSeat: true } signUp)
            return Decision.Reject(new CommunityEventRejection.NoSuchSignUp());
        if (signUp.Records.Any(record => record.OutBy == RecordedBy.Staff && record.CheckedOutAt == ask.At))
            return Decision.Already(CheckOutReply.Of(signUp, @event));
        if (!signUp.Records.Any(record => record.IsOpen))
            return Decision.Reject(new CommunityEventRejection.NoOpenRecord());
        if (string.IsNullOrWhiteSpace(ask.Reason))
            return Decision.Reject(new CommunityEventRejection.ReasonMissing());

        // A record forgotten in an earlier session may be open beside the current one: the time says which is meant.
        var record = signUp.Records.LastOrDefault(record => record.IsOpen && record.CheckedInAt < ask.At);
        if (record == default || ask.At > now)
            return Decision.Reject(new CommunityEventRejection.CloseTimeInvalid());
        return Close(
            new CommunityEventFact.RecordClosed(ask.Resident, record.CheckedInAt, ask.At, ask.Reason),
            ask.Resident, @event, now);
    }

    private static Decision Close(
        CommunityEventFact fact, Residents.ResidentId resident, CommunityEvent.Published @event, DateTimeOffset now)
    {
        var closed = CommunityEvent.Evolve(@event, fact, now).Book.All[resident];
        return Decision.Accept(CheckOutReply.Of(closed, @event), fact);
    }

    /// <summary>The stay that can still be checked out of; one forgotten in an earlier stretch is not it.</summary>
    private static AttendanceRecord? Open(SignUp signUp, CommunityEvent.Published @event, DateTimeOffset now)
    {
        if (signUp.Records is not [.., { IsOpen: true } last])
            return null;
        var stretches = Attendance.Stretches(@event.Details.Sessions, @event.Rules);
        return Attendance.At(stretches, last.CheckedInAt)?.ClosesAt >= now ? last : null;
    }

    private static CommunityEventRejection? NotNow(CommunityEvent.Published @event, DateTimeOffset now)
    {
        var ahead = @event.Details.Sessions.Where(session => now < session.EndsAt).ToList();
        if (ahead.Count == 0)
            return new CommunityEventRejection.CheckInClosed();
        var opensAt = ahead.Min(session => session.StartsAt).AddMinutes(-@event.Rules.CheckInOpensMinutes);
        return now < opensAt ? new CommunityEventRejection.CheckInNotOpen(opensAt) : null;
    }

    /// <summary>A missing position is noted as code only (DOMAIN.md, Volunteering).</summary>
    private static bool IsElsewhere(CommunityEvent.Published @event, Presence presence) =>
        @event.Details.LocationRequired && presence.Place == PresencePlace.Outside;

    private static Decision Unpublished(CommunityEvent state, CommunityEventRejection settled) => state switch
    {
        CommunityEvent.Cancelled => Decision.Reject(new CommunityEventRejection.EventCancelled()),
        CommunityEvent.Settled => Decision.Reject(settled),
        _ => Decision.Reject(new CommunityEventRejection.NoSuchEvent()),
    };
}
