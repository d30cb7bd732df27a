using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Volunteers;

/// <summary>Facts on disk: change with care.</summary>
public abstract record VolunteerFact : IEvent
{
    private VolunteerFact() { }

    [Named("volunteer.registered.v1")]
    public sealed record Registered(ResidentId Resident, VolunteerNumber Number, IReadOnlyList<string> Skills)
        : VolunteerFact;

    /// <summary>Service on one day of an event.</summary>
    /// <param name="PointsAsked">Before the caps.</param>
    /// <param name="PointsGranted">What the caps of the day and of the year leave.</param>
    [Named("volunteer.service-recorded.v1")]
    public sealed record ServiceRecorded(
        CommunityId Community,
        ServiceEvidence Evidence,
        int SignedMinutes,
        Amount PointsAsked,
        Amount PointsGranted,
        int ExpireAfterMonths) : VolunteerFact;

    /// <summary>Who served is no volunteer: nothing is earned.</summary>
    [Named("volunteer.service-refused.v1")]
    public sealed record ServiceRefused(
        CommunityId Community, ServiceEvidence Evidence, int SignedMinutes, Amount PointsAsked) : VolunteerFact;
}
