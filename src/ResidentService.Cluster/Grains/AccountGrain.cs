using ResidentService.Runtime.Messages;
using ResidentService.Service.Hosting;

namespace ResidentService.Cluster;

/// <summary>Accounts of points, of people, shops and communities.</summary>
[GrainType("account")]
[CollectionAgeLimit(Minutes = 20)]
public sealed class AccountGrain(StandaloneRuntime runtime, ActorMessages messages) : ActorGrain(runtime, messages);
