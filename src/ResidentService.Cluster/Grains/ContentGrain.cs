using ResidentService.Runtime.Messages;
using ResidentService.Service.Hosting;

namespace ResidentService.Cluster;

/// <summary>Texts that were checked before others read them.</summary>
[GrainType("content")]
[CollectionAgeLimit(Minutes = 10)]
public sealed class ContentGrain(StandaloneRuntime runtime, ActorMessages messages) : ActorGrain(runtime, messages);
