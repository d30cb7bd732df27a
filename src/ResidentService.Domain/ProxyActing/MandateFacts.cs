using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.ProxyActing;

/// <summary>Facts on disk: change with care.</summary>
public abstract record MandateFact : IEvent
{
    private MandateFact() { }

    /// <summary>Somebody may act for the resident, or may from now on do other things.</summary>
    /// <param name="PaperConsent">The picture of the signed form; null where the resident has tapped it.</param>
    [Named("mandate.given.v1")]
    public sealed record Given(
        ResidentId Resident, ResidentId Helper, IReadOnlyList<Power> Powers, DateTimeOffset Until,
        string? PaperConsent) : MandateFact;

    /// <param name="ByHelper">The helper has laid it down.</param>
    [Named("mandate.withdrawn.v1")]
    public sealed record Withdrawn(ResidentId Resident, ResidentId Helper, bool ByHelper) : MandateFact;

    /// <summary>Written before anything is done or shown.</summary>
    /// <param name="Operation">As the table of what helpers may do names it.</param>
    /// <param name="IsLook">Nothing was to be changed; the first look of a day with a power stands for all.</param>
    [Named("mandate.used.v1")]
    public sealed record Used(ResidentId Resident, ResidentId Helper, Power Power, string Operation, bool IsLook)
        : MandateFact;
}

/// <summary>What a helper can be trusted with, each named by the resident.</summary>
public enum Power
{
    /// <summary>Name, community, and what was done by helpers.</summary>
    Account,
    Messages,
    Events,
    Points,
    GivePoints,
    Household,
    Appointments,
    Services,
    Care,
    LegalAid,
}
