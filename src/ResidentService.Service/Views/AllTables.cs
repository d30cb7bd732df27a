using ResidentService.Runtime.Actors;

namespace ResidentService.Service.Views;

/// <summary>Every projection.</summary>
public static class AllTables
{
    public static IReadOnlyList<Projection> Of(SliceSet slices) =>
    [
        new DeadlineProjection(slices),
    ];
}
