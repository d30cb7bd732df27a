using ResidentService.Runtime.Messages;
using ResidentService.Service.Hosting;

namespace ResidentService.Cluster;

/// <summary>Shops: asked at each redemption and scan.</summary>
[GrainType("merchant")]
[CollectionAgeLimit(Minutes = 60)]
public sealed class MerchantGrain(StandaloneRuntime runtime, ActorMessages messages) : ActorGrain(runtime, messages);
