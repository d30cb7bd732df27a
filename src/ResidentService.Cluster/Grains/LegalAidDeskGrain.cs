using ResidentService.Runtime.Messages;
using ResidentService.Service.Hosting;

namespace ResidentService.Cluster;

/// <summary>What of a community's legal aid is near its time limit or past it.</summary>
[GrainType("legal-aid-desk")]
[CollectionAgeLimit(Minutes = 60)]
public sealed class LegalAidDeskGrain(StandaloneRuntime runtime, ActorMessages messages) : ActorGrain(runtime, messages);
