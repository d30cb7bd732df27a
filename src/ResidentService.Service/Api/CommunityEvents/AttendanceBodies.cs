using FluentValidation;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Kernel;

namespace ResidentService.Service.Api.CommunityEvents;

/// <param name="Latitude">GCJ-02, degrees; used for the distance and never kept.</param>
/// <param name="AccuracyMetres">As the phone states it.</param>
public sealed record ShowPresence(string Code, double? Latitude, double? Longitude, double? AccuracyMetres)
{
    /// <summary>More inaccuracy than this is not forgiven (DOMAIN.md, Volunteering).</summary>
    private const double AccuracyMetresMax = 200;

    /// <summary>The outcome of comparing the position with the event's place.</summary>
    public Presence At(EventPlace? place)
    {
        if (place is null || Latitude is not { } latitude || Longitude is not { } longitude)
            return new(PresenceBy.Code, PresencePlace.Unknown, null);
        var distance = GeoPoint.Of(place.Latitude, place.Longitude)
            .DistanceMetresTo(GeoPoint.Of(latitude, longitude));
        var reach = place.RadiusMetres + Math.Min(AccuracyMetres ?? 0, AccuracyMetresMax);
        return new(
            PresenceBy.Code,
            distance > reach ? PresencePlace.Outside : PresencePlace.Inside,
            (int)Math.Round(distance / 10) * 10);
    }

    public sealed class Rules : AbstractValidator<ShowPresence>
    {
        public Rules()
        {
            RuleFor(body => body.Code).NotEmpty().MaximumLength(64);
            RuleFor(body => body.Latitude).InclusiveBetween(-90, 90);
            RuleFor(body => body.Latitude).NotNull().When(body => body.Longitude is not null);
            RuleFor(body => body.Longitude).InclusiveBetween(-180, 180);
            RuleFor(body => body.Longitude).NotNull().When(body => body.Latitude is not null);
            RuleFor(body => body.AccuracyMetres).GreaterThanOrEqualTo(0);
        }
    }
}

public enum ScanDirection
{
    In,
    Out,
}

/// <param name="Code">Of a person's own card.</param>
public sealed record ScanCard(string Code, ScanDirection? Direction)
{
    public sealed class Rules : AbstractValidator<ScanCard>
    {
        public Rules()
        {
            RuleFor(body => body.Code).NotEmpty().MaximumLength(200);
            RuleFor(body => body.Direction).NotNull().IsInEnum();
        }
    }
}

public sealed record CloseRecord(DateTimeOffset? At, string Reason)
{
    public sealed class Rules : AbstractValidator<CloseRecord>
    {
        public Rules()
        {
            RuleFor(body => body.At).NotNull().Must(EventTimes.AreUsual);
            RuleFor(body => body.Reason).NotEmpty().MaximumLength(GiveReason.LengthMax);
        }
    }
}
