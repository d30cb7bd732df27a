using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Redemptions;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Merchants;

/// <summary>Facts on disk: change with care.</summary>
public abstract record OfferFact : IEvent
{
    private OfferFact() { }

    [Named("offer.pledged.v1")]
    public sealed record Pledged(OfferId Offer, MerchantId Merchant, CommunityId Community, OfferDetails Details)
        : OfferFact;

    /// <param name="Day">In Shanghai; counts for the limit of the day.</param>
    [Named("offer.stock-held.v1")]
    public sealed record StockHeld(
        RedemptionId Redemption, ResidentId Resident, string OfferTitle, Amount Price, DateOnly Day) : OfferFact;

    [Named("offer.stock-refused.v1")]
    public sealed record StockRefused(RedemptionId Redemption, RefusedFor Reason) : OfferFact;

    [Named("offer.stock-consumed.v1")]
    public sealed record StockConsumed(RedemptionId Redemption) : OfferFact;

    [Named("offer.stock-released.v1")]
    public sealed record StockReleased(RedemptionId Redemption) : OfferFact;
}
