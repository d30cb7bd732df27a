using ResidentService.Runtime.Messages;
using ResidentService.Service.Hosting;

namespace ResidentService.Cluster;

/// <summary>Who signs in under which account: asked once a sign-in.</summary>
[GrainType("identity")]
[CollectionAgeLimit(Minutes = 10)]
public sealed class IdentityGrain(StandaloneRuntime runtime, ActorMessages messages) : ActorGrain(runtime, messages);
