using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Residents;

namespace ResidentService.Service.Api.CommunityEvents;

public sealed record EventDrafted(EventId EventId);

/// <summary>An event in a list.</summary>
/// <param name="DistanceMetres">From the point that was asked for.</param>
public sealed record EventItem(
    EventId EventId,
    CommunityId CommunityId,
    string Title,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    DateTimeOffset SignUpOpensAt,
    DateTimeOffset SignUpClosesAt,
    int Capacity,
    int Confirmed,
    int Waiting,
    EventStatus Status,
    EventPlace? Place,
    int? DistanceMetres);

/// <summary>An event with its details.</summary>
/// <param name="StartsAt">Of the first session.</param>
/// <param name="EndsAt">Of the last session.</param>
/// <param name="WaitListCapacity">Null: as long as the capacity.</param>
/// <param name="PrivateDetails">For those who have a seat, and for staff.</param>
/// <param name="Mine">The own sign-up of who is signed in.</param>
public sealed record EventAnswer(
    EventId EventId,
    CommunityId CommunityId,
    string Title,
    string? Description,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    IReadOnlyList<Session> Sessions,
    DateTimeOffset? SignUpOpensAt,
    DateTimeOffset? SignUpClosesAt,
    int Capacity,
    int? WaitListCapacity,
    int Confirmed,
    int Waiting,
    int Requested,
    EventStatus Status,
    EventPlace? Place,
    bool LocationRequired,
    bool VolunteersOnly,
    bool NeedsApproval,
    int? MinimumAge,
    int? PointsPerHour,
    string? PrivateDetails,
    string? CancelReason,
    SignUpAnswer? Mine)
{
    public static EventAnswer Of(EventView view, bool isStaff)
    {
        var details = view.Details;
        return new(
            view.Id, view.Community, details.Title, details.Description, details.FirstStart(), details.LastEnd(),
            details.Sessions, view.SignUpOpensAt, view.SignUpClosesAt, details.Capacity, details.WaitListCapacity,
            view.Confirmed, view.Waiting, view.Requested, view.Status, details.Place, details.LocationRequired,
            details.VolunteersOnly, details.NeedsApproval, details.MinimumAge, details.PointsPerHour,
            view.SeesPrivateDetails || isStaff ? details.PrivateDetails : null, view.CancelReason,
            view.Mine is { } mine ? new(mine.Status, mine.Sequence, mine.WaitPosition) : null);
    }
}

/// <param name="Sequence">The place in the order of all sign-ups of the event.</param>
/// <param name="WaitPosition">From 1, only for those waiting.</param>
public sealed record SignUpAnswer(SignUpStatus Status, int Sequence, int? WaitPosition)
{
    public static SignUpAnswer Of(SignUpReply reply) => new(reply.Status, reply.Sequence, reply.WaitPosition);
}

/// <summary>A sign-up as staff see it.</summary>
/// <param name="DisplayName">Null when none was given; 已注销 when the account was deleted.</param>
public sealed record SignUpItem(ResidentId ResidentId, string? DisplayName, SignUpStatus Status, int Sequence);

/// <summary>A sign-up as its owner sees it.</summary>
public sealed record MySignUpItem(
    EventId EventId,
    CommunityId CommunityId,
    string Title,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    EventStatus EventStatus,
    SignUpStatus Status,
    int Sequence,
    DateTimeOffset SignedUpAt);

/// <param name="ExpiresAt">When the next one is shown; this one is accepted for a moment longer.</param>
public sealed record CheckInCodeAnswer(string Code, DateTimeOffset ExpiresAt);

public sealed record CheckInAnswer(DateTimeOffset CheckedInAt);

/// <param name="Minutes">Signed minutes at this event so far.</param>
/// <param name="PendingPoints">What they come to before the caps, once the event is settled.</param>
public sealed record CheckOutAnswer(int Minutes, int PendingPoints)
{
    public static CheckOutAnswer Of(CheckOutReply reply) => new(reply.Minutes, reply.PendingPoints.Value);
}

/// <summary>Whose card it was, and what the scan did.</summary>
public sealed record StaffScanAnswer(
    ResidentId ResidentId, DateTimeOffset? CheckedInAt, int? Minutes, int? PendingPoints);

/// <summary>What will be awarded.</summary>
public sealed record SettleAnswer(int Volunteers, long Minutes, long Points);
