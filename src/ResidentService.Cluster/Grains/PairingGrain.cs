using ResidentService.Runtime.Messages;
using ResidentService.Service.Hosting;

namespace ResidentService.Cluster;

/// <summary>Pairings: a visit now and then.</summary>
[GrainType("pairing")]
[CollectionAgeLimit(Minutes = 10)]
public sealed class PairingGrain(StandaloneRuntime runtime, ActorMessages messages) : ActorGrain(runtime, messages);
