using Microsoft.AspNetCore.DataProtection;
using ResidentService.Service.Adapters.WeChat;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Operations;
using ResidentService.Service.Security;
using StackExchange.Redis;

namespace ResidentService.Cluster.Adapters.Redis;

/// <summary>What the nodes share over Redis, in place of what a process alone keeps in memory.</summary>
internal static class RedisSharing
{
    private const string Away = "Redis is away: each node counts calls and keeps WeChat's token by itself";

    /// <param name="name">Of the cluster.</param>
    public static void AddRedisSharing(this IServiceCollection services, ConfigurationOptions options, string name)
    {
        services.AddSingleton(provider => new RedisLink(
            options, name, TimeProvider.System, provider.GetRequiredService<ILogger<RedisLink>>()));
        services.AddSingleton(provider =>
        {
            var redis = provider.GetRequiredService<RedisLink>();
            return new ReadinessWarning("redis", () => redis.IsAway ? Away : null);
        });
        services.AddSingleton<ITokenStore>(provider => new RedisTokenStore(
            provider.GetRequiredService<RedisLink>(),
            provider.GetRequiredService<IDataProtectionProvider>().CreateProtector("wechat-token"),
            new MemoryTokenStore(TimeProvider.System)));
        services.AddSingleton<NewBucket>(provider => new SharedBuckets(
            provider.GetRequiredService<RedisLink>(), provider.GetRequiredService<Secrets>(), TimeProvider.System).Of);
    }
}
