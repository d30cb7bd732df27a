using Orleans.Placement;
using ResidentService.Runtime.Messages;
using ResidentService.Service.Hosting;

namespace ResidentService.Cluster;

/// <summary>Offers: hot in a rush for the last pieces.</summary>
[GrainType("offer")]
[CollectionAgeLimit(Minutes = 120)]
[ActivationCountBasedPlacement]
public sealed class OfferGrain(StandaloneRuntime runtime, ActorMessages messages) : ActorGrain(runtime, messages);
