using ResidentService.Domain.Appointments;
using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Households;
using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Residents;

/// <summary>Facts on disk: change with care.</summary>
public abstract record ResidentFact : IEvent
{
    private ResidentFact() { }

    [Named("resident.registered.v1")]
    public sealed record Registered(ResidentId Resident) : ResidentFact;

    [Named("resident.named.v1")]
    public sealed record NameGiven(ResidentId Resident, Sealed DisplayName) : ResidentFact;

    [Named("resident.community-changed.v1")]
    public sealed record CommunityChanged(ResidentId Resident, CommunityId Community) : ResidentFact;

    [Named("resident.birth-date-given.v1")]
    public sealed record BirthDateGiven(Sealed BirthDate) : ResidentFact;

    /// <summary>What the person cannot or does not eat.</summary>
    [Named("resident.diet-given.v1")]
    public sealed record DietGiven(Sealed Diet) : ResidentFact;

    /// <summary>Meals that were ordered before go by the diet as it stands.</summary>
    [Named("resident.diet-held.v1")]
    public sealed record DietHeld : ResidentFact;

    [Named("resident.phone-given.v1")]
    public sealed record PhoneGiven(Sealed Phone) : ResidentFact;

    /// <summary>Under which the person is known to WeChat, so that messages can be sent.</summary>
    [Named("resident.wechat-given.v1")]
    public sealed record WeChatGiven(Sealed OpenId) : ResidentFact;

    /// <summary>Staff keep this record of somebody who has not signed in yet.</summary>
    /// <param name="PaperConsent">The picture of the signed form; absent for what was imported.</param>
    [Named("resident.recorded.v1")]
    public sealed record Recorded(ResidentId Resident, string? PaperConsent = null) : ResidentFact;

    /// <summary>The person whom staff had recorded has signed in.</summary>
    [Named("resident.joined.v1")]
    public sealed record Joined(ResidentId Resident, IdentityId WeChat) : ResidentFact;

    [Named("resident.guardian-consented.v1")]
    public sealed record GuardianConsented(ResidentId Guardian, Sealed Evidence) : ResidentFact;

    /// <summary>The person has agreed to how their data is used.</summary>
    /// <param name="PolicyVersion">Of the text that they were shown.</param>
    /// <param name="Scopes">What they have allowed, in the words of the mini-program.</param>
    [Named("resident.privacy-agreed.v1")]
    public sealed record PrivacyAgreed(string PolicyVersion, IReadOnlyList<string> Scopes) : ResidentFact;

    [Named("resident.privacy-withdrawn.v1")]
    public sealed record PrivacyWithdrawn(string PolicyVersion) : ResidentFact;

    [Named("resident.role-granted.v1")]
    public sealed record RoleGranted(ResidentId Resident, RoleGrant Grant) : ResidentFact;

    [Named("resident.role-revoked.v1")]
    public sealed record RoleRevoked(ResidentId Resident, RoleGrant Grant) : ResidentFact;

    [Named("resident.time-claimed.v1")]
    public sealed record TimeClaimed(ResidentId Resident, EventId Event, int Number, IReadOnlyList<Session> Sessions)
        : ResidentFact;

    [Named("resident.claim-released.v1")]
    public sealed record ClaimReleased(EventId Event, int Number) : ResidentFact;

    [Named("resident.no-show-noted.v1")]
    public sealed record NoShowNoted(EventId Event, DateTimeOffset EventStartsAt) : ResidentFact;

    [Named("resident.no-show-excused.v1")]
    public sealed record NoShowExcused(EventId Event, Sealed Reason) : ResidentFact;

    /// <summary>An appointment at which the person did not come, or which they cancelled too late.</summary>
    [Named("resident.appointment-missed.v1")]
    public sealed record AppointmentMissed(AppointmentId Appointment, DateTimeOffset StartsAt) : ResidentFact;

    [Named("resident.missed-appointment-excused.v1")]
    public sealed record MissedAppointmentExcused(AppointmentId Appointment, Sealed Reason) : ResidentFact;

    /// <param name="Entry">
    /// The resident's entries into households are counted from 1; absent, and so 0, in what was written before.
    /// </param>
    [Named("resident.household-entered.v1")]
    public sealed record HouseholdEntered(ResidentId Resident, HouseholdId Household, int? Entry = null) : ResidentFact;

    /// <param name="Entry">The entry that ends.</param>
    [Named("resident.household-left.v1")]
    public sealed record HouseholdLeft(ResidentId Resident, HouseholdId Household, int? Entry = null) : ResidentFact;

    /// <summary>The person has gone for good: with this fact the key that opens their data is destroyed.</summary>
    /// <param name="Household">To which they belonged, which lets them go.</param>
    /// <param name="HouseholdEntry">The last of their entries into households.</param>
    /// <param name="Claims">Of time, which the events let go.</param>
    /// <param name="PaperRequest">
    /// The number of the paper on which it was asked for; null where the person did it, or where a restored store
    /// was told of it.
    /// </param>
    [Named("resident.erased.v1")]
    public sealed record Erased(
        ResidentId Resident,
        HouseholdId? Household,
        int? HouseholdEntry,
        IReadOnlyList<ClaimOfTime> Claims,
        string? PaperRequest) : ResidentFact;
}

/// <param name="Number">As in the fact that made the claim.</param>
public readonly record struct ClaimOfTime(EventId Event, int Number);

/// <summary>A stretch of time that an event takes.</summary>
public readonly record struct Session(DateTimeOffset StartsAt, DateTimeOffset EndsAt)
{
    public bool Overlaps(Session other) => StartsAt < other.EndsAt && other.StartsAt < EndsAt;
}

/// <summary>A role of staff and where it holds.</summary>
/// <param name="Scope">
/// The community of a community or grid worker; <c>city/district/street</c> of a street officer; the city of an auditor.
/// </param>
public readonly record struct RoleGrant(StaffRole Role, string Scope);

public enum StaffRole
{
    CommunityWorker,
    StreetOfficer,
    CityAuditor,
    GridWorker,

    /// <summary>The legal aid centre of a district: it decides on applications, assigns and closes.</summary>
    LegalAidCentre,

    /// <summary>The justice bureau of a district: it answers objections to what the centre has decided.</summary>
    JusticeBureau,
}
