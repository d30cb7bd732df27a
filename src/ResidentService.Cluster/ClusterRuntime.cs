using Orleans.Configuration;
using ResidentService.Cluster.Adapters.Redis;
#if SENPARC
using ResidentService.Cluster.Adapters.Senparc;
#endif
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;
using ResidentService.Runtime.Messages;
using ResidentService.Service.Api.Operations;
using ResidentService.Service.Hosting;
using ResidentService.Service.Settings;
using StackExchange.Redis;

namespace ResidentService.Cluster;

/// <summary>
/// The cluster edition: the same runtime, and beside it a silo whose grains say in which process an actor lives.
/// </summary>
public static class ClusterRuntime
{
    /// <summary>A little longer than a person's command waits at most before it is shed.</summary>
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(7);

    /// <summary>
    /// A silo of which nothing was heard for three times so long is given up by the others. Actors of one that is cut
    /// off live on elsewhere then; what it still appends itself is compared as ever.
    /// </summary>
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(6);

    /// <summary>How often a silo looks who is a member, should it not have been told: perhaps it was given up itself.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How often a silo notes that it is there. One that starts waits for all that are said to be there, but gives up who
    /// has missed three notes.
    /// </summary>
    private static readonly TimeSpan AliveEvery = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Who misses notes is looked for when a silo begins to join, and not again: one that starts within moments of the
    /// end of all, and finds one of them gone for good, ends after so long. Started once more it gives that one up.
    /// </summary>
    private static readonly TimeSpan JoinTimeMax = TimeSpan.FromMinutes(1);

    /// <exception cref="WrongSettingException">A setting is wrong.</exception>
    public static void AddClusterRuntime(this WebApplicationBuilder builder)
    {
        var settings = ClusterSettings.Read(builder.Configuration);
        builder.AddStandaloneRuntime((provider, own) => new OrleansActors(
            own,
            provider.GetRequiredService<IGrainFactory>(),
            provider.GetRequiredService<ActorMessages>(),
            provider.GetRequiredService<IHostApplicationLifetime>(),
            provider.GetRequiredService<ILogger<OrleansActors>>()));
        if (settings.Redis is { } redis)
            builder.Services.AddRedisSharing(ConfigurationOptions.Parse(redis), settings.Name);
        if (settings.WeChatClient == WeChatClientKind.Senparc)
        {
#if SENPARC
            builder.Services.AddWeChatSenparc(builder.Configuration);
#else
            throw new WrongSettingException("Cluster:WeChatClient", "cannot be Senparc: this was built without it");
#endif
        }

        builder.Services.AddSingleton(provider => new ActorMessages(
            provider.GetRequiredService<SliceSet>(), provider.GetRequiredService<Codec>()));
        builder.Services.AddSingleton(provider => new ReadinessCheck("cluster", _ => new(
            provider.GetRequiredService<ISiloStatusOracle>().CurrentStatus is var status and not SiloStatus.Active
                ? $"this silo is {status} in the cluster"
                : null)));
        builder.UseOrleans(silo => Configure(silo, settings));
    }

    private static void Configure(ISiloBuilder silo, ClusterSettings settings)
    {
        silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (settings.Name, settings.Name));
        silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = AnswerPatience);
        silo.Configure<ClusterMembershipOptions>(options =>
        {
            (options.MinProbeTimeout, options.ProbeTimeout, options.MaxProbeTimeout) = (SilenceMax, SilenceMax, SilenceMax);
            options.MaxJoinAttemptTime = JoinTimeMax;
            (options.TableRefreshTimeout, options.IAmAliveTablePublishTimeout) = (LookEvery, AliveEvery);
        });
        if (settings.Redis is { } redis)
        {
            silo.ConfigureEndpoints(settings.Address, settings.Port, gatewayPort: 0);
            silo.UseRedisClustering(options => options.ConfigurationOptions = ConfigurationOptions.Parse(redis));
        }
        else
        {
            silo.UseLocalhostClustering(settings.Port, gatewayPort: 0, serviceId: settings.Name, clusterId: settings.Name);
        }
    }
}
