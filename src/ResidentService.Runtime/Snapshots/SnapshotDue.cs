namespace ResidentService.Runtime.Snapshots;

/// <summary>After how many entries since the last one a snapshot is due.</summary>
internal static class SnapshotDue
{
    /// <summary>
    /// When an actor comes or goes: another snapshot then costs about as much as the loading that it spares.
    /// </summary>
    public const long AtRest = 1_000;

    /// <summary>
    /// While an actor works, at least: only after a kill are so many entries read again, in a quarter of a second.
    /// Snapshots after each thousand took a good part of a sign-up (loadtests/results/2026-11-23-compare.md).
    /// </summary>
    private const long AtWorkMin = 20_000;

    private const double PerItem = 0.25;

    /// <summary>
    /// While an actor works: for a large state a quarter of its items, so that over a stream's life the work of its
    /// snapshots grows with its entries, not with their square.
    /// </summary>
    /// <param name="items">Items of its state.</param>
    public static long AtWork(int items) => Math.Max(AtWorkMin, (long)(items * PerItem));
}
