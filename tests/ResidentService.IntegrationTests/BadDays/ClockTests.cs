using System.Net;
using Dapper;

namespace ResidentService.IntegrationTests.BadDays;

/// <summary>
/// Domain time jumps back, as when a machine's clock is set right. The real executable's domain time is made to do so
/// by losing the sandbox's offset between two starts; the system's own clock is not ours to set.
/// </summary>
public sealed class ClockTests
{
    private const int AheadMinutes = 3 * 24 * 60;

    [Fact]
    public async Task Time_never_falls_within_a_stream_and_the_work_goes_on()
    {
        var folder = Directory.CreateTempSubdirectory("resident-service-").FullName;
        await Live(folder, async (admin, zhang) =>
        {
            await admin.Post("/sandbox/clock", new { advanceMinutes = AheadMinutes }).Ok();
            await zhang.Put("/api/v1/me", new { displayName = "张敏" }).Ok();
        });
        await using (var keys = await Databases.Open(folder, "keys"))
            Assert.Equal(1, await keys.ExecuteAsync("delete from meta where name = 'clock_offset_minutes'"));

        var start = DateTimeOffset.UtcNow;
        await Live(folder, async (admin, zhang) =>
        {
            await zhang.Put("/api/v1/me", new { displayName = "张小敏" }).Ok();
            Assert.Equal("张小敏", (string?)(await zhang.Get("/api/v1/me").Ok())["displayName"]);
            var created = await admin.PostOnce("/api/v1/communities",
                new { name = "桃园社区", street = "枣园街道", district = "灞桥区", city = "西安市" });
            created.Is(HttpStatusCode.Created);
        });

        await using (var journal = await Databases.Open(folder, "journal"))
        {
            var ahead = start.AddMinutes(AheadMinutes / 2).ToUnixTimeMilliseconds();
            Assert.True(await journal.ExecuteScalarAsync<long>(
                "select count(*) from entries where at > @ahead", new { ahead }) >= 2, "time was never ahead");
            Assert.True(await journal.ExecuteScalarAsync<long>(
                "select at from entries order by position desc limit 1") < ahead, "time never jumped back");
            Assert.Equal(0, await journal.ExecuteScalarAsync<long>(
                """
                select count(*) from entries later join entries earlier
                    on earlier.stream = later.stream and earlier.version = later.version - 1
                where later.at < earlier.at
                """));
        }

        var (exitCode, output) = await ServiceProcess.Run(folder, "verify");
        Assert.True(exitCode == 0, output);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task Live(string folder, Func<Client, Client, Task> live)
    {
        await using var service = await ServiceProcess.Start(folder);
        using var admin = await service.NewClient().SignIn("admin");
        using var zhang = await service.NewClient().SignIn("zhang");
        await live(admin, zhang);
    }
}
