using Orleans.Placement;
using ResidentService.Runtime.Messages;
using ResidentService.Service.Hosting;

namespace ResidentService.Cluster;

/// <summary>A community's catalogue of services: asked by each of its orders.</summary>
[GrainType("catalogue")]
[CollectionAgeLimit(Minutes = 240)]
[ActivationCountBasedPlacement]
public sealed class CatalogueGrain(StandaloneRuntime runtime, ActorMessages messages) : ActorGrain(runtime, messages);
