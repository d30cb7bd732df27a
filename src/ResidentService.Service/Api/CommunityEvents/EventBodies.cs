using FluentValidation;
using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;

namespace ResidentService.Service.Api.CommunityEvents;

/// <summary>What writing and changing an event have in common.</summary>
public interface IEventFields
{
    string? Title { get; }
    string? Description { get; }
    DateTimeOffset? StartsAt { get; }
    DateTimeOffset? EndsAt { get; }
    IReadOnlyList<SessionBody>? Sessions { get; }
    DateTimeOffset? SignUpOpensAt { get; }
    DateTimeOffset? SignUpClosesAt { get; }
    int? WaitListCapacity { get; }
    PlaceBody? Place { get; }
    int? MinimumAge { get; }
    int? PointsPerHour { get; }
    string? PrivateDetails { get; }
}

/// <summary>One session is given by its start and end, several by <paramref name="Sessions"/>.</summary>
/// <param name="PrivateDetails">Shown only to those confirmed and to staff.</param>
public sealed record NewEvent(
    CommunityId CommunityId,
    string Title,
    string? Description,
    DateTimeOffset? StartsAt,
    DateTimeOffset? EndsAt,
    IReadOnlyList<SessionBody>? Sessions,
    DateTimeOffset? SignUpOpensAt,
    DateTimeOffset? SignUpClosesAt,
    int Capacity,
    int? WaitListCapacity,
    PlaceBody? Place,
    bool? LocationRequired,
    bool? VolunteersOnly,
    bool? NeedsApproval,
    int? MinimumAge,
    int? PointsPerHour,
    string? PrivateDetails) : IEventFields
{
    public EventDetails ToDetails() => new(
        Title.Trim(), Description, EventTimes.Of(this) ?? [], EventTimes.Local(SignUpOpensAt),
        EventTimes.Local(SignUpClosesAt), Capacity, WaitListCapacity, Place?.ToPlace(), LocationRequired ?? false,
        VolunteersOnly ?? false, NeedsApproval ?? false, MinimumAge, PointsPerHour, PrivateDetails);

    public sealed class Rules : EventFieldRules<NewEvent>
    {
        public Rules()
        {
            RuleFor(body => body.CommunityId).NotEmpty();
            RuleFor(body => body.Title).NotEmpty();
            RuleFor(body => body.Capacity).InclusiveBetween(1, EventLimits.CapacityMax);
            RuleFor(body => body.StartsAt).NotNull().When(body => body.Sessions is null);
            RuleFor(body => body.EndsAt).NotNull().When(body => body.Sessions is null);
        }
    }
}

/// <summary>Fields that are absent stay as they are.</summary>
public sealed record ChangeEvent(
    string? Title,
    string? Description,
    DateTimeOffset? StartsAt,
    DateTimeOffset? EndsAt,
    IReadOnlyList<SessionBody>? Sessions,
    DateTimeOffset? SignUpOpensAt,
    DateTimeOffset? SignUpClosesAt,
    int? Capacity,
    int? WaitListCapacity,
    PlaceBody? Place,
    bool? LocationRequired,
    bool? VolunteersOnly,
    bool? NeedsApproval,
    int? MinimumAge,
    int? PointsPerHour,
    string? PrivateDetails) : IEventFields
{
    public EventDetails Over(EventDetails old) => new(
        Title?.Trim() ?? old.Title,
        Description ?? old.Description,
        EventTimes.Of(this, old.Sessions) ?? old.Sessions,
        EventTimes.Local(SignUpOpensAt) ?? old.SignUpOpensAt,
        EventTimes.Local(SignUpClosesAt) ?? old.SignUpClosesAt,
        Capacity ?? old.Capacity,
        WaitListCapacity ?? old.WaitListCapacity,
        Place?.ToPlace() ?? old.Place,
        LocationRequired ?? old.LocationRequired,
        VolunteersOnly ?? old.VolunteersOnly,
        NeedsApproval ?? old.NeedsApproval,
        MinimumAge ?? old.MinimumAge,
        PointsPerHour ?? old.PointsPerHour,
        PrivateDetails ?? old.PrivateDetails);

    public sealed class Rules : EventFieldRules<ChangeEvent>
    {
        public Rules()
        {
            RuleFor(body => body.Title).NotEmpty().When(body => body.Title is not null);
            RuleFor(body => body.Capacity).InclusiveBetween(1, EventLimits.CapacityMax);
        }
    }
}

public sealed record SessionBody(DateTimeOffset? StartsAt, DateTimeOffset? EndsAt)
{
    public Session ToSession() =>
        new(Calendar.Local(StartsAt.GetValueOrDefault()), Calendar.Local(EndsAt.GetValueOrDefault()));

