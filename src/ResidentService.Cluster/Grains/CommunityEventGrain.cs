using Orleans.Placement;
using ResidentService.Runtime.Messages;
using ResidentService.Service.Hosting;

namespace ResidentService.Cluster;

/// <summary>Events: hot when they open, so they are spread over the silos and stay through the day.</summary>
[GrainType("event")]
[CollectionAgeLimit(Minutes = 240)]
[ActivationCountBasedPlacement]
public sealed class CommunityEventGrain(StandaloneRuntime runtime, ActorMessages messages) : ActorGrain(runtime, messages);
