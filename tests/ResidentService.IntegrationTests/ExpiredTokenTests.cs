using System.Net;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Service;
using ResidentService.Service.Hosting;
using ResidentService.Service.Security;

namespace ResidentService.IntegrationTests;

/// <summary>Tokens given long ago, made with the keys of the store while the service is not running.</summary>
public sealed class ExpiredTokenTests : IAsyncLifetime
{
    private static readonly string[] Guarded =
        ["/api/v1/me", "/api/v1/me/card", "/api/v1/me/points", "/api/v1/me/sign-ups", "/api/v1/me/redemptions"];

    private readonly string _folder = Directory.CreateTempSubdirectory("resident-service-").FullName;
    private ServiceProcess _service = null!;
    private string _resident = "";

    public async ValueTask InitializeAsync()
    {
        _service = await ServiceProcess.Start(_folder);
        using var client = _service.NewClient();
        _resident = (await client.SignIn("zhang")).ResidentId;
        await _service.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_token_holds_for_two_hours_and_can_then_be_renewed_for_a_month()
    {
        var fresh = await TokensGiven(ago: TimeSpan.FromMinutes(119));
        var expired = await TokensGiven(ago: TimeSpan.FromMinutes(121));
        var dead = await TokensGiven(ago: TimeSpan.FromDays(31));
        _service = await ServiceProcess.Start(_folder);
        var entries = await _service.Entries();
        using var client = _service.NewClient();
        foreach (var path in Guarded)
        {
            client.AccessToken = fresh.AccessToken;
            await client.Get(path).Ok();
            client.AccessToken = expired.AccessToken;
            await client.Get(path).IsProblem(HttpStatusCode.Unauthorized, "not_signed_in");
        }

        client.AccessToken = null;
        await client.Post("/api/v1/auth/refresh", new { refreshToken = dead.RefreshToken })
            .IsProblem(HttpStatusCode.Unauthorized, "refresh_token_invalid");
        var renewed = await client.Post("/api/v1/auth/refresh", new { refreshToken = expired.RefreshToken }).Ok();
        client.AccessToken = (string?)renewed["accessToken"];
        await client.Get("/api/v1/me").Ok();
        Assert.Equal(entries, await _service.Entries());
    }

    private async Task<TokenPair> TokensGiven(TimeSpan ago)
    {
        var builder = WebApplication.CreateBuilder(Databases.Arguments(_folder));
        builder.AddResidentServiceEdge().AddStandaloneRuntime();
        await using var app = builder.Build();
        var (services, past) = (app.Services, new Past(ago));
        var sessions = new Sessions(
            services.GetRequiredService<KeysDatabase>(), services.GetRequiredService<Secrets>(), past);
        var session = await sessions.Begin(
            Id.Parse<ResidentId>(_resident), services.GetRequiredService<Identities>().WeChat("zhang"), weChatKey: null);
        return new Tokens(services.GetRequiredService<IOptionsMonitor<BearerTokenOptions>>(), past).For(session);
    }

    private sealed class Past(TimeSpan ago) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - ago;
    }
}
