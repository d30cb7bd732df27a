using System.Net;

namespace ResidentService.IntegrationTests.Edge;

public sealed class ApiPageTests
{
    [Theory]
    [InlineData("/docs")]
    [InlineData("/Docs/")]
    [InlineData("/docs/index.html")]
    public async Task The_page_shows_with_its_scripts_and_nothing_else_may_run_any(string path)
    {
        var stopping = TestContext.Current.CancellationToken;
        await using var service = await Started.With([]);
        using var browser = new HttpClient { BaseAddress = service.Address };
        using var page = await browser.GetAsync(path, stopping);
        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
        Assert.Contains("swagger-ui", await page.Content.ReadAsStringAsync(stopping), StringComparison.Ordinal);
        Assert.Contains("script-src 'self'", Policy(page), StringComparison.Ordinal);
        using var script = await browser.GetAsync("/docs/swagger-ui-bundle.js", stopping);
        Assert.Equal(HttpStatusCode.OK, script.StatusCode);

        using var data = await browser.GetAsync("/openapi/v1.json", stopping);
        Assert.Equal(HttpStatusCode.OK, data.StatusCode);
        Assert.StartsWith("default-src 'none'", Policy(data), StringComparison.Ordinal);
        using var nothing = await browser.GetAsync("/docsters/index.html", stopping);
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
    }

    private static string Policy(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Content-Security-Policy").Single();
}
