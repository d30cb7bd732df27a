using ResidentService.Domain.Kernel;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Redemptions;
using ResidentService.Runtime.Journal;

namespace ResidentService.Tests.Simulation.Checks;

/// <summary>Counts pieces again: never more held and handed over than were pledged, and each ends once.</summary>
internal sealed class Stock(World world)
{
    private readonly Dictionary<ActorId, int> _left = [];
    private readonly HashSet<RedemptionId> _held = [];

    public void See(Entry entry, OfferFact fact)
    {
        switch (fact)
        {
            case OfferFact.Pledged of:
                _left[entry.Stream] = of.Details.Stock;
                break;
            case OfferFact.StockHeld of:
                world.Check(_held.Add(of.Redemption), $"{of.Redemption} holds a piece twice");
                world.Check(--_left[entry.Stream] >= 0, $"{entry.Stream} gave more pieces than it has");
                break;
            case OfferFact.StockConsumed(var redemption):
                world.Check(_held.Remove(redemption), $"{redemption} took a piece that it did not hold");
                break;
            case OfferFact.StockReleased(var redemption):
                world.Check(_held.Remove(redemption), $"{redemption} gave back a piece that it did not hold");
                _left[entry.Stream]++;
                break;
        }
    }

    /// <summary>When every voucher has ended nothing is held.</summary>
    public void CheckNothingHeld() =>
        world.Check(_held.Count == 0, $"still held: {string.Join(", ", _held)}");
}
