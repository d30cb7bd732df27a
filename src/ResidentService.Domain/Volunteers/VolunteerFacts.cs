using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Pairings;
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

    /// <summary>Signed service: on one day of an event, or on a visit.</summary>
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

    /// <summary>Checked by staff, for visits to minors; in force until the day on which it is due for review.</summary>
    [Named("volunteer.vetted.v1")]
    public sealed record Vetted(DateOnly ReviewOn, Sealed Evidence, ResidentId By) : VolunteerFact;

    [Named("volunteer.pairing-taken.v1")]
    public sealed record PairingTaken(ResidentId Volunteer, PairingId Pairing) : VolunteerFact;

    [Named("volunteer.pairing-refused.v1")]
    public sealed record PairingRefused(ResidentId Volunteer, PairingId Pairing, PlaceRefusal Reason) : VolunteerFact;

    [Named("volunteer.pairing-released.v1")]
    public sealed record PairingReleased(PairingId Pairing) : VolunteerFact;

    /// <summary>Before its day of review.</summary>
    [Named("volunteer.vetting-withdrawn.v1")]
    public sealed record VettingWithdrawn(
        ResidentId Volunteer, Sealed Reason, ResidentId By, IReadOnlyList<PairingId> Pairings) : VolunteerFact;

    /// <summary>A visit without signed presence: two members of staff have to approve its minutes.</summary>
    [Named("volunteer.visit-reported.v1")]
    public sealed record VisitReported(
        ResidentId Volunteer, PairingId Pairing, VisitId Visit, CommunityId Community, DateTimeOffset At, int Minutes)
        : VolunteerFact;

    /// <summary>By the first of two.</summary>
    [Named("volunteer.visit-approved.v1")]
    public sealed record VisitApproved(PairingId Pairing, VisitId Visit, ResidentId By) : VolunteerFact;

    /// <param name="Reason">Sealed with the volunteer's key.</param>
    [Named("volunteer.visit-turned-down.v1")]
    public sealed record VisitTurnedDown(PairingId Pairing, VisitId Visit, ResidentId By, Sealed Reason) : VolunteerFact;

    /// <summary>Reported, and approved by two: these minutes count for the record, never for points.</summary>
    /// <param name="Minutes">What the day leaves of them.</param>
    [Named("volunteer.visit-recorded.v1")]
    public sealed record VisitRecorded(PairingId Pairing, VisitId Visit, int Minutes) : VolunteerFact;

    /// <summary>The volunteer's account was erased.</summary>
    [Named("volunteer.left.v1")]
    public sealed record Left(ResidentId Volunteer, IReadOnlyList<PairingId> Pairings) : VolunteerFact;

    /// <summary>Who served is no volunteer: nothing is earned.</summary>
    [Named("volunteer.service-refused.v1")]
    public sealed record ServiceRefused(
        CommunityId Community, ServiceEvidence Evidence, int SignedMinutes, Amount PointsAsked) : VolunteerFact;
}
