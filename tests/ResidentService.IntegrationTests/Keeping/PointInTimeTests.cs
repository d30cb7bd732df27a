using System.Net;
using Dapper;
using Npgsql;
using ResidentService.Tests;

namespace ResidentService.IntegrationTests.Keeping;

/// <summary>
/// A database goes back to a moment, by PostgreSQL's own means: a copy of its files, taken while it ran, and its log.
/// </summary>
public sealed class PointInTimeTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("resident-service-").FullName;
    private PostgreSqlServer _server = null!;
    private Dictionary<string, string> _settings = [];

    public async ValueTask InitializeAsync()
    {
        _server = await PostgreSqlServer.StartAnother(keepsLog: true);
        _settings = new() { ["Storage__PostgreSql"] = await _server.Database() };
    }

    [Fact]
    public async Task What_came_after_the_moment_is_gone_but_who_was_erased_stays_erased()
    {
        string moment, before, erased, after;
        await using (var service = await ServiceProcess.Start(_folder, _settings))
        {
            using var early = await service.NewClient().SignIn("early");
            await _server.BackUp();
            using var zhang = await service.NewClient().SignIn("zhang");
            await zhang.Put("/api/v1/me", new { displayName = "张三" }).Ok();
            moment = await Now();
            using var late = await service.NewClient().SignIn("late");
            await zhang.Put("/api/v1/me", new { displayName = "李四" }).Ok();
            await early.Send(HttpMethod.Delete, "/api/v1/me", new { confirm = true }).Is(HttpStatusCode.NoContent);
            (before, erased, after) = (zhang.ResidentId, early.ResidentId, late.AccessToken!);
        }

        await _server.RecoverTo(moment);
        await using (var service = await ServiceProcess.Start(_folder, _settings))
        {
            using var zhang = await service.NewClient().SignIn("zhang");
            Assert.Equal(
                (before, "张三"), (zhang.ResidentId, (string?)(await zhang.Get("/api/v1/me").Ok())["displayName"]));
            using var late = service.NewClient();
            late.AccessToken = after;
            await late.Get("/api/v1/me").Is(HttpStatusCode.Unauthorized);
            using var early = await service.NewClient().SignIn("early");
            Assert.NotEqual(erased, early.ResidentId);
        }

        var (exitCode, output) = await ServiceProcess.Run(
            _folder, "verify", "--Storage:PostgreSql", _settings["Storage__PostgreSql"]);
        Assert.True(exitCode == 0, output);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> Now()
    {
        await using var connection = new NpgsqlConnection(_settings["Storage__PostgreSql"]);
        return (await connection.ExecuteScalarAsync<string>("select clock_timestamp()::text"))!;
    }
}
