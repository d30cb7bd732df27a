using ResidentService.Domain.Kernel;
using ResidentService.Domain.Redemptions;

namespace ResidentService.Domain.Merchants;

public static class OfferReactions
{
    public static Reactions<OfferFact> Value { get; } = new(Sends, (_, _, _) => []);

    private static IEnumerable<Send> Sends(ActorId source, OfferFact fact, DateTimeOffset at) => fact switch
    {
        OfferFact.StockHeld(var redemption, _, var title, var price, _) =>
            [new(redemption.Actor, new RedemptionCommand.NoteStockHeld(title, price))],
        OfferFact.StockRefused(var redemption, var reason) =>
            [new(redemption.Actor, new RedemptionCommand.NoteRefused(reason))],
        _ => [],
    };
}
