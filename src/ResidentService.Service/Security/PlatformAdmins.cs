using System.Collections.Frozen;
using ResidentService.Domain.Residents;

namespace ResidentService.Service.Security;

/// <summary>The WeChat users of the setting <c>Admin:OpenIds</c>; in the sandbox <c>admin</c> is one.</summary>
public sealed class PlatformAdmins(Identities identities, IEnumerable<string> openIds)
{
    private readonly FrozenSet<IdentityId> _identities = openIds.Select(identities.WeChat).ToFrozenSet();

    /// <summary>They are admins by how they sign in: to whom these lead is asked each time.</summary>
    public IReadOnlyCollection<IdentityId> Identities => _identities;

    public bool Has(IdentityId identity) => _identities.Contains(identity);
}
