using Orleans.Placement;
using ResidentService.Runtime.Messages;
using ResidentService.Service.Hosting;

namespace ResidentService.Cluster;

/// <summary>A kitchen's day: hot before the cut-off and while meals are brought.</summary>
[GrainType("meal-day")]
[CollectionAgeLimit(Minutes = 120)]
[ActivationCountBasedPlacement]
public sealed class MealDayGrain(StandaloneRuntime runtime, ActorMessages messages) : ActorGrain(runtime, messages);
