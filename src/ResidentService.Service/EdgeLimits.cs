using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Settings;

namespace ResidentService.Service;

/// <summary>A limit on everything that comes from outside: how much, how fast, how long, from whom.</summary>
internal static class EdgeLimits
{
    private const int ConnectionsMax = 20_000;
    private const int BodyBytesPerSecondMin = 240;

    /// <summary>A body may be slower than that for so long.</summary>
    private static readonly TimeSpan BodyGrace = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan HeadersTimeMax = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan OnlyByHttps = TimeSpan.FromDays(365);

    public static void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxRequestBodySize = JsonBodies.RefusedBytesMax;
        limits.MinRequestBodyDataRate = new(BodyBytesPerSecondMin, BodyGrace);
        limits.RequestHeadersTimeout = HeadersTimeMax;
        limits.MaxConcurrentConnections = ConnectionsMax;
    }

    public static void Add(IServiceCollection services, ServiceSettings settings, IConfiguration configuration)
    {
        services.AddRequestTimeouts(options => options.DefaultPolicy = new()
        {
            Timeout = settings.Limits.RequestTime,
            WriteTimeoutResponse = EdgeMiddleware.AnswerTooLate,
        });
        services.AddSingleton<NewBucket>(RateLimits.OwnBucket);
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<NewBucket>((options, newBucket) =>
            RateLimits.Configure(options, settings.Limits, newBucket));
        services.AddHsts(options => options.MaxAge = OnlyByHttps);
        if (settings.TrustedProxies.Count > 0)
            services.Configure<ForwardedHeadersOptions>(options => Trust(options, settings));
        if (settings.IsSandbox)
        {
            services.PostConfigure<HostFilteringOptions>(options =>
                options.AllowedHosts = ServiceSettings.SandboxHosts(configuration));
        }
    }

    private static void Trust(ForwardedHeadersOptions options, ServiceSettings settings)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.ForwardLimit = null; // through as many as are trusted, each of them checked
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in settings.TrustedProxies)
            options.KnownIPNetworks.Add(network);
    }
}
