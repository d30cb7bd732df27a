using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.CommunityEvents;

public abstract record CommunityEventCommand : ICommand
{
    private CommunityEventCommand() { }

    public sealed record Draft(EventId Event, CommunityId Community, EventDetails Details) : CommunityEventCommand;

    /// <summary>A draft takes everything; once published, only title and description change, and the capacity grows.</summary>
    public sealed record Change(EventDetails Details) : CommunityEventCommand;

    public sealed record Publish(EventRules Rules) : CommunityEventCommand;

    public sealed record Cancel(string Reason) : CommunityEventCommand;

    /// <param name="ClaimNumber">Of the claim of time that the resident's actor has made for this sign-up.</param>
    public sealed record SignUp(ResidentId Resident, int ClaimNumber, bool IsVolunteer) : CommunityEventCommand;

    public sealed record CancelSignUp(ResidentId Resident) : CommunityEventCommand;

    public sealed record Approve(ResidentId Resident) : CommunityEventCommand;

    /// <summary>
    /// Asks whether a claim is used: unless the resident is signed up with it, it is declared dead here, so that it
    /// can be released there. After that no sign-up with this claim is accepted.
    /// </summary>
    public sealed record ReviewClaim(ResidentId Resident, int ClaimNumber) : CommunityEventCommand;

    /// <summary>Sign-up has closed: who still waits lapses.</summary>
    public sealed record LapseWaiting : CommunityEventCommand;

    public sealed record CheckIn(ResidentId Resident, Presence Presence, bool IsVolunteer) : CommunityEventCommand;

    public sealed record CheckOut(ResidentId Resident, Presence Presence) : CommunityEventCommand;

    /// <summary>Staff close a record that was left open.</summary>
    public sealed record CloseRecord(ResidentId Resident, DateTimeOffset At, string Reason) : CommunityEventCommand;

    public sealed record Settle(EarningRules Rules) : CommunityEventCommand;

    /// <summary>The next chunk of awards and no-shows after settling, or of claims to release after cancelling.</summary>
    public sealed record Continue : CommunityEventCommand;
}

/// <summary>What a worker writes about an event.</summary>
/// <param name="WaitListCapacity">Null: as long as the capacity.</param>
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
    string? PrivateDetails);

/// <param name="RadiusMetres">Within which a check-in counts as present.</param>
public sealed record EventPlace(string Name, double Latitude, double Longitude, int RadiusMetres);

/// <summary>How presence was shown. The edge has checked code, card and position; only the outcome comes here.</summary>
/// <param name="By">Code on the organiser's screen, or the person's card scanned by staff.</param>
/// <param name="Place">Inside or outside the radius; unknown where no position was given.</param>
/// <param name="DistanceMetres">Rounded to 10 m; null where no position was given.</param>
public sealed record Presence(PresenceBy By, PresencePlace Place, int? DistanceMetres);

public enum PresenceBy
{
    Code,
    StaffScan,
}

public enum PresencePlace
{
    Unknown,
    Inside,
    Outside,
}
