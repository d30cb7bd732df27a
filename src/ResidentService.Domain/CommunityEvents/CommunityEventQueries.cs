using System.Collections.Immutable;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.CommunityEvents;

/// <summary>An event as it is now, and the viewer's own part in it; null if there is none.</summary>
public sealed record GetEvent(DateTimeOffset Now, ResidentId? Viewer = null) : IQuery<CommunityEvent, EventView?>
{
    public EventView? Answer(CommunityEvent state) => state switch
    {
        CommunityEvent.Draft draft => View(state, draft.Id, draft.Community, draft.Details, null),
        CommunityEvent.Published published =>
            View(state, published.Id, published.Community, published.Details, published),
        CommunityEvent.Cancelled cancelled =>
            View(state, cancelled.Id, cancelled.Community, cancelled.Details, cancelled.Window),
        CommunityEvent.Settled { Event: var settled } =>
            View(state, settled.Id, settled.Community, settled.Details, settled),
        _ => null,
    };

    private EventView View(
        CommunityEvent state, EventId id, CommunityId community, EventDetails details, CommunityEvent.Published? window)
    {
        // What is past due counts as lapsed without waiting for the deadline (DESIGN.md §6).
        var lapsed = window?.HasClosed(Now) ?? false;
        var cancelled = state as CommunityEvent.Cancelled;
        var mine = Viewer is { } viewer && state.Book.Find(viewer) is { } signUp
            ? Mine(state, viewer, signUp, lapsed)
            : null;
        return new EventView(id, community, details, state.StatusAt(Now))
        {
            Rules = window?.Rules,
            SignUpOpensAt = window?.SignUpOpensAt ?? details.SignUpOpensAt,
            SignUpClosesAt = window?.SignUpClosesAt ?? details.SignUpClosesAt,
            CancelReason = cancelled?.Reason,
            Confirmed = cancelled is null ? state.Book.Seated : 0,
            Waiting = cancelled is null && !lapsed ? state.Book.Waiting.Count : 0,
            Requested = cancelled is null && !lapsed ? state.Book.Requested.Count : 0,
            Mine = mine,
            SeesPrivateDetails = mine?.Status is SignUpStatus.Confirmed or SignUpStatus.Attended,
        };
    }

    private static MySignUp Mine(CommunityEvent state, ResidentId viewer, SignUp signUp, bool lapsed)
    {
        var phase = state switch
        {
            CommunityEvent.Cancelled => SignUpPhase.Cancelled,
            CommunityEvent.Settled when state.Book.TellsNoShows => SignUpPhase.SettledByCheckIns,
            _ => lapsed ? SignUpPhase.Closed : SignUpPhase.Open,
        };
        var status = signUp.Status.In(phase);
        int? position = status == SignUpStatus.Waiting
            ? state.Book.Waiting.IndexOf(new(signUp.Sequence, viewer)) + 1
            : null;
        return new(status, signUp.Sequence, position, signUp.ClaimNumber);
    }
}

/// <param name="Details">
/// With the private ones: the edge shows those only where <see cref="SeesPrivateDetails"/>, or to staff.
/// </param>
public sealed record EventView(EventId Id, CommunityId Community, EventDetails Details, EventStatus Status)
{
    /// <summary>Null until published.</summary>
    public EventRules? Rules { get; init; }

    public DateTimeOffset? SignUpOpensAt { get; init; }

    public DateTimeOffset? SignUpClosesAt { get; init; }

    public string? CancelReason { get; init; }

    public int Confirmed { get; init; }

    public int Waiting { get; init; }

    public int Requested { get; init; }

    public MySignUp? Mine { get; init; }

    /// <summary>Whether the viewer has a seat.</summary>
    public bool SeesPrivateDetails { get; init; }
}

/// <param name="WaitPosition">From 1, only for those waiting.</param>
public sealed record MySignUp(SignUpStatus Status, int Sequence, int? WaitPosition, int ClaimNumber);

