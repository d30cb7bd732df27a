using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.CommunityEvents;

public abstract record CommunityEventCommand : ICommand
{
    private CommunityEventCommand() { }

    public sealed record Draft(EventId Event, CommunityId Community, EventDetails Details) : CommunityEventCommand;

    /// <summary>A draft takes everything; once published, title, description and a higher capacity change.</summary>
    /// <param name="Over">The details to which the change was made; null: whatever they are.</param>
    public sealed record Change(EventDetails Details, EventDetails? Over = null) : CommunityEventCommand;

    public sealed record Publish(EventRules Rules) : CommunityEventCommand;

    public sealed record Cancel(string Reason) : CommunityEventCommand;

    /// <param name="ClaimNumber">Of the claim of time that the resident's actor has made for this sign-up.</param>
    public sealed record SignUp(ResidentId Resident, int ClaimNumber, bool IsVolunteer) : CommunityEventCommand;

    public sealed record CancelSignUp(ResidentId Resident) : CommunityEventCommand;

    public sealed record Approve(ResidentId Resident) : CommunityEventCommand;

    /// <summary>
    /// Asks whether a claim is used: unless the resident is signed up with it, it is declared dead here, so that it
    /// can be released there. After that no sign-up with this claim is accepted. A reaction.
    /// </summary>
    public sealed record ReviewClaim(ResidentId Resident, int ClaimNumber) : CommunityEventCommand;

    /// <summary>
    /// The resident's account was deleted: their sign-up ends without being a no-show, and none can follow with this
    /// claim. Who has checked in stays in the record. A reaction.
    /// </summary>
    public sealed record LetGo(ResidentId Resident, int ClaimNumber) : CommunityEventCommand;

    /// <summary>The start is near: who has a seat is reminded. A deadline.</summary>
    public sealed record Remind : CommunityEventCommand;

    /// <summary>Sign-up has closed: who still waits lapses. A deadline.</summary>
    public sealed record LapseWaiting : CommunityEventCommand;

    public sealed record CheckIn(ResidentId Resident, Presence Presence, bool IsVolunteer) : CommunityEventCommand;

    public sealed record CheckOut(ResidentId Resident, Presence Presence) : CommunityEventCommand;

    /// <summary>Staff close a record that was left open.</summary>
    public sealed record CloseRecord(ResidentId Resident, DateTimeOffset At, string Reason) : CommunityEventCommand;

    /// <summary>By staff, or a reaction when an event settles by itself: what is over is then no refusal.</summary>
    public sealed record Settle(EarningRules Rules) : CommunityEventCommand;

    /// <summary>
    /// The next chunk of what remains to do: moving up, lapsing, telling, awards and no-shows after settling, claims to
    /// release after cancelling. A reaction.
    /// </summary>
    public sealed record Continue : CommunityEventCommand;
}

/// <param name="Status">Requested, confirmed or waiting.</param>
/// <param name="WaitPosition">From 1, only for those waiting.</param>
[Named("event.sign-up.reply.v1")]
public sealed record SignUpReply(SignUpStatus Status, int Sequence, int? WaitPosition) : IReply;

[Named("event.check-in.reply.v1")]
public sealed record CheckInReply(DateTimeOffset CheckedInAt) : IReply;

/// <param name="Minutes">Signed minutes of this person at this event so far.</param>
/// <param name="PendingPoints">What they come to before the caps; 0 for who is no volunteer.</param>
[Named("event.check-out.reply.v1")]
public sealed record CheckOutReply(int Minutes, Amount PendingPoints) : IReply
{
    /// <summary>The earning rules come only with settling; until then their default is shown.</summary>
    internal static CheckOutReply Of(SignUp signUp, CommunityEvent.Published @event)
    {
        var pointsPerHour = @event.Details.PointsPerHour ?? new EarningRules().PointsPerHour;
        var days = Attendance.Days(signUp.Records, @event.Details.Sessions, @event.Rules, pointsPerHour);
        var points = signUp.IsVolunteer ? days.Sum(day => (long)day.Points.Value) : 0;
        return new(days.Sum(day => day.Minutes), Amount.Of(points));
    }
}

/// <param name="Volunteers">Who earned minutes.</param>
/// <param name="Points">With the cap of each day, before what else was earned on it.</param>
[Named("event.settle.reply.v1")]
public sealed record SettleReply(int Volunteers, long Minutes, long Points) : IReply;

/// <summary>Writing and publishing stand here; SignUp-, Attendance- and SettlingDecisions have the rest.</summary>
public static class CommunityEventDecider
{
    public static Decider<CommunityEventCommand, CommunityEventFact, CommunityEvent> Value { get; } =
        new("event", new CommunityEvent.Unknown(), Decide, CommunityEvent.Evolve);

