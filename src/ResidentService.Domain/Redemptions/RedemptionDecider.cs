using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Redemptions;

public abstract record RedemptionCommand : ICommand
{
    private RedemptionCommand() { }

    public sealed record Request(
        RedemptionId Redemption, OfferId Offer, MerchantId Merchant, ResidentId Resident, RedemptionRules Rules)
        : RedemptionCommand;

    /// <summary>A reaction of the offer: the piece is held, at this price.</summary>
    public sealed record NoteStockHeld(string OfferTitle, Amount Price) : RedemptionCommand;

    /// <summary>A reaction of the offer or of the account: the redemption has failed.</summary>
    public sealed record NoteRefused(RefusedFor Reason) : RedemptionCommand;

    /// <summary>A reaction of the paying account: the points are held, so the voucher is issued.</summary>
    public sealed record NotePointsHeld : RedemptionCommand;

    /// <param name="Merchant">The shop whose clerk scans; a voucher is good at its own shop only.</param>
    public sealed record Fulfil(MerchantId Merchant, ResidentId Clerk) : RedemptionCommand;

    public sealed record Cancel : RedemptionCommand;

    public sealed record Expire : RedemptionCommand;
}

public enum RefusedFor
{
    OutOfStock,
    LimitReached,
    NotValidNow,
    InsufficientPoints,
    AccountUnknown,
}
