using FsCheck;
using FsCheck.Fluent;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Meals;

namespace ResidentService.Tests.Domain.Meals;

public sealed class RunPlanningTests
{
    private static readonly GeoPoint Kitchen = GeoPoint.Of(34.27, 109.05);

    private static readonly Gen<Stop[]> Stops = Gen.Choose(0, 1_000).Zip(Gen.Choose(0, 1_000))
        .Zip(Gen.Choose(0, 9)).ListOf().Select(doors => doors.Select((door, index) => new Stop(
            AKitchen.Person($"p{index}"),
            door.Item2 == 0
                ? null
                : GeoPoint.Of(34.26 + (door.Item1.Item1 / 50_000.0), 109.04 + (door.Item1.Item2 / 50_000.0)),
            $"{door.Item1.Item1 % 3} 号楼")).ToArray());

    [Fact]
    public void Each_door_is_called_at_once_fifteen_at_most_on_a_run() => Prop.ForAll(
        Stops.ToArbitrary(),
        stops =>
        {
            var runs = RunPlanning.Plan(Kitchen, stops);
            Assert.All(runs, run => Assert.InRange(run.Stops.Count, 1, RunPlanning.StopsMax));
            Assert.Equal(
                stops.Select(stop => stop.Resident.Value).Order(StringComparer.Ordinal),
                runs.SelectMany(run => run.Stops).Select(stop => stop.Value).Order(StringComparer.Ordinal));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void It_is_never_longer_than_the_order_in_which_the_doors_were_given() => Prop.ForAll(
        Stops.ToArbitrary(),
        stops =>
        {
            var known = stops.Where(stop => stop.Place is not null).ToList();
            var given = known.Chunk(RunPlanning.StopsMax)
                .Sum(some => RunPlanning.MetresOf(Kitchen, some.Select(stop => stop.Place!.Value)));
            var runs = RunPlanning.Plan(Kitchen, stops);
            Assert.True(runs.Sum(run => run.Metres) <= given + runs.Count, $"{runs.Sum(run => run.Metres)} > {given}");
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_street_is_walked_from_its_near_end_to_its_far_end()
    {
        var street = Enumerable.Range(1, 10).Select(house => new Stop(
            AKitchen.Person($"h{house}"), GeoPoint.Of(34.27, 109.05 + (house * 0.001)), "")).ToArray();
        var mixed = (Stop[])[street[6], street[1], street[9], street[0], .. street[2..6], street[8], street[7]];
        var run = Assert.Single(RunPlanning.Plan(Kitchen, mixed));
        Assert.Equal(street.Select(stop => stop.Resident), run.Stops);
    }

    [Fact]
    public void Doors_without_a_place_come_last_by_building()
    {
        var run = RunPlanning.Plan(Kitchen,
        [
            new(AKitchen.Person("a"), null, "3 号楼"), new(AKitchen.Person("b"), Kitchen, "9 号楼"),
            new(AKitchen.Person("c"), null, "1 号楼"),
        ]);
        Assert.Equal(["res_b", "res_c", "res_a"], run.SelectMany(one => one.Stops).Select(stop => stop.Value));
    }
}
