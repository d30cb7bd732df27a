using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Redemptions;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Merchants;

/// <summary>Facts on disk: change with care.</summary>
public abstract record MerchantFact : IEvent
{
    private MerchantFact() { }

    [Named("merchant.applied.v1")]
    public sealed record Applied(MerchantId Merchant, CommunityId Community, ResidentId Owner, MerchantDetails Details)
        : MerchantFact;

    [Named("merchant.details-changed.v1")]
    public sealed record DetailsChanged(MerchantId Merchant, MerchantDetails Details) : MerchantFact;

    /// <param name="Owner">Who is told; absent in what was written before anybody was.</param>
    [Named("merchant.approved.v1")]
    public sealed record Approved(MerchantId Merchant, ResidentId? Owner = null) : MerchantFact;

    [Named("merchant.suspended.v1")]
    public sealed record Suspended(MerchantId Merchant, string Reason) : MerchantFact;

    [Named("merchant.resumed.v1")]
    public sealed record Resumed(MerchantId Merchant) : MerchantFact;

    [Named("merchant.left.v1")]
    public sealed record Left(MerchantId Merchant) : MerchantFact;

    [Named("merchant.clerk-bound.v1")]
    public sealed record ClerkBound(MerchantId Merchant, ResidentId Resident) : MerchantFact;

    [Named("merchant.clerk-unbound.v1")]
    public sealed record ClerkUnbound(MerchantId Merchant, ResidentId Resident) : MerchantFact;

    /// <summary>Asked for; the redemption decides whether it is handed over.</summary>
    [Named("merchant.fulfilment-noted.v1")]
    public sealed record FulfilmentNoted(MerchantId Merchant, RedemptionId Redemption) : MerchantFact;
}
