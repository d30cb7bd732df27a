using ResidentService.Runtime.Messages;
using ResidentService.Service.Hosting;

namespace ResidentService.Cluster;

/// <summary>Who has looked at what of somebody: written at each look.</summary>
[GrainType("looks")]
[CollectionAgeLimit(Minutes = 10)]
public sealed class LookGrain(StandaloneRuntime runtime, ActorMessages messages) : ActorGrain(runtime, messages);
