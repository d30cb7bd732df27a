using Orleans.Placement;
using ResidentService.Runtime.Messages;
using ResidentService.Service.Hosting;

namespace ResidentService.Cluster;

/// <summary>Kitchens: few, asked by each meal, so they stay.</summary>
[GrainType("kitchen")]
[CollectionAgeLimit(Minutes = 120)]
[ActivationCountBasedPlacement]
public sealed class KitchenGrain(StandaloneRuntime runtime, ActorMessages messages) : ActorGrain(runtime, messages);
