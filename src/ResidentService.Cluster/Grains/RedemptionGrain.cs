using ResidentService.Runtime.Messages;
using ResidentService.Service.Hosting;

namespace ResidentService.Cluster;

/// <summary>Redemptions: a week of waiting for one scan.</summary>
[GrainType("redemption")]
[CollectionAgeLimit(Minutes = 10)]
public sealed class RedemptionGrain(StandaloneRuntime runtime, ActorMessages messages) : ActorGrain(runtime, messages);
