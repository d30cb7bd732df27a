using ResidentService.Runtime.Actors;
using ResidentService.Service.Api.CommunityEvents;

namespace ResidentService.Service.Views;

/// <summary>Every projection.</summary>
public static class AllTables
{
    public static IReadOnlyList<Projection> Of(SliceSet slices) =>
    [
        new DeadlineProjection(slices),
        new EventTables(),
    ];
}
