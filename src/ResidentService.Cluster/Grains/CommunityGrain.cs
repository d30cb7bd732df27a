using Orleans.Placement;
using ResidentService.Runtime.Messages;
using ResidentService.Service.Hosting;

namespace ResidentService.Cluster;

/// <summary>Communities: few, read with nearly every request, so they stay.</summary>
[GrainType("community")]
[CollectionAgeLimit(Minutes = 240)]
[ActivationCountBasedPlacement]
public sealed class CommunityGrain(StandaloneRuntime runtime, ActorMessages messages) : ActorGrain(runtime, messages);
