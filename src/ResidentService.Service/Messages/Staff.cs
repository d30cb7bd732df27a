using ResidentService.Domain.Communities;
using ResidentService.Domain.Residents;
using ResidentService.Domain.ServiceOrders;
using ResidentService.Service.Security;

namespace ResidentService.Service.Messages;

/// <summary>Who of the staff is told; where nobody holds a role somebody else does its work, so that nothing waits.</summary>
/// <param name="holders">Who holds a role; the journal tells communities, and people are told.</param>
/// <param name="streetOf">The street of a community, as officers' grants write it; null for none.</param>
public sealed class Staff(Func<RoleGrant, IEnumerable<ResidentId>> holders, Func<CommunityId, string?> streetOf)
{
    public IEnumerable<ResidentId> Workers(CommunityId community) =>
        holders(new(StaffRole.CommunityWorker, community.Value));

    /// <summary>Where nobody holds the role the community's workers do its work.</summary>
    public IEnumerable<ResidentId> For(OrderAlert alert, CommunityId community)
    {
        var (role, scope) = alert == OrderAlert.Street
            ? (StaffRole.StreetOfficer, streetOf(community))
            : (StaffRole.GridWorker, community.Value);
        var staff = scope is null ? [] : holders(new(role, scope)).ToList();
        return staff.Count > 0 ? staff : Workers(community);
    }

    /// <summary>Where nobody holds the role the street is told, and where it has nobody, the community's workers.</summary>
    public IEnumerable<ResidentId> ForLegalAid(StaffRole role, CommunityId community)
    {
        if (role == StaffRole.CommunityWorker && Workers(community).ToList() is { Count: > 0 } workers)
            return workers;
        if (streetOf(community) is { } street && role is StaffRole.LegalAidCentre or StaffRole.JusticeBureau
            && holders(new(role, Scopes.DistrictOf(street))).ToList() is { Count: > 0 } district)
            return district;
        return For(OrderAlert.Street, community);
    }
}
