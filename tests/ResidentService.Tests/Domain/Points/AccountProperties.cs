using FsCheck;
using FsCheck.Fluent;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Points;
using static ResidentService.Tests.Domain.Points.Sample;

namespace ResidentService.Tests.Domain.Points;

public sealed class AccountProperties
{
    /// <summary>
    /// Balances and what is in transit add up to zero, entries to balances, lots to what was awarded; nothing falls
    /// below zero; nothing spends an expired lot; awards keep their order and the budget; repeats change nothing.
    /// </summary>
    [Fact]
    public void No_point_is_lost_or_invented_in_whatever_order_things_arrive() =>
        Prop.ForAll(Steps().ToArbitrary(), steps =>
        {
            var world = new World();
            foreach (var step in steps)
                world.Step(step);
            world.Settle();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Taking_pays_exactly_from_the_lots_that_expire_first() =>
        Prop.ForAll(Gen.Choose(1, 30).ArrayOf().ToArbitrary(), Gen.Choose(0, 400).ToArbitrary(), (sizes, wanted) =>
        {
            var lots = Lots.None.Add(sizes.Select((size, index) => Lot($"lot{index}", size, June.AddDays(index % 7))));
            var now = June.AddDays(2);
            var points = (int)Math.Min(wanted, lots.Unexpired(now));
            var taken = lots.Take(Amount.Of(points), now);
            var left = lots.Remove(taken);
            Assert.Equal(points, Sum(taken).Value);
            Assert.Equal(lots.Points - points, left.Points);
            Assert.True(
                taken.Count == 0 || left.Parts.SkipWhile(part => part.Lot.ExpiresAt <= now)
                    .All(part => part.Lot.ExpiresAt >= taken[^1].Lot.ExpiresAt));
            Assert.Equal(lots.Parts, left.Add(taken).Parts);
        }).QuickCheckThrowOnFailure();

    private static Gen<int[]> Steps() => Gen.Choose(0, int.MaxValue - 1).ArrayOf(150);
}
