using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.CommunityEvents;

/// <summary>Signing up, cancelling, approving, and claims of time that no sign-up uses.</summary>
internal static class SignUpDecisions
{
    public static Decision SignUp(CommunityEventCommand.SignUp ask, CommunityEvent state, DateTimeOffset now)
    {
        if (Refusal(state, ask.Resident, now, ask.ClaimNumber, ask.IsVolunteer) is { } refusal)
            return Decision.Reject(refusal);

        var @event = (CommunityEvent.Published)state;
        var status = RoomToSignUp(@event)!.Value;
        var sequence = @event.Book.LastSequence + 1;
        return Decision.Accept(
            new SignUpReply(status, sequence, status == SignUpStatus.Waiting ? @event.Book.Waiting.Count + 1 : null),
            new CommunityEventFact.SignedUp(ask.Resident, sequence, ask.ClaimNumber, status, ask.IsVolunteer));
    }

    /// <summary>Why a sign-up is refused, or null. What is left out counts as fitting.</summary>
    public static CommunityEventRejection? Refusal(
        CommunityEvent state, ResidentId resident, DateTimeOffset now, int claim = int.MaxValue, bool isVolunteer = true)
    {
        if (state is not CommunityEvent.Published @event)
            return WhyUnpublished(state, new CommunityEventRejection.SignUpClosed());
        return (@event.Book.Find(resident), @event) switch
        {
            ({ Counts: true }, _) => new CommunityEventRejection.AlreadySignedUp(),
            _ when now < @event.SignUpOpensAt => new CommunityEventRejection.SignUpNotOpen(@event.SignUpOpensAt),
            _ when @event.HasClosed(now) => new CommunityEventRejection.SignUpClosed(),
            _ when claim <= @event.Book.DeadClaim(resident) => new CommunityEventRejection.ClaimLapsed(),
            _ when @event.Details.VolunteersOnly && !isVolunteer => new CommunityEventRejection.VolunteersOnly(),
            _ => RoomToSignUp(@event) is null ? new CommunityEventRejection.EventFull() : null,
        };
    }

    public static Decision Approve(ResidentId resident, CommunityEvent state, DateTimeOffset now)
    {
        if (state is not CommunityEvent.Published @event)
            return Unpublished(state, new CommunityEventRejection.EventSettled());
        if (@event.Book.Find(resident) is not { Counts: true } signUp)
            return Decision.Reject(new CommunityEventRejection.NoSuchSignUp());
        if (signUp.HasSeat)
            return Decision.Already(new SignUpReply(SignUpStatus.Confirmed, signUp.Sequence, null));
        if (@event.HasClosed(now))
            return Decision.Reject(new CommunityEventRejection.SignUpClosed());
        if (signUp.Status == SignUpStatus.Waiting)
            return Decision.Already(Reply(@event, resident));
        if (Room(@event) is not { } status)
            return Decision.Reject(new CommunityEventRejection.EventFull());

        var approved = new CommunityEventFact.SignUpApproved(resident, status, @event.CancelStaysFree(now));
        return Decision.Accept(Reply(CommunityEvent.Evolve(@event, approved, now), resident), approved);
    }

    public static Decision Cancel(ResidentId resident, CommunityEvent state, DateTimeOffset now)
    {
        var signUp = state.Book.Find(resident);
        if (state is CommunityEvent.Unknown or CommunityEvent.Draft)
            return Decision.Reject(new CommunityEventRejection.NoSuchEvent());
        if (signUp is null)
            return Decision.Reject(new CommunityEventRejection.NoSuchSignUp());
        if (!signUp.Counts || state is CommunityEvent.Cancelled)
            return Decision.Already();
        if (state is not CommunityEvent.Published @event || @event.HasEnded(now))
            return Decision.Reject(new CommunityEventRejection.EventFinished());
        if (signUp.Status == SignUpStatus.Attended)
            return Decision.Reject(new CommunityEventRejection.AlreadyCheckedIn());

        var isFree = signUp.Status != SignUpStatus.Confirmed || signUp.CancelStaysFree
            || now <= @event.Details.FirstStart().AddHours(-@event.Rules.FreeCancelHours);
        return End(
            new(resident, signUp.ClaimNumber, signUp.Status, isFree ? null : @event.Details.FirstStart()), @event, now);
    }

    public static Decision LetGo(ResidentId resident, int claimNumber, CommunityEvent state, DateTimeOffset now) =>
        state is CommunityEvent.Published @event && !@event.HasEnded(now)
            && state.Book.Find(resident) is { Counts: true, Status: not SignUpStatus.Attended } signUp
            ? End(new(resident, signUp.ClaimNumber, signUp.Status, NoShowAt: null), @event, now)
            : ReviewClaim(resident, claimNumber, state);

    /// <summary>In every kind of state, so that a claim never outlives what it was made for.</summary>
    public static Decision ReviewClaim(ResidentId resident, int claimNumber, CommunityEvent state)
    {
        var isUsed = state.Book.Find(resident) is { Counts: true } signUp && signUp.ClaimNumber >= claimNumber;
        return isUsed || state.Book.DeadClaim(resident) >= claimNumber
            ? Decision.Already()
            : Decision.Accept(new CommunityEventFact.ClaimDeclaredDead(resident, claimNumber));
    }

    private static Decision End(
        CommunityEventFact.SignUpCancelled cancelled, CommunityEvent.Published @event, DateTimeOffset now) =>
        @event.HasClosed(now) ? Decision.Accept(cancelled) : Chunks.WithNext([cancelled], @event, now);

    private static SignUpStatus? RoomToSignUp(CommunityEvent.Published @event) =>
        @event.Details.NeedsApproval ? RoomForRequest(@event) : Room(@event);

    /// <summary>What a newcomer gets; null when all is taken.</summary>
    private static SignUpStatus? Room(CommunityEvent.Published @event)
    {
        var waiting = @event.Book.Waiting.Count;
        if (@event.Free > 0 && waiting == 0)
            return SignUpStatus.Confirmed;

        // While a higher capacity moves many up in chunks, seats are free and still nobody jumps the line.
        var movingUp = Math.Clamp(@event.Free, 0, waiting);
        return waiting - movingUp < @event.Details.WaitListLength() ? SignUpStatus.Waiting : null;
    }

    private static SignUpStatus? RoomForRequest(CommunityEvent.Published @event)
    {
        var seats = (long)@event.Details.Capacity + @event.Details.WaitListLength();
        return @event.Book.Requested.Count < seats * EventLimits.RequestsPerSeatMax ? SignUpStatus.Requested : null;
    }

    private static SignUpReply Reply(CommunityEvent state, ResidentId resident)
    {
        var signUp = state.Book.All[resident];
        return signUp.Status == SignUpStatus.Waiting
            ? new(signUp.Status, signUp.Sequence, state.Book.Waiting.IndexOf(new(signUp.Sequence, resident)) + 1)
            : new(signUp.Status, signUp.Sequence, null);
    }

    private static Decision Unpublished(CommunityEvent state, CommunityEventRejection settled) =>
        Decision.Reject(WhyUnpublished(state, settled));

    private static CommunityEventRejection WhyUnpublished(CommunityEvent state, CommunityEventRejection settled) =>
        state switch
        {
            CommunityEvent.Cancelled => new CommunityEventRejection.EventCancelled(),
            CommunityEvent.Settled => settled,
            _ => new CommunityEventRejection.NoSuchEvent(),
        };
}
