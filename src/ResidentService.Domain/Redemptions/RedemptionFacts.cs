using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Redemptions;

/// <summary>Facts on disk: change with care.</summary>
public abstract record RedemptionFact : IEvent
{
    private RedemptionFact() { }

    /// <param name="Payer">Whose points pay, in each of these facts; absent: the resident's own.</param>
    [Named("redemption.requested.v1")]
    public sealed record Requested(
        RedemptionId Redemption, OfferId Offer, MerchantId Merchant, ResidentId Resident, RedemptionRules Rules,
        AccountId? Payer = null) : RedemptionFact;

    [Named("redemption.stock-noted.v1")]
    public sealed record StockNoted(
        RedemptionId Redemption, ResidentId Resident, string OfferTitle, Amount Price, AccountId? Payer = null)
        : RedemptionFact;

    /// <param name="StockHeld">Whether the offer holds a piece that has to go back.</param>
    [Named("redemption.failed.v1")]
    public sealed record Failed(RedemptionId Redemption, OfferId Offer, RefusedFor Reason, bool StockHeld)
        : RedemptionFact;

    [Named("redemption.issued.v1")]
    public sealed record Issued(RedemptionId Redemption, DateTimeOffset ExpiresAt) : RedemptionFact;

    /// <summary>Nobody has fetched it yet: the person is told.</summary>
    [Named("redemption.expiry-near.v1")]
    public sealed record ExpiryNear(RedemptionId Redemption, ResidentId Resident, DateTimeOffset ExpiresAt)
        : RedemptionFact;

    [Named("redemption.fulfilled.v1")]
    public sealed record Fulfilled(
        RedemptionId Redemption,
        OfferId Offer,
        MerchantId Merchant,
        ResidentId Resident,
        ResidentId Clerk,
        Amount Price,
        AccountId? Payer = null) : RedemptionFact;

    [Named("redemption.cancelled.v1")]
    public sealed record Cancelled(
        RedemptionId Redemption, OfferId Offer, ResidentId Resident, AccountId? Payer = null) : RedemptionFact;

    [Named("redemption.expired.v1")]
    public sealed record Expired(
        RedemptionId Redemption, OfferId Offer, ResidentId Resident, AccountId? Payer = null) : RedemptionFact;
}
