using ResidentService.Domain.Kernel;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Redemptions;

public static class RedemptionReactions
{
    private const string ExpireKey = "expire";
    private const string ExpiringKey = "expiring";

    /// <summary>So long before a voucher expires its owner is told; of one that lives no longer they know.</summary>
    internal static readonly TimeSpan ExpiryToldBefore = TimeSpan.FromDays(1);

    public static Reactions<RedemptionFact> Value { get; } = new(Sends, Deadlines);

    private static IEnumerable<Send> Sends(ActorId source, RedemptionFact fact, DateTimeOffset at) => fact switch
    {
        RedemptionFact.Requested of => [new(of.Offer.Actor, new OfferCommand.HoldStock(of.Redemption, of.Resident))],
        RedemptionFact.StockNoted of =>
            [new(PayerOf(of.Resident, of.Payer), new AccountCommand.Hold(of.Redemption, of.Price))],
        RedemptionFact.Failed { StockHeld: true } of =>
            [new(of.Offer.Actor, new OfferCommand.ReleaseStock(of.Redemption))],
        RedemptionFact.Fulfilled of =>
        [
            new(PayerOf(of.Resident, of.Payer),
                new AccountCommand.PostHold(of.Redemption, AccountId.Of(of.Merchant))),
            new(of.Offer.Actor, new OfferCommand.ConsumeStock(of.Redemption)),
        ],
        RedemptionFact.Cancelled of => GiveBack(of.Redemption, of.Offer, PayerOf(of.Resident, of.Payer)),
        RedemptionFact.Expired of => GiveBack(of.Redemption, of.Offer, PayerOf(of.Resident, of.Payer)),
        _ => [],
    };

    private static ActorId PayerOf(ResidentId resident, AccountId? payer) => (payer ?? AccountId.Of(resident)).Actor;

    private static IEnumerable<Send> GiveBack(RedemptionId redemption, OfferId offer, ActorId payer) =>
    [
        new(payer, new AccountCommand.VoidHold(redemption)),
        new(offer.Actor, new OfferCommand.ReleaseStock(redemption)),
    ];

    private static IEnumerable<Deadline> Deadlines(ActorId source, RedemptionFact fact, DateTimeOffset at) =>
        fact switch
        {
            RedemptionFact.Issued(_, var expiresAt) when expiresAt - ExpiryToldBefore is var near && near > at =>
            [
                Expire(source, expiresAt),
                new Deadline.Set(ExpiringKey, near, new(source, new RedemptionCommand.NoteExpiryNear())),
            ],
            RedemptionFact.Issued(_, var expiresAt) => [Expire(source, expiresAt)],
            RedemptionFact.Fulfilled or RedemptionFact.Cancelled or RedemptionFact.Expired =>
                [new Deadline.Clear(ExpireKey), new Deadline.Clear(ExpiringKey)],
            _ => [],
        };

    private static Deadline.Set Expire(ActorId source, DateTimeOffset expiresAt) =>
        new(ExpireKey, expiresAt, new(source, new RedemptionCommand.Expire()));
}
