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
        RedemptionFact.Requested(var redemption, var offer, _, var resident, _) =>
            [new(offer.Actor, new OfferCommand.HoldStock(redemption, resident))],
        RedemptionFact.StockNoted(var redemption, var resident, _, var price) =>
            [new(AccountId.Of(resident).Actor, new AccountCommand.Hold(redemption, price))],
        RedemptionFact.Failed(var redemption, var offer, _, StockHeld: true) =>
            [new(offer.Actor, new OfferCommand.ReleaseStock(redemption))],
        RedemptionFact.Fulfilled(var redemption, var offer, var merchant, var resident, _, _) =>
        [
            new(AccountId.Of(resident).Actor, new AccountCommand.PostHold(redemption, AccountId.Of(merchant))),
            new(offer.Actor, new OfferCommand.ConsumeStock(redemption)),
        ],
        RedemptionFact.Cancelled(var redemption, var offer, var resident) => GiveBack(redemption, offer, resident),
        RedemptionFact.Expired(var redemption, var offer, var resident) => GiveBack(redemption, offer, resident),
        _ => [],
    };

    private static IEnumerable<Send> GiveBack(RedemptionId redemption, OfferId offer, ResidentId resident) =>
    [
        new(AccountId.Of(resident).Actor, new AccountCommand.VoidHold(redemption)),
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
