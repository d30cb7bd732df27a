using ResidentService.Runtime.Messages;
using ResidentService.Service.Hosting;

namespace ResidentService.Cluster;

/// <summary>Residents: many, small, asked now and then.</summary>
[GrainType("resident")]
[CollectionAgeLimit(Minutes = 20)]
public sealed class ResidentGrain(StandaloneRuntime runtime, ActorMessages messages) : ActorGrain(runtime, messages);
