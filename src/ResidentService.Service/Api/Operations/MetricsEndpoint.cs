using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Security;
using ResidentService.Service.Settings;
using ResidentService.Service.Telemetry;

namespace ResidentService.Service.Api.Operations;

/// <summary>
/// Metrics for Prometheus: for who is on this machine, and for platform admins. A proxy on this machine is on it too,
/// whomever it speaks for: where one is configured, or a request shows that it came through one, only an admin's token
/// counts.
/// </summary>
public static class MetricsEndpoint
{
    /// <summary>What proxies add; the last is left by our own reading of the first.</summary>
    private static readonly string[] SignsOfProxies =
        ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Forwarded", "Via", "X-Original-For"];

    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", Scrape).AllowAnonymous().WithTags("operations")
            .WithSummary("Metrics as Prometheus reads them; for this machine and for platform admins.");

    private static Results<ContentHttpResult, Problem> Scrape(
        HttpContext context, SignedIn? caller, ServiceSettings settings, ServiceTelemetry telemetry)
    {
        if (caller is not { IsPlatformAdmin: true } && !IsFromThisMachine(context, settings))
            return Problem.Of(caller is null ? EdgeFault.NotSignedIn : EdgeFault.NotAllowed);
        return telemetry.Scrape() is { } text
            ? TypedResults.Text(text, PrometheusText.ContentType)
            : Problem.Of(EdgeFault.TryAgain);
    }

    private static bool IsFromThisMachine(HttpContext context, ServiceSettings settings) =>
        settings.TrustedProxies.Count == 0
        && context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && Array.TrueForAll(SignsOfProxies, name => StringValues.IsNullOrEmpty(context.Request.Headers[name]));
}
