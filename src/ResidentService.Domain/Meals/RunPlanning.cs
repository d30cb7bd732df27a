using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Meals;

/// <summary>A door to be called at.</summary>
/// <param name="Place">Null where nobody has marked it on the map.</param>
/// <param name="Building">For those without a place: who lives in one building is on one run.</param>
public sealed record Stop(ResidentId Resident, GeoPoint? Place, string Building);

/// <param name="Metres">As the crow flies, from the kitchen to the last door whose place is known.</param>
public sealed record RunPlan(IReadOnlyList<ResidentId> Stops, int Metres);

/// <summary>
/// Delivery runs of at most fifteen stops. The doors are swept by their angle around the kitchen (Gillett and Miller,
/// 1974) and cut into runs, from the direction that gives the shortest ones. A run begins at the nearest door, goes on
/// to the nearest next one, and is then straightened by turning stretches of it round (2-opt) until no turn makes it
/// shorter. The order in which the doors are given is tried in the same way, so that the plan is never longer than
/// that. Who brings meals does not come back with them: the way home does not count. Doors without a place come last,
/// by building.
/// </summary>
public static class RunPlanning
{
    public const int StopsMax = 15;

    public static IReadOnlyList<RunPlan> Plan(GeoPoint kitchen, IReadOnlyList<Stop> stops)
    {
        var known = stops.Where(stop => stop.Place is not null).ToArray();
        var unknown = stops.Where(stop => stop.Place is null)
            .OrderBy(stop => stop.Building, StringComparer.Ordinal)
            .ThenBy(stop => stop.Resident.Value, StringComparer.Ordinal);
        return
        [
            .. Shortest(kitchen, known),
            .. unknown.Chunk(StopsMax).Select(some => new RunPlan([.. some.Select(stop => stop.Resident)], 0)),
        ];
    }

    /// <summary>The length of a way that begins at the kitchen.</summary>
    public static double MetresOf(GeoPoint kitchen, IEnumerable<GeoPoint> way)
    {
        var (metres, here) = (0.0, kitchen);
        foreach (var next in way)
        {
            metres += here.DistanceMetresTo(next);
            here = next;
        }

        return metres;
    }

    /// <summary>Where the first cut lies moves all others: each is tried, and the shortest whole is taken.</summary>
    private static List<RunPlan> Shortest(GeoPoint kitchen, Stop[] given)
    {
        var swept = given.OrderBy(stop => Angle(kitchen, stop.Place!.Value)).ToArray();
        var orders = Enumerable.Range(0, Math.Min(StopsMax, swept.Length))
            .Select(first => (Stop[])[.. swept[first..], .. swept[..first]]).Append(given);
        return orders.Select(order => order.Chunk(StopsMax).Select(some => Straightened(kitchen, some)).ToList())
            .MinBy(runs => runs.Sum(run => run.Metres))!;
    }

    private static RunPlan Straightened(GeoPoint kitchen, Stop[] stops)
    {
        var distances = new Distances(kitchen, stops);
        List<int>[] ways = [distances.NearestFirst(), [.. Enumerable.Range(1, stops.Length)]];
        foreach (var way in ways)
            distances.Turn(way);
        var shortest = ways.MinBy(distances.Of)!;
        return new([.. shortest.Select(stop => stops[stop - 1].Resident)], (int)Math.Round(distances.Of(shortest)));
    }

    private static double Angle(GeoPoint kitchen, GeoPoint place) => Math.Atan2(
        place.Latitude - kitchen.Latitude,
        (place.Longitude - kitchen.Longitude) * Math.Cos(kitchen.Latitude * Math.PI / 180));

    /// <summary>Between each two of the kitchen, which is 0, and the stops of one run.</summary>
    private sealed class Distances
    {
        /// <summary>What is less is rounding.</summary>
        private const double GainMinMetres = 0.01;

        private readonly double[,] _metres;

        public Distances(GeoPoint kitchen, Stop[] stops)
        {
            GeoPoint[] points = [kitchen, .. stops.Select(stop => stop.Place!.Value)];
            _metres = new double[points.Length, points.Length];
            for (var a = 0; a < points.Length; a++)
            {
                for (var b = a + 1; b < points.Length; b++)
                    _metres[a, b] = _metres[b, a] = points[a].DistanceMetresTo(points[b]);
            }
        }

        public List<int> NearestFirst()
        {
            var (way, left, here) = (new List<int>(), Enumerable.Range(1, _metres.GetLength(0) - 1).ToList(), 0);
            while (left.Count > 0)
            {
                here = left.MinBy(stop => _metres[here, stop]);
                left.Remove(here);
                way.Add(here);
            }

            return way;
        }

        public void Turn(List<int> way)
        {
            for (var isShorter = true; isShorter;)
            {
                isShorter = false;
                for (var from = 0; from < way.Count - 1; from++)
                {
                    for (var to = from + 1; to < way.Count; to++)
                    {
                        if (Gain(way, from, to) <= GainMinMetres)
                            continue;
                        way.Reverse(from, to - from + 1);
                        isShorter = true;
                    }
                }
            }
        }

        public double Of(List<int> way)
        {
            var (metres, here) = (0.0, 0);
            foreach (var next in way)
            {
                metres += _metres[here, next];
                here = next;
            }

            return metres;
        }

        /// <summary>By how much the way is shorter when a stretch of it is gone the other way round.</summary>
        private double Gain(List<int> way, int from, int to)
        {
            var before = from == 0 ? 0 : way[from - 1];
            var gain = _metres[before, way[from]] - _metres[before, way[to]];
            return to == way.Count - 1
                ? gain
                : gain + _metres[way[to], way[to + 1]] - _metres[way[from], way[to + 1]];
        }
    }
}
