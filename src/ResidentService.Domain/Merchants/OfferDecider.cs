using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Redemptions;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Merchants;

public abstract record OfferCommand : ICommand
{
    private OfferCommand() { }

    public sealed record Pledge(OfferId Offer, MerchantId Merchant, CommunityId Community, OfferDetails Details)
        : OfferCommand;

    /// <summary>A reaction to a redemption's request: a refusal is an event.</summary>
    public sealed record HoldStock(RedemptionId Redemption, ResidentId Resident) : OfferCommand;

    /// <summary>The held piece was handed over. A reaction; cannot be refused.</summary>
    public sealed record ConsumeStock(RedemptionId Redemption) : OfferCommand;

    /// <summary>The held piece goes back. A reaction; cannot be refused.</summary>
    public sealed record ReleaseStock(RedemptionId Redemption) : OfferCommand;
}

/// <param name="Price">In points.</param>
/// <param name="Stock">Pieces in all.</param>
/// <param name="StockPerDay">Pieces that may be held or handed over in one day; null: no limit.</param>
/// <param name="PerResidentLimit">Pieces that one resident may have; null: no limit.</param>
public sealed record OfferDetails(
    string Title,
    string? Description,
    Amount Price,
    int Stock,
    int? StockPerDay,
    int? PerResidentLimit,
    DateTimeOffset? ValidFrom,
    DateTimeOffset? ValidTo);
