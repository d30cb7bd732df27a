using ResidentService.Runtime.Messages;
using ResidentService.Service.Hosting;

namespace ResidentService.Cluster;

/// <summary>Service orders: some steps within some days.</summary>
[GrainType("order")]
[CollectionAgeLimit(Minutes = 20)]
public sealed class ServiceOrderGrain(StandaloneRuntime runtime, ActorMessages messages) : ActorGrain(runtime, messages);
