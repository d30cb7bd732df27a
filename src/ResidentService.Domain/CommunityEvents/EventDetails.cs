using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.CommunityEvents;

/// <summary>What a worker writes about an event. It stands in facts: change with care.</summary>
/// <param name="WaitListCapacity">Null: as long as the capacity.</param>
/// <param name="PointsPerHour">Null: as the community's earning rules say.</param>
/// <param name="PrivateDetails">Shown only to those confirmed: a door code, a phone.</param>
public sealed record EventDetails(
    string Title,
    string? Description,
    IReadOnlyList<Session> Sessions,
    DateTimeOffset? SignUpOpensAt,
    DateTimeOffset? SignUpClosesAt,
    int Capacity,
    int? WaitListCapacity,
    EventPlace? Place,
    bool LocationRequired,
    bool VolunteersOnly,
    bool NeedsApproval,
    int? MinimumAge,
    int? PointsPerHour,
    string? PrivateDetails)
{
    // Methods rather than properties: what is computed is not part of the format on disk.
    public DateTimeOffset FirstStart() => Sessions.Min(session => session.StartsAt);

    public DateTimeOffset LastEnd() => Sessions.Max(session => session.EndsAt);

    public int WaitListLength() => WaitListCapacity ?? Capacity;

    /// <summary>Equality that looks into the list of sessions, which a record's own does not.</summary>
    public bool SameAs(EventDetails other) =>
        Sessions.SequenceEqual(other.Sessions) && this with { Sessions = other.Sessions } == other;

    /// <summary>The first rule that is broken, or null. Lengths of texts are the edge's business.</summary>
    internal CommunityEventRejection.InvalidEvent? Fault()
    {
        if (string.IsNullOrWhiteSpace(Title))
            return new("title", "请填写活动名称。", "Please give the event a title.");
        return FaultOfSessions() ?? FaultOfSignUp() ?? FaultOfPlace() ?? FaultOfNumbers();
    }

    private CommunityEventRejection.InvalidEvent? FaultOfSessions()
    {
        if (Sessions.Count is 0 or > EventLimits.SessionsMax)
        {
            return new("sessions", $"请填写 1 到 {EventLimits.SessionsMax} 个时段。",
                $"Please give 1 to {EventLimits.SessionsMax} sessions.");
        }

        if (Sessions.Any(session => session.EndsAt <= session.StartsAt))
            return new("endsAt", "结束时间要晚于开始时间，请修改。", "The end must come after the start. Please change it.");
        if (Sessions.Any(session => session.EndsAt - session.StartsAt > EventLimits.SessionMax))
            return new("endsAt", "一个时段最长 24 小时，请分成几个时段。", "A session lasts at most 24 hours. Please split it.");
        var sorted = Sessions.OrderBy(session => session.StartsAt).ToList();
        return sorted.Zip(sorted.Skip(1)).Any(pair => pair.First.Overlaps(pair.Second))
            ? new("sessions", "时段之间有重叠，请错开时间。", "Sessions overlap. Please move them apart.")
            : null;
    }

    private CommunityEventRejection.InvalidEvent? FaultOfSignUp()
    {
        var closesAt = SignUpClosesAt ?? FirstStart();
        if (SignUpClosesAt > LastEnd())
        {
            return new("signUpClosesAt", "报名截止不能晚于活动结束，请修改。",
                "Sign-up must close before the event ends. Please change it.");
        }

        return SignUpOpensAt >= closesAt
            ? new("signUpOpensAt", "报名开始要早于报名截止，请修改。", "Sign-up must open before it closes. Please change it.")
            : null;
    }

    private CommunityEventRejection.InvalidEvent? FaultOfPlace()
    {
        if (Place is null)
        {
            return LocationRequired
                ? new("place", "要求到场定位时，请填写活动地点。", "Please give the place where presence is checked.")
                : null;
        }

        if (!GeoPoint.TryCreate(Place.Latitude, Place.Longitude, out _))
            return new("place", "地点的经纬度不对，请在地图上重新选择。", "The place is not on the map. Please choose it again.");
        return Place.RadiusMetres is < 1 or > EventLimits.RadiusMetresMax
            ? new("place", $"签到范围应为 1 到 {EventLimits.RadiusMetresMax} 米。",
                $"The radius must be 1 to {EventLimits.RadiusMetresMax} metres.")
            : null;
    }

    private CommunityEventRejection.InvalidEvent? FaultOfNumbers()
    {
        if (Capacity is < 1 or > EventLimits.CapacityMax)
        {
            return new("capacity", $"名额应为 1 到 {EventLimits.CapacityMax}。",
                $"The capacity must be 1 to {EventLimits.CapacityMax}.");
        }

        if (WaitListCapacity is < 0 or > EventLimits.CapacityMax)
        {
            return new("waitListCapacity", $"候补名额应为 0 到 {EventLimits.CapacityMax}。",
                $"The waiting list must be 0 to {EventLimits.CapacityMax}.");
        }

        if (MinimumAge is < 0 or > EventLimits.AgeMax)
        {
            return new("minimumAge", $"最低年龄应为 0 到 {EventLimits.AgeMax}。",
                $"The minimum age must be 0 to {EventLimits.AgeMax}.");
        }

        return PointsPerHour is < 0 or > EventLimits.PointsPerHourMax
            ? new("pointsPerHour", $"每小时积分应为 0 到 {EventLimits.PointsPerHourMax}。",
                $"Points per hour must be 0 to {EventLimits.PointsPerHourMax}.")
            : null;
    }
}

/// <param name="Latitude">GCJ-02, degrees.</param>
/// <param name="Longitude">GCJ-02, degrees.</param>
/// <param name="RadiusMetres">Within which a check-in counts as present.</param>
public sealed record EventPlace(string Name, double Latitude, double Longitude, int RadiusMetres);

public static class EventLimits
{
    public const int SessionsMax = 60;
    public const int CapacityMax = 1_000_000;
    public const int RadiusMetresMax = 10_000;
    public const int AgeMax = 120;
    public const int PointsPerHourMax = 100;

    /// <summary>Requests that may wait for approval, as a multiple of the seats and the waiting list.</summary>
    public const int RequestsPerSeatMax = 10;

    public static TimeSpan SessionMax { get; } = TimeSpan.FromHours(24);
}

/// <summary>The words of API.md.</summary>
public enum EventStatus
{
    Draft,
    Published,
    Running,
    Finished,
    Settled,
    Cancelled,
}
