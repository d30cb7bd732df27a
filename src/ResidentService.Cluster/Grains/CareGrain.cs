using ResidentService.Runtime.Messages;
using ResidentService.Service.Hosting;

namespace ResidentService.Cluster;

/// <summary>What is known of a person who is cared for.</summary>
[GrainType("care")]
[CollectionAgeLimit(Minutes = 20)]
public sealed class CareGrain(StandaloneRuntime runtime, ActorMessages messages) : ActorGrain(runtime, messages);
