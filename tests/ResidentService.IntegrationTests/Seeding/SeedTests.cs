namespace ResidentService.IntegrationTests.Seeding;

public sealed class SeedTests
{
    [Fact]
    public async Task Seeding_twice_makes_nothing_new_and_people_find_themselves()
    {
        var folder = Directory.CreateTempSubdirectory("resident-service-").FullName;
        var (exitCode, first) = await ServiceProcess.Run(folder, "seed");
        Assert.True(exitCode == 0, first);
        Assert.Contains("com_tangdu", first, StringComparison.Ordinal);
        var (_, before) = await ServiceProcess.Run(folder, "verify");
        var (_, second) = await ServiceProcess.Run(folder, "seed");
        Assert.Contains("nothing was made", second, StringComparison.Ordinal);
        var (_, after) = await ServiceProcess.Run(folder, "verify");
        Assert.Equal(before, after);
        Assert.Contains(" 0 faults", after, StringComparison.Ordinal);

        await using (var service = await ServiceProcess.Start(folder))
        {
            using var client = service.NewClient();
            await client.SignIn("zhang");
            Assert.Equal("res_zhang", client.ResidentId);
            var me = await client.Get("/api/v1/me").Ok();
            Assert.Equal(("张建国", "com_tangdu"), ((string?)me["displayName"], (string?)me["communityId"]));
            var offers = await client.Get("/api/v1/offers?communityId=com_tangdu").Ok();
            Assert.Equal(6, offers["items"]!.AsArray().Count);
            await client.SignIn("li-noodle");
            var shops = (await client.Get("/api/v1/me/merchants").Ok())["items"]!.AsArray();
            Assert.Equal("mer_li-noodle", (string?)Assert.Single(shops)!["merchantId"]);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_store_of_real_people_is_not_seeded()
    {
        var folder = Directory.CreateTempSubdirectory("resident-service-").FullName;
        var (exitCode, output) = await ServiceProcess.Run(
            folder, "seed", "--WeChat:AppId", "wx1", "--WeChat:AppSecret", "secret");
        Assert.Equal(1, exitCode);
        Assert.Contains("WeChat:AppId", output, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }
}
