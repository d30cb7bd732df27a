using ResidentService.Runtime.Messages;
using ResidentService.Service.Hosting;

namespace ResidentService.Cluster;

/// <summary>Households: a few members each.</summary>
[GrainType("household")]
[CollectionAgeLimit(Minutes = 20)]
public sealed class HouseholdGrain(StandaloneRuntime runtime, ActorMessages messages) : ActorGrain(runtime, messages);
