using ResidentService.Runtime.Messages;
using ResidentService.Service.Hosting;

namespace ResidentService.Cluster;

/// <summary>Whom somebody trusts to act for them.</summary>
[GrainType("mandate")]
[CollectionAgeLimit(Minutes = 20)]
public sealed class MandateGrain(StandaloneRuntime runtime, ActorMessages messages) : ActorGrain(runtime, messages);
