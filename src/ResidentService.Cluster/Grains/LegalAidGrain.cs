using ResidentService.Runtime.Messages;
using ResidentService.Service.Hosting;

namespace ResidentService.Cluster;

/// <summary>Applications for legal aid: some steps within some weeks.</summary>
[GrainType("legal-aid")]
[CollectionAgeLimit(Minutes = 10)]
public sealed class LegalAidGrain(StandaloneRuntime runtime, ActorMessages messages) : ActorGrain(runtime, messages);
