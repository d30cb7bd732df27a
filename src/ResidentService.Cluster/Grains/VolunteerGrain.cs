using ResidentService.Runtime.Messages;
using ResidentService.Service.Hosting;

namespace ResidentService.Cluster;

/// <summary>Volunteers: what they have served, and their pairings.</summary>
[GrainType("volunteer")]
[CollectionAgeLimit(Minutes = 20)]
public sealed class VolunteerGrain(StandaloneRuntime runtime, ActorMessages messages) : ActorGrain(runtime, messages);
