using Orleans.Placement;
using ResidentService.Runtime.Messages;
using ResidentService.Service.Hosting;

namespace ResidentService.Cluster;

/// <summary>Appointment books: hot when a day's slots open.</summary>
[GrainType("book")]
[CollectionAgeLimit(Minutes = 120)]
[ActivationCountBasedPlacement]
public sealed class AppointmentBookGrain(StandaloneRuntime runtime, ActorMessages messages) : ActorGrain(runtime, messages);
