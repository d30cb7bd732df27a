using ResidentService.Domain.Communities;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;

namespace ResidentService.Service.Security;

/// <summary>
/// Who may do what where (DESIGN.md §8). Roles are read at each request, so that a grant or a revocation holds at
/// once, also for tokens already given. A platform admin may do what any staff may.
/// </summary>
public sealed class Access(IActors actors, PlatformAdmins admins)
{
    /// <summary>Runs the community's daily work: its workers, and the officers of its street.</summary>
    public ValueTask<bool> MayWork(SignedIn caller, CommunityId community) => Holds(caller, community, (grant, area) =>
        IsWorkerOf(grant, community) || IsOfficerOver(grant, area));

    /// <summary>Sees it: who works there, its grid workers, and the auditors of its city.</summary>
    public ValueTask<bool> MayRead(SignedIn caller, CommunityId community) => Holds(caller, community, (grant, area) =>
        IsWorkerOf(grant, community) || IsOfficerOver(grant, area)
        || grant == new RoleGrant(StaffRole.GridWorker, community.Value)
        || (grant.Role == StaffRole.CityAuditor && string.Equals(grant.Scope, area?.City, StringComparison.Ordinal)));

    /// <summary>Looks after its people: who works there, and its grid workers.</summary>
    public ValueTask<bool> MayCare(SignedIn caller, CommunityId community) => Holds(caller, community, (grant, area) =>
        IsWorkerOf(grant, community) || IsOfficerOver(grant, area)
        || grant == new RoleGrant(StaffRole.GridWorker, community.Value));

    /// <summary>Sets its policy: the scope above, which is the street.</summary>
    public ValueTask<bool> MayGovern(SignedIn caller, CommunityId community) =>
        Holds(caller, community, (grant, area) => IsOfficerOver(grant, area));

    /// <summary>Decides on applications for legal aid: the centre of the community's district.</summary>
    public ValueTask<bool> MayDecideLegalAid(SignedIn caller, CommunityId community) =>
        Holds(caller, community, (grant, area) => IsOfDistrict(grant, StaffRole.LegalAidCentre, area));

    /// <summary>Answers objections to that: the justice bureau of the district.</summary>
    public ValueTask<bool> MayAnswerObjections(SignedIn caller, CommunityId community) =>
        Holds(caller, community, (grant, area) => IsOfDistrict(grant, StaffRole.JusticeBureau, area));

    /// <summary>The districts in which somebody has such a role.</summary>
    public async ValueTask<IReadOnlyList<string>> DistrictsOf(SignedIn caller, StaffRole role) =>
        [.. (await RolesOf(caller)).Where(grant => grant.Role == role).Select(grant => grant.Scope)];

    /// <summary>
    /// Sees how the service itself is doing, which belongs to no community: its admins, and auditors of any city.
    /// </summary>
    public async ValueTask<bool> MayReadOperations(SignedIn caller) => caller.IsPlatformAdmin
        || (await RolesOf(caller)).Any(grant => grant.Role == StaffRole.CityAuditor);

    /// <summary>Appoints staff: always the scope above the role.</summary>
    public ValueTask<bool> MayAppoint(SignedIn caller, StaffRole role, CommunityId community) => role switch
    {
        StaffRole.GridWorker => MayWork(caller, community),
        StaffRole.CommunityWorker => MayGovern(caller, community),
        _ => new(caller.IsPlatformAdmin),
    };

    /// <summary>
    /// Acts as staff for a person: whoever may work in that person's community. Somebody who has not chosen a
    /// community yet can turn to any worker.
    /// </summary>
    public async ValueTask<bool> MayWorkFor(SignedIn caller, CommunityId? ofPerson)
    {
        if (ofPerson is { } community)
            return await MayWork(caller, community);
        return caller.IsPlatformAdmin || (await RolesOf(caller)).Any(grant =>
            grant.Role is StaffRole.CommunityWorker or StaffRole.StreetOfficer);
    }

    /// <summary>
    /// Erases somebody for good on their paper request: only in the person's own community, so not where they have
    /// chosen none. Staff are dismissed by the scope above them before anybody of their own can erase them.
    /// </summary>
    public async ValueTask<bool> MayErase(SignedIn caller, ResidentId resident, CommunityId? ofPerson) =>
        caller.IsPlatformAdmin
        || (ofPerson is { } community && await MayWork(caller, community) && !await IsStaff(resident));

    private async ValueTask<bool> IsStaff(ResidentId resident)
    {
        if (await actors.Read(resident.Actor, new GetResident()) is { Roles.Count: > 0 })
            return true;
        foreach (var admin in admins.Identities)
        {
            if (await actors.Read(admin.Actor, new GetIdentity()) == resident)
                return true;
        }

        return false;
    }

    private async ValueTask<bool> Holds(SignedIn caller, CommunityId community, Func<RoleGrant, Area?, bool> enough)
    {
        if (caller.IsPlatformAdmin)
            return true;
        var roles = await RolesOf(caller);
        if (roles.Count == 0)
            return false;
        var area = (await actors.Read(community.Actor, new GetCommunity()))?.Area;
        return roles.Any(grant => enough(grant, area));
    }

    private async ValueTask<IReadOnlyCollection<RoleGrant>> RolesOf(SignedIn caller) =>
        caller.Helper is null ? (await actors.Read(caller.Resident.Actor, new GetResident()))?.Roles ?? [] : [];

    private static bool IsWorkerOf(RoleGrant grant, CommunityId community) =>
        grant == new RoleGrant(StaffRole.CommunityWorker, community.Value);

    private static bool IsOfDistrict(RoleGrant grant, StaffRole role, Area? area) =>
        area is not null && grant == new RoleGrant(role, Scopes.DistrictOf(area));

    private static bool IsOfficerOver(RoleGrant grant, Area? area) =>
        area is not null && grant == new RoleGrant(StaffRole.StreetOfficer, Scopes.StreetOf(area));
}

/// <summary>Where a role of staff holds, as <see cref="RoleGrant"/> writes it.</summary>
public static class Scopes
{
    public static string Of(StaffRole role, CommunityId community, Area area) => role switch
    {
        StaffRole.StreetOfficer => StreetOf(area),
        StaffRole.CityAuditor => area.City,
        StaffRole.LegalAidCentre or StaffRole.JusticeBureau => DistrictOf(area),
        _ => community.Value,
    };

    public static string StreetOf(Area area) => $"{DistrictOf(area)}/{area.Street}";

    /// <summary>The district of a street that is written so.</summary>
    public static string DistrictOf(string street) => street[..street.LastIndexOf('/')];

    public static string DistrictOf(Area area) => $"{area.City}/{area.District}";
}
