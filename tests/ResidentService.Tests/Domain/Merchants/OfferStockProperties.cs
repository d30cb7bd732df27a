using FsCheck;
using FsCheck.Fluent;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Redemptions;
using ResidentService.Domain.Residents;

namespace ResidentService.Tests.Domain.Merchants;

/// <summary>Whatever is held, consumed and released in whatever order, however often: an offer's limits hold.</summary>
public sealed class OfferStockProperties
{
    private const int Stock = 6;
    private const int PerDay = 3;
    private const int PerResident = 2;
    private static readonly DateTimeOffset Monday = new(2026, 5, 4, 0, 0, 0, Calendar.Offset);
    private static readonly OfferId Bowl = Id.Parse<OfferId>("off_bowl");

    private enum Deed
    {
        Hold,
        Consume,
        Release,
    }

    private sealed record Step(Deed Deed, int Redemption, int Hours);

    [Fact]
    public void Held_and_consumed_never_exceed_stock_day_or_limit() => Prop.ForAll(
        Steps, steps =>
        {
            var offer = Pledged();
            var taken = new Dictionary<int, (DateOnly Day, bool Consumed)>();
            var over = new HashSet<int>();
            var now = Monday;
            foreach (var step in steps)
            {
                now = now.AddHours(step.Hours);
                // The runtime carries out a reaction once: a redemption that is over never asks for stock again.
                if (step.Deed == Deed.Hold && over.Contains(step.Redemption))
                    continue;
                offer.When(Command(step), now);
                Follow(step, offer, taken, over, now);
                Check(offer, taken, now);
                if (step.Deed != Deed.Hold || taken.ContainsKey(step.Redemption))
                    offer.When(Command(step), now).ThenNothing();
            }
        }).QuickCheckThrowOnFailure();

    /// <summary>The same in a few plain lines, for comparison.</summary>
    private static void Follow(
        Step step, Given<OfferCommand, OfferFact, Offer> offer, Dictionary<int, (DateOnly Day, bool Consumed)> taken,
        HashSet<int> over, DateTimeOffset now)
    {
        var isHeld = taken.TryGetValue(step.Redemption, out var piece) && !piece.Consumed;
        if (step.Deed == Deed.Hold && !isHeld)
        {
            var today = Calendar.DayOf(now);
            var fits = taken.Count < Stock
                && taken.Values.Count(other => other.Day == today) < PerDay
                && taken.Keys.Count(other => Resident(other) == Resident(step.Redemption)) < PerResident;
            if (fits)
                taken[step.Redemption] = (offer.ThenFact<OfferFact.StockHeld>().Day, false);
            else
                offer.ThenFact<OfferFact.StockRefused>();
        }
        else if (step.Deed == Deed.Consume && isHeld)
        {
            taken[step.Redemption] = piece with { Consumed = true };
            over.Add(step.Redemption);
        }
        else if (step.Deed == Deed.Release && isHeld)
        {
            taken.Remove(step.Redemption);
            over.Add(step.Redemption);
        }
        else
        {
            offer.ThenNothing();
        }
    }

    private static void Check(
        Given<OfferCommand, OfferFact, Offer> offer, Dictionary<int, (DateOnly Day, bool Consumed)> taken,
        DateTimeOffset now)
    {
        var state = Assert.IsType<Offer.Pledged>(offer.State);
        var left = Stock - taken.Count;
        Assert.InRange(left, 0, Stock);
        Assert.Equal(taken.Values.Count(piece => piece.Consumed), state.Consumed);
        Assert.Equal(left, state.Remaining);
        var today = Calendar.DayOf(now);
        Assert.Equal(
            Math.Min(left, PerDay - taken.Values.Count(piece => piece.Day == today)), state.RemainingOn(today));
        Assert.All(taken.Keys.GroupBy(Resident), own => Assert.Equal(own.Count(), state.TakenBy(own.Key)));
        Assert.Equal(taken.Keys.Select(Resident).Distinct().Count(), state.ByResident.Count);
    }

    private static Arbitrary<Step[]> Steps => (
        from deed in Gen.Frequency((3, Gen.Constant(Deed.Hold)), (1, Gen.Constant(Deed.Consume)),
            (2, Gen.Constant(Deed.Release)))
        from redemption in Gen.Choose(0, 19)
        from hours in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(1, 30)))
        select new Step(deed, redemption, hours)).ArrayOf(60).ToArbitrary();

    private static OfferCommand Command(Step step) => step.Deed switch
    {
        Deed.Hold => new OfferCommand.HoldStock(Redemption(step.Redemption), Resident(step.Redemption)),
        Deed.Consume => new OfferCommand.ConsumeStock(Redemption(step.Redemption)),
        _ => new OfferCommand.ReleaseStock(Redemption(step.Redemption)),
    };

    private static RedemptionId Redemption(int number) => Id.Parse<RedemptionId>($"red_{number}");

    private static ResidentId Resident(int redemption) => Id.Parse<ResidentId>($"res_{redemption % 5}");

    private static Given<OfferCommand, OfferFact, Offer> Pledged() => new(
        OfferDecider.Value, Monday, new OfferFact.Pledged(
            Bowl, Id.Parse<MerchantId>("mer_noodles"), Id.Parse<CommunityId>("com_tangdu"),
            new OfferDetails("一碗牛肉面", null, Amount.Of(5), Stock, PerDay, PerResident, null, null)));
}