    public sealed class Rules : AbstractValidator<SessionBody>
    {
        public Rules()
        {
            RuleFor(body => body.StartsAt).NotNull().Must(EventTimes.AreUsual);
            RuleFor(body => body.EndsAt).NotNull().Must(EventTimes.AreUsual)
                .Must((body, end) => end is null || body.StartsAt is null || end > body.StartsAt)
                .WithMessage(_ => EventTimes.EndBeforeStart);
        }
    }
}

/// <param name="RadiusMetres">Within which a check-in counts as present.</param>
public sealed record PlaceBody(string Name, double? Latitude, double? Longitude, int? RadiusMetres)
{
    public EventPlace ToPlace() => new(
        Name.Trim(), Latitude.GetValueOrDefault(), Longitude.GetValueOrDefault(), RadiusMetres.GetValueOrDefault());

    public sealed class Rules : AbstractValidator<PlaceBody>
    {
        public Rules()
        {
            RuleFor(body => body.Name).NotEmpty().MaximumLength(100);
            RuleFor(body => body.Latitude).NotNull().InclusiveBetween(-90, 90);
            RuleFor(body => body.Longitude).NotNull().InclusiveBetween(-180, 180);
            RuleFor(body => body.RadiusMetres).NotNull().InclusiveBetween(1, EventLimits.RadiusMetresMax);
        }
    }
}

/// <summary>Why: of cancelling an event, of excusing a no-show.</summary>
public sealed record GiveReason(string Reason)
{
    public const int LengthMax = 300;

    public sealed class Rules : AbstractValidator<GiveReason>
    {
        public Rules() => RuleFor(body => body.Reason).NotEmpty().MaximumLength(LengthMax);
    }
}

/// <summary>The rules of the fields that both have; how they fit together is the domain's matter.</summary>
public abstract class EventFieldRules<T> : AbstractValidator<T> where T : IEventFields
{
    protected EventFieldRules()
    {
        RuleFor(body => body.Title).MaximumLength(100);
        RuleFor(body => body.Description).MaximumLength(4_000);
        RuleFor(body => body.PrivateDetails).MaximumLength(500);
        RuleFor(body => body.StartsAt).Must(EventTimes.AreUsual);
        RuleFor(body => body.EndsAt).Must(EventTimes.AreUsual)
            .Must((body, end) => end is null || body.StartsAt is null || end > body.StartsAt)
            .WithMessage(_ => EventTimes.EndBeforeStart);
        RuleFor(body => body.SignUpOpensAt).Must(EventTimes.AreUsual);
        RuleFor(body => body.SignUpClosesAt).Must(EventTimes.AreUsual);
        RuleFor(body => body.Sessions).Must(sessions => sessions is null or { Count: >= 1 and <= EventLimits.SessionsMax })
            .Must((body, sessions) => sessions is null || (body.StartsAt is null && body.EndsAt is null))
            .WithMessage(_ => Language.Pick(
                "请填写开始和结束时间，或者填写时段，不要都填。", "Please give start and end, or sessions, but not both."));
        RuleForEach(body => body.Sessions).NotNull().SetValidator(new SessionBody.Rules());
        RuleFor(body => body.WaitListCapacity).InclusiveBetween(0, EventLimits.CapacityMax);
        RuleFor(body => body.Place!).SetValidator(new PlaceBody.Rules()).When(body => body.Place is not null);
        RuleFor(body => body.MinimumAge).InclusiveBetween(0, EventLimits.AgeMax);
        RuleFor(body => body.PointsPerHour).InclusiveBetween(0, EventLimits.PointsPerHourMax);
    }
}

/// <summary>Times as bodies give them.</summary>
internal static class EventTimes
{
    private static readonly DateTimeOffset Earliest = new(2020, 1, 1, 0, 0, 0, Calendar.Offset);
    private static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, Calendar.Offset);

    public static string EndBeforeStart =>
        Language.Pick("结束时间要晚于开始时间，请修改。", "The end must come after the start. Please change it.");

    /// <summary>Far enough from the ends of the calendar to count hours before and after.</summary>
    public static bool AreUsual(DateTimeOffset? time) => time is null || (time >= Earliest && time < Latest);

    public static DateTimeOffset? Local(DateTimeOffset? time) => time is { } given ? Calendar.Local(given) : null;

    /// <summary>
    /// The sessions that a body gives; null where it gives none. One end alone moves a single session's.
    /// </summary>
    public static IReadOnlyList<Session>? Of(IEventFields body, IReadOnlyList<Session>? old = null)
    {
        if (body.Sessions is { } sessions)
            return [.. sessions.Select(session => session.ToSession())];
        if (body.StartsAt is null && body.EndsAt is null)
            return null;
        var start = body.StartsAt ?? old?.Min(session => session.StartsAt);
        var end = body.EndsAt ?? old?.Max(session => session.EndsAt);
        return start is { } from && end is { } to ? [new(Calendar.Local(from), Calendar.Local(to))] : null;
    }
}
