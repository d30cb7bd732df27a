using System.Globalization;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Service.Api.Edge;
using Calendar = ResidentService.Domain.Kernel.Calendar;

namespace ResidentService.Service.Api.CommunityEvents;

/// <summary>Which events a list shows.</summary>
public sealed record WhichEvents
{
    [FromQuery(Name = "communityId")]
    public CommunityId? CommunityId { get; init; }

    /// <summary>Those that end after it: a time, or a day in Shanghai.</summary>
    [FromQuery(Name = "from")]
    public string? From { get; init; }

    /// <summary>Those that start before it: a time, or a day in Shanghai, which then counts in full.</summary>
    [FromQuery(Name = "to")]
    public string? To { get; init; }

    /// <summary>A point <c>latitude,longitude</c>; without <see cref="From"/> those that are not over.</summary>
    [FromQuery(Name = "near")]
    public string? Near { get; init; }

    public DateTimeOffset? EndingAfter() => TimeOf(From, dayEnds: false);

    public DateTimeOffset? StartingBefore() => TimeOf(To, dayEnds: true);

    public GeoPoint? Point() => PointOf(Near);

    public sealed class Rules : AbstractValidator<WhichEvents>
    {
        public Rules()
        {
            RuleFor(query => query.From).Must(text => text is null || TimeOf(text, dayEnds: false) is not null)
                .WithMessage(_ => TimeWanted());
            RuleFor(query => query.To).Must(text => text is null || TimeOf(text, dayEnds: true) is not null)
                .WithMessage(_ => TimeWanted());
            RuleFor(query => query.Near).Must(text => text is null || PointOf(text) is not null)
                .WithMessage(_ => Language.Pick("请按“纬度,经度”填写。", "Please give latitude,longitude."));
        }

        private static string TimeWanted() => Language.Pick(
            "请填写日期，或带时区的时间，例如 2026-05-04T09:00:00+08:00。",
            "Please give a day, or a time with its offset such as 2026-05-04T09:00:00+08:00.");
    }

    private static DateTimeOffset? TimeOf(string? text, bool dayEnds)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day))
            return IsUsual(Calendar.StartOf(day)) is { } midnight ? midnight.AddDays(dayEnds ? 1 : 0) : null;

        // A plus sign that nobody encoded arrives as a space.
        var given = text?.Replace(' ', '+');
        return DateTimeOffset.TryParseExact(
            given, ["yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"],
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? IsUsual(time)
            : null;
    }

    private static DateTimeOffset? IsUsual(DateTimeOffset time) => EventTimes.AreUsual(time) ? time : null;

    private static GeoPoint? PointOf(string? text) =>
        text?.Split(',') is [var latitude, var longitude]
        && double.TryParse(latitude, NumberStyles.Float, CultureInfo.InvariantCulture, out var north)
        && double.TryParse(longitude, NumberStyles.Float, CultureInfo.InvariantCulture, out var east)
        && GeoPoint.TryCreate(north, east, out var point)
            ? point
            : null;
}
