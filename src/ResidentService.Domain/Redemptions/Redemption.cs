using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Redemptions;

/// <summary>
/// The process of one redemption (DESIGN.md §3): its state says which step is next, and the first end in its stream
/// wins. Requested → stock is held → issued → fulfilled | cancelled | expired; failed from the first two.
/// </summary>
public abstract record Redemption
{
    private Redemption() { }

    public sealed record Unknown : Redemption;

    /// <summary>What every redemption has, however far it is.</summary>
    public abstract record Known(Asked Asked) : Redemption;

    /// <summary>Next: the offer says whether it holds a piece.</summary>
    public sealed record Requested(Asked Asked) : Known(Asked);

    /// <summary>Next: the paying account says whether it holds the points.</summary>
    public sealed record StockIsHeld(Asked Asked, Piece Piece) : Known(Asked);

    /// <summary>Stock and points are held; next: one of the three ends.</summary>
    public sealed record Issued(Asked Asked, Piece Piece, DateTimeOffset ExpiresAt) : Known(Asked)
    {
        /// <summary>That it is about to expire.</summary>
        public bool IsTold { get; init; }

        public bool IsPast(DateTimeOffset time) => ExpiresAt <= time;
    }

    public sealed record Fulfilled(Issued Voucher, ResidentId Clerk, DateTimeOffset At) : Known(Voucher.Asked);

    public sealed record Cancelled(Issued Voucher, DateTimeOffset At) : Known(Voucher.Asked);

    public sealed record Expired(Issued Voucher) : Known(Voucher.Asked);

    /// <summary>Refused by the offer or the account before a voucher was issued.</summary>
    public sealed record Failed(Asked Asked, RefusedFor Reason) : Known(Asked);

    public static Redemption Evolve(Redemption state, RedemptionFact fact, DateTimeOffset at) => (state, fact) switch
    {
        (Unknown, RedemptionFact.Requested of) =>
            new Requested(new Asked(of.Redemption, of.Offer, of.Merchant, of.Resident, of.Rules, of.Payer)),
        (Requested(var asked), RedemptionFact.StockNoted noted) =>
            new StockIsHeld(asked, new Piece(noted.OfferTitle, noted.Price)),
        (StockIsHeld(var asked, var piece), RedemptionFact.Issued(_, var expiresAt)) =>
            new Issued(asked, piece, expiresAt),
        (Issued voucher, RedemptionFact.ExpiryNear) => voucher with { IsTold = true },
        (Issued voucher, RedemptionFact.Fulfilled fulfilled) => new Fulfilled(voucher, fulfilled.Clerk, at),
        (Issued voucher, RedemptionFact.Cancelled) => new Cancelled(voucher, at),
        (Issued voucher, RedemptionFact.Expired) => new Expired(voucher),
        (Requested or StockIsHeld, RedemptionFact.Failed failed) => new Failed(((Known)state).Asked, failed.Reason),
        _ => state,
    };
}

/// <summary>Who asks for what. The rules are those in force at the request.</summary>
/// <param name="Payer">Their household's account; null: their own points pay.</param>
public sealed record Asked(
    RedemptionId Redemption, OfferId Offer, MerchantId Merchant, ResidentId Resident, RedemptionRules Rules,
    AccountId? Payer = null);

/// <summary>The piece that is held, as it was offered then.</summary>
/// <param name="Price">In points.</param>
public sealed record Piece(string OfferTitle, Amount Price);

public enum RedemptionStatus
{
    Requested,
    StockHeld,
    Issued,
    Fulfilled,
    Cancelled,
    Expired,
    Failed,
}

/// <summary>How far a redemption is.</summary>
/// <param name="Piece">Null before the stock is held, and where the redemption has failed.</param>
/// <param name="ExpiresAt">Of the voucher; null before it is issued.</param>
/// <param name="FailedFor">Where it has failed.</param>
public sealed record RedemptionView(
    Asked Asked, RedemptionStatus Status, Piece? Piece = null, DateTimeOffset? ExpiresAt = null,
    RefusedFor? FailedFor = null);

/// <summary>The redemption as it is at a time; null if there is none.</summary>
public sealed record GetRedemption(DateTimeOffset At) : IQuery<Redemption, RedemptionView?>
{
    public RedemptionView? Answer(Redemption state) => state switch
    {
        Redemption.Requested(var asked) => new(asked, RedemptionStatus.Requested),
        Redemption.StockIsHeld(var asked, var piece) => new(asked, RedemptionStatus.StockHeld, piece),
        // A voucher that is past due is expired, whether or not the deadline has fired yet.
        Redemption.Issued voucher => View(
            voucher, voucher.IsPast(At) ? RedemptionStatus.Expired : RedemptionStatus.Issued),
        Redemption.Fulfilled(var voucher, _, _) => View(voucher, RedemptionStatus.Fulfilled),
        Redemption.Cancelled(var voucher, _) => View(voucher, RedemptionStatus.Cancelled),
        Redemption.Expired(var voucher) => View(voucher, RedemptionStatus.Expired),
        Redemption.Failed(var asked, var reason) => new(asked, RedemptionStatus.Failed, FailedFor: reason),
        _ => null,
    };

    private static RedemptionView View(Redemption.Issued voucher, RedemptionStatus status) =>
        new(voucher.Asked, status, voucher.Piece, voucher.ExpiresAt);
}
