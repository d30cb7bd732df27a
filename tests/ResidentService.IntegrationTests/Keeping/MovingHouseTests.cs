using System.IO.Compression;
using System.Net;
using System.Text;
using Dapper;
using Npgsql;
using ResidentService.Tests;

namespace ResidentService.IntegrationTests.Keeping;

/// <summary>
/// A store moves from files into PostgreSQL and back: every entry, version and hash is as it was, people are who they
/// were, and who was erased stays erased.
/// </summary>
public sealed class MovingHouseTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("resident-service-").FullName;
    private string _database = "";

    public async ValueTask InitializeAsync() => _database = await PostgreSqlServer.NewDatabase();

    [Fact]
    public async Task There_and_back_again_nothing_is_lost_and_nothing_comes_back()
    {
        await Run("files", "seed");
        var (zhang, gone) = await Live("files");
        var anchor = await Verify("files");

        await Run("files", "export", Export("one"));
        await Run("database", "restore", Export("one"), "--erasures", Path.Combine(Folder("files"), "erasures"));
        Assert.Equal(anchor, await Verify("database"));
        await Run("database", "export", Export("two"));
        Assert.Equal(Unpacked("one"), Unpacked("two"));
        await Run("database", 1, "restore", Export("two"), "--erasures", "none"); // is not empty

        Assert.Equal(zhang, await Same("database", gone));
        await using (var connection = new NpgsqlConnection(_database))
        {
            Assert.Equal(1, await connection.ExecuteScalarAsync<int>("select count(*) from keys.sealing_keys where key is null"));
            Assert.Equal(1, await connection.ExecuteScalarAsync<int>("select count(*) from keys.secrets"));
        }

        anchor = await Verify("database");
        await Run("database", "export", Export("three"));
        await Run("back", "restore", Export("three"), "--erasures", "none", "--anchor", anchor);
        Assert.Equal(anchor, await Verify("back"));
        Assert.Equal(zhang, await Same("back", gone));
    }

    [Fact]
    public async Task A_restore_that_was_refused_leaves_the_database_as_it_was()
    {
        await Run("files", "seed");
        await Run("files", "export", Export("one"));
        var whole = await File.ReadAllBytesAsync(Export("one"), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Export("one"), whole[..^40], TestContext.Current.CancellationToken);
        await Run("database", 1, "restore", Export("one"), "--erasures", "none");
        await using (var connection = new NpgsqlConnection(_database))
            Assert.Equal(0, await connection.ExecuteScalarAsync<int>(
                "select count(*) from pg_namespace where nspname similar to '%(journal|keys|views|messages)'"));

        await File.WriteAllBytesAsync(Export("one"), whole, TestContext.Current.CancellationToken);
        await Run("database", "restore", Export("one"), "--erasures", "none");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <returns>What somebody is told of themself, and who has gone.</returns>
    private async Task<(string Profile, string Gone)> Live(string house)
    {
        await using var service = await ServiceProcess.Start(Folder(house), Settings(house));
        using var zhang = await service.NewClient().SignIn("zhang");
        await zhang.Put("/api/v1/me", new { displayName = "张三" }).Ok();
        await zhang.PostOnce("/api/v1/events/evt_tangdu-meals/sign-ups").Ok();
        using var gone = await service.NewClient().SignIn("gone");
        await gone.Put("/api/v1/me", new { displayName = "独孤求败" }).Ok();
        await gone.Send(HttpMethod.Delete, "/api/v1/me", new { confirm = true }).Is(HttpStatusCode.NoContent);
        return (await Told(zhang), gone.ResidentId);
    }

    private async Task<string> Same(string house, string gone)
    {
        await using var service = await ServiceProcess.Start(Folder(house), Settings(house));
        using var anew = await service.NewClient().SignIn("gone");
        Assert.NotEqual(gone, anew.ResidentId);
        using var zhang = await service.NewClient().SignIn("zhang");
        return await Told(zhang);
    }

    private static async Task<string> Told(Client client) => (await client.Get("/api/v1/me")).Text
        + (await client.Get("/api/v1/events/evt_tangdu-meals").Ok())["mine"]!.ToJsonString();

    private async Task<string> Verify(string house) => (await Run(house, "verify")).Split('\n')
        .Single(line => line.StartsWith("anchor: ", StringComparison.Ordinal))[8..].Trim();

    private Task<string> Run(string house, params string[] arguments) => Run(house, 0, arguments);

    private async Task<string> Run(string house, int exitCode, params string[] arguments)
    {
        var (code, output) = await ServiceProcess.Run(
            Folder(house), [.. arguments, "--Storage:PostgreSql", DatabaseOf(house)]);
        Assert.True(code == exitCode, $"{code} instead of {exitCode}: {output}");
        return output;
    }

    private Dictionary<string, string> Settings(string house) => new() { ["Storage__PostgreSql"] = DatabaseOf(house) };

    /// <summary>Whatever the other tests run on: only one of the houses is a database.</summary>
    private string DatabaseOf(string house) => house == "database" ? _database : "";

    private string Folder(string house) => Path.Combine(_folder, house);

    private string Export(string name) => Path.Combine(_folder, name + ".gz");

    private string Unpacked(string name)
    {
        using var text = new StreamReader(
            new GZipStream(File.OpenRead(Export(name)), CompressionMode.Decompress), Encoding.UTF8);
        return text.ReadToEnd();
    }
}