    public static Decision Decide(CommunityEventCommand command, CommunityEvent state, Context context) =>
        command switch
        {
            CommunityEventCommand.Draft draft => Draft(draft, state),
            CommunityEventCommand.Change change => Change(change, state, context.At),
            CommunityEventCommand.Publish(var rules) => Publish(rules, state, context.At),
            CommunityEventCommand.Cancel(var reason) => Cancel(reason, state, context.At),
            CommunityEventCommand.SignUp signUp => SignUpDecisions.SignUp(signUp, state, context.At),
            CommunityEventCommand.CancelSignUp(var resident) => SignUpDecisions.Cancel(resident, state, context.At),
            CommunityEventCommand.Approve(var resident) => SignUpDecisions.Approve(resident, state, context.At),
            CommunityEventCommand.ReviewClaim(var resident, var claim) =>
                SignUpDecisions.ReviewClaim(resident, claim, state),
            CommunityEventCommand.LetGo(var resident, var claim) =>
                SignUpDecisions.LetGo(resident, claim, state, context.At),
            CommunityEventCommand.Remind => TellingDecisions.Remind(state, context.At),
            CommunityEventCommand.LapseWaiting => Lapse(state, context.At),
            CommunityEventCommand.CheckIn checkIn => AttendanceDecisions.CheckIn(checkIn, state, context.At),
            CommunityEventCommand.CheckOut checkOut => AttendanceDecisions.CheckOut(checkOut, state, context.At),
            CommunityEventCommand.CloseRecord close => AttendanceDecisions.CloseRecord(close, state, context.At),
            CommunityEventCommand.Settle(var rules) => SettlingDecisions.Settle(rules, state, context),
            CommunityEventCommand.Continue => Chunks.Next(state, context.At) is { } chunk
                ? Decision.Accept(chunk)
                : Decision.Already(),
            _ => throw new InvalidOperationException(command.ToString()),
        };

    private static Decision Draft(CommunityEventCommand.Draft draft, CommunityEvent state) => state switch
    {
        CommunityEvent.Unknown => draft.Details.Fault() is { } fault
            ? Decision.Reject(fault)
            : Decision.Accept(new CommunityEventFact.Drafted(draft.Event, draft.Community, draft.Details)),
        CommunityEvent.Draft known when known.Community == draft.Community && known.Details.SameAs(draft.Details) =>
            Decision.Already(),
        CommunityEvent.Published known when known.Community == draft.Community && known.Details.SameAs(draft.Details) =>
            Decision.Already(),
        _ => Decision.Reject(new CommunityEventRejection.DraftedAlready()),
    };

    private static Decision Change(
        CommunityEventCommand.Change change, CommunityEvent state, DateTimeOffset now) => state switch
        {
            CommunityEvent.Unknown => Decision.Reject(new CommunityEventRejection.NoSuchEvent()),
            CommunityEvent.Cancelled => Decision.Reject(new CommunityEventRejection.EventCancelled()),
            CommunityEvent.Settled => Decision.Reject(new CommunityEventRejection.EventSettled()),
            CommunityEvent.Draft draft when Early(change, draft.Details) is { } decision => decision,
            CommunityEvent.Published published when Early(change, published.Details) is { } decision => decision,
            CommunityEvent.Published published => ChangePublished(change.Details, published, now),
            _ => Decision.Accept(new CommunityEventFact.Changed(change.Details)),
        };

    /// <summary>What can be said of a change however far the event is; else null.</summary>
    private static Decision? Early(CommunityEventCommand.Change change, EventDetails current)
    {
        if (current.SameAs(change.Details))
            return Decision.Already();
        if (change.Over is { } over && !over.SameAs(current))
            return Decision.Reject(new ChangedMeanwhile());
        return change.Details.Fault() is { } fault ? Decision.Reject(fault) : null;
    }

    private static Decision ChangePublished(
        EventDetails details, CommunityEvent.Published published, DateTimeOffset now)
    {
        if (published.HasEnded(now))
            return Decision.Reject(new CommunityEventRejection.EventFinished());
        var open = published.Details with
        {
            Title = details.Title,
            Description = details.Description,
            Capacity = Math.Max(details.Capacity, published.Details.Capacity),
        };
        if (!open.SameAs(details))
            return Decision.Reject(new CommunityEventRejection.EventPublished());
        var changed = new CommunityEventFact.Changed(details);
        return TellingDecisions.FirstOfChange(published.Details, published with { Details = details }) is { } told
            ? Chunks.WithNext([changed, told], published, now)
            : Chunks.WithNext([changed], published, now);
    }

    private static Decision Publish(EventRules rules, CommunityEvent state, DateTimeOffset now)
    {
        if (state is not CommunityEvent.Draft(var id, var community, var details))
        {
            return state switch
            {
                CommunityEvent.Unknown => Decision.Reject(new CommunityEventRejection.NoSuchEvent()),
                CommunityEvent.Cancelled => Decision.Reject(new CommunityEventRejection.EventCancelled()),
                _ => Decision.Already(),
            };
        }

        return details.LastEnd() <= now
            ? Decision.Reject(new CommunityEventRejection.EventFinished())
            : Decision.Accept(new CommunityEventFact.Published(
                id, community, details, rules,
                details.SignUpOpensAt ?? now, details.SignUpClosesAt ?? details.FirstStart()));
    }

    private static Decision Cancel(string reason, CommunityEvent state, DateTimeOffset now)
    {
        var known = state switch
        {
            CommunityEvent.Draft draft => (draft.Id, draft.Community),
            CommunityEvent.Published published => (published.Id, published.Community),
            _ => default,
        };
        return state switch
        {
            CommunityEvent.Unknown => Decision.Reject(new CommunityEventRejection.NoSuchEvent()),
            CommunityEvent.Cancelled => Decision.Already(),
            CommunityEvent.Settled => Decision.Reject(new CommunityEventRejection.EventSettled()),
            _ when string.IsNullOrWhiteSpace(reason) => Decision.Reject(new CommunityEventRejection.ReasonMissing()),
            _ => Chunks.WithNext([new CommunityEventFact.Cancelled(known.Id, known.Community, reason)], state, now),
        };
    }

    // What a settled event still has to lapse goes with its own chunks.
    private static Decision Lapse(CommunityEvent state, DateTimeOffset now) =>
        state is CommunityEvent.Published published && published.HasClosed(now) && Chunks.Next(state, now) is { } chunk
            ? Decision.Accept(chunk)
            : Decision.Already();
}
