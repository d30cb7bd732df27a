using System.Net;

namespace ResidentService.IntegrationTests.Telemetry;

/// <summary>Metrics tell how a community lives, so they are not for everybody.</summary>
public sealed class MetricsTests
{
    [Fact]
    public async Task What_came_through_a_proxy_is_not_from_this_machine()
    {
        await using var service = await Started.With([]);
        await AssertRefused(service, "X-Forwarded-For", "203.0.113.9");
        await AssertRefused(service, "X-Forwarded-For", "127.0.0.1");
        await AssertRefused(service, "Forwarded", "for=127.0.0.1");
        await AssertRefused(service, "X-Real-IP", "127.0.0.1");
        await AssertRefused(service, "Via", "1.1 proxy");
        using var here = service.NewClient();
        await here.Get("/metrics").Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Behind_a_trusted_proxy_only_an_admin_reads_them()
    {
        await using var service = await Started.With(new() { ["Proxy__Trusted"] = "127.0.0.1" });
        await AssertRefused(service, "X-Forwarded-For", "127.0.0.1");
        using var admin = await service.NewClient().SignIn("admin");
        using var resident = await service.NewClient().SignIn("zhang");
        using var nobody = service.NewClient();
        await nobody.Get("/metrics").IsProblem(HttpStatusCode.Unauthorized, "not_signed_in");
        await resident.Get("/metrics").IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        await admin.Get("/metrics").Is(HttpStatusCode.OK);
    }

    private static async Task AssertRefused(Started service, string header, string value)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.TryAddWithoutValidation(header, value);
        using var response = await http.GetAsync(new Uri(service.Address, "/metrics"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }
}
