using System.Collections.Immutable;
using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Points;

/// <summary>Points by lot, in the order in which they are spent: what expires first goes first.</summary>
/// <param name="Parts">At most one part of each lot, ordered by expiry, then by award.</param>
/// <param name="Points">Their sum.</param>
public sealed record Lots(ImmutableList<LotPart> Parts, long Points)
{
    public static Lots None { get; } = new([], 0);

    public Lots Add(IEnumerable<LotPart> parts) => Change(parts, add: true);

    /// <exception cref="ArgumentOutOfRangeException">A part isn't here.</exception>
    public Lots Remove(IEnumerable<LotPart> parts) => Change(parts, add: false);

    /// <summary>What has expired at a time, whether or not its deadline has fired.</summary>
    public IEnumerable<LotPart> Expired(DateTimeOffset at) => Parts.TakeWhile(part => part.Lot.ExpiresAt <= at);

    /// <summary>The sum of what has not expired at a time.</summary>
    public long Unexpired(DateTimeOffset at) => Points - Expired(at).Sum(part => (long)part.Points.Value);

    /// <summary>The parts that pay so many points; the caller knows that there are enough unexpired ones.</summary>
    public IReadOnlyList<LotPart> Take(Amount points, DateTimeOffset at)
    {
        var taken = new List<LotPart>();
        var left = points;
        foreach (var part in Parts.SkipWhile(part => part.Lot.ExpiresAt <= at))
        {
            if (left == Amount.Zero)
                break;
            var piece = Amount.Min(part.Points, left);
            taken.Add(part with { Points = piece });
            left -= piece;
        }

        return taken;
    }

    private Lots Change(IEnumerable<LotPart> changes, bool add)
    {
        var (parts, points) = (Parts, Points);
        foreach (var change in changes)
        {
            var index = parts.BinarySearch(change, SpendingOrder.It);
            var before = index < 0 ? Amount.Zero : parts[index].Points;
            var after = add ? before + change.Points : before - change.Points;
            points += after.Value - before.Value;
            parts = (index < 0, after.Value) switch
            {
                (true, 0) => parts,
                (true, _) => parts.Insert(~index, change),
                (false, 0) => parts.RemoveAt(index),
                _ => parts.SetItem(index, change with { Points = after }),
            };
        }

        return new(parts, points);
    }

    private sealed class SpendingOrder : IComparer<LotPart>
    {
        public static SpendingOrder It { get; } = new();

        public int Compare(LotPart x, LotPart y)
        {
            var byExpiry = x.Lot.ExpiresAt.CompareTo(y.Lot.ExpiresAt);
            return byExpiry != 0 ? byExpiry : string.CompareOrdinal(x.Lot.Award.Value, y.Lot.Award.Value);
        }
    }
}