/// <summary>A person's stays at an event, from which minutes and points follow; null if they never signed up.</summary>
public sealed record GetRecord(ResidentId Resident) : IQuery<CommunityEvent, ServiceRecord?>
{
    public ServiceRecord? Answer(CommunityEvent state)
    {
        if (state.Window() is not { } window || state.Book.Find(Resident) is not { } signUp)
            return null;
        var total = CheckOutReply.Of(signUp, window);
        return new(Resident, signUp.IsVolunteer, signUp.Records, total.Minutes, total.PendingPoints);
    }
}

/// <param name="PendingPoints">What the minutes come to before the caps; 0 for who is no volunteer.</param>
public sealed record ServiceRecord(
    ResidentId Resident, bool IsVolunteer, ImmutableArray<AttendanceRecord> Records, int Minutes, Amount PendingPoints);

/// <summary>What of an event's state changes how its sign-ups are to be read.</summary>
public enum SignUpPhase
{
    Open,

    /// <summary>Sign-up is over.</summary>
    Closed,

    /// <summary>Settled, and somebody had checked in.</summary>
    SettledByCheckIns,
    Cancelled,
}

/// <summary>
/// What the signing up of a person would meet in the last committed state. A refusal here spares the actor a command;
/// the decision itself stays with the actor.
/// </summary>
public sealed record GetSignUpTerms(ResidentId Resident, DateTimeOffset Now) : IQuery<CommunityEvent, SignUpTerms>
{
    public SignUpTerms Answer(CommunityEvent state)
    {
        // Who ever signed up goes on to the actor: only it can tell a repeated command from a new one.
        var isKnown = state.Book.Find(Resident) is not null;
        var refusal = isKnown ? null : SignUpDecisions.Refusal(state, Resident, Now);
        return state.Window() is { } window
            ? new(refusal, window.Details, window.Rules)
            : new(refusal ?? new CommunityEventRejection.NoSuchEvent(), null, null);
    }
}

/// <param name="Details">Null, like the rules, for what was never published.</param>
public sealed record SignUpTerms(CommunityEventRejection? Refusal, EventDetails? Details, EventRules? Rules);

public static class EventStatuses
{
    public static EventStatus StatusAt(this CommunityEvent state, DateTimeOffset now) => state switch
    {
        CommunityEvent.Published published when published.HasEnded(now) => EventStatus.Finished,
        CommunityEvent.Published published when now >= published.Details.FirstStart() => EventStatus.Running,
        CommunityEvent.Published => EventStatus.Published,
        CommunityEvent.Cancelled => EventStatus.Cancelled,
        CommunityEvent.Settled => EventStatus.Settled,
        _ => EventStatus.Draft,
    };

    /// <summary>
    /// A sign-up's status as people see it. What is past due or comes with the event's own end counts at once, without
    /// waiting for the chunks that write it down (DESIGN.md §6, Deadlines).
    /// </summary>
    public static SignUpStatus In(this SignUpStatus status, SignUpPhase phase) => (status, phase) switch
    {
        (SignUpStatus.Cancelled or SignUpStatus.Lapsed, _) => status,
        (_, SignUpPhase.Cancelled) => SignUpStatus.Cancelled,
        (SignUpStatus.Confirmed, SignUpPhase.SettledByCheckIns) => SignUpStatus.NoShow,
        (SignUpStatus.Waiting or SignUpStatus.Requested, not SignUpPhase.Open) => SignUpStatus.Lapsed,
        _ => status,
    };

    /// <summary>The event as it was published; null if it never was.</summary>
    internal static CommunityEvent.Published? Window(this CommunityEvent state) => state switch
    {
        CommunityEvent.Published published => published,
        CommunityEvent.Settled settled => settled.Event,
        CommunityEvent.Cancelled cancelled => cancelled.Window,
        _ => null,
    };
}
