using System.Collections.Concurrent;
using System.Net;

namespace ResidentService.IntegrationTests.BadDays;

/// <summary>The disk is full, or may not be written.</summary>
public sealed class DiskTests
{
    private const int BrokenStoreExitCode = 74;

    [Fact]
    public async Task On_a_full_disk_the_service_ends_and_what_it_acknowledged_is_there_when_there_is_room_again()
    {
        Assert.SkipWhen(Databases.AreUsed, Databases.AboutFiles);
        using var disk = await SmallDisk.Make(megabytes: 24);
        var acknowledged = new ConcurrentBag<string>();
        await using (var service = await ServiceProcess.Start(disk.Folder, settings: null, disk.Within))
        {
            using var admin = await service.NewClient().SignIn("admin");
            await Found(admin, acknowledged, communities: 20);
            await disk.Fill();
            await FoundUntilItEnds(admin, acknowledged);
            Assert.Equal(BrokenStoreExitCode, await service.Exit());
            var line = Assert.Single(
                service.Output.Split('\n'), line => line.StartsWith("The service ends", StringComparison.Ordinal));
            Assert.Contains("Make room on the disk", line, StringComparison.Ordinal);
        }

        await disk.Grow(megabytes: 64);
        await using (var service = await ServiceProcess.Start(disk.Folder, settings: null, disk.Within))
        {
            using var admin = await service.NewClient().SignIn("admin");
            foreach (var community in acknowledged)
                await admin.Get($"/api/v1/communities/{community}").Is(HttpStatusCode.OK);
            await Found(admin, acknowledged, communities: 1);
        }

        var (exitCode, output) = await ServiceProcess.RunWithin(disk.Within, disk.Folder, "verify");
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named()
    {
        using var disk = await SmallDisk.Make(megabytes: 24);
        await using (await ServiceProcess.Start(disk.Folder, settings: null, disk.Within))
        {
            // It makes its store, and stops.
        }

        await disk.MakeReadOnly();
        var (exitCode, output) = await ServiceProcess.RunWithin(disk.Within, disk.Folder, ServiceProcess.Serve);
        Assert.Equal(1, exitCode);
        Assert.StartsWith(
            $"Storage:Directory: {disk.Folder} cannot be written to", output.Split('\n')[^2], StringComparison.Ordinal);
    }

    private static async Task Found(Client admin, ConcurrentBag<string> acknowledged, int communities)
    {
        for (var i = 0; i < communities; i++)
        {
            var answer = await admin.PostOnce("/api/v1/communities",
                new { name = $"{Guid.NewGuid():N}社区", street = "枣园街道", district = "灞桥区", city = "西安市" });
            if (answer.Status == HttpStatusCode.Created)
                acknowledged.Add((string)answer.Json["communityId"]!);
        }
    }

    private static async Task FoundUntilItEnds(Client admin, ConcurrentBag<string> acknowledged)
    {
        try
        {
            // What is left in the files' last pages is used up by then.
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Found(admin, acknowledged, communities: 1_000)));
            Assert.Fail("it goes on without room");
        }
        catch (HttpRequestException)
        {
            // It has ended.
        }
    }
}
