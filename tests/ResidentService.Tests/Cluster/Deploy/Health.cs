using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ResidentService.Service.Api.Operations;

namespace ResidentService.Tests.Cluster.Deploy;

/// <summary>What the service can be asked about itself.</summary>
internal static class Health
{
    public static IReadOnlyList<string> Paths()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton<Readiness>();
        var app = builder.Build();
        app.MapHealth();
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>().Select(endpoint => endpoint.RoutePattern.RawText!)];
    }
}
