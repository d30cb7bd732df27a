using System.Buffers.Binary;
using System.Net;

namespace ResidentService.IntegrationTests.BadDays;

/// <summary>
/// The power fails while the journal's log is written: it ends anywhere. What is before the end is there and whole.
/// </summary>
public sealed class TornLogTests : IAsyncDisposable
{
    private const int Communities = 24;
    private const int Cuts = 3;
    private const int FramesToCutMin = 40;

    /// <summary>Of a WAL: its head, then frames of a head and a page.</summary>
    private const int HeadBytes = 32;
    private const int FrameBytes = 24 + 4_096;

    /// <summary>In the shared memory of a WAL: how many frames have been moved into the file, so were synced before.</summary>
    private const int MovedOffset = 96;

    private readonly int _seed = Environment.TickCount;
    private readonly string _root = Directory.CreateTempSubdirectory("resident-service-").FullName;

    [Fact]
    public async Task What_is_before_the_cut_is_there_and_the_service_starts()
    {
        Assert.SkipWhen(Databases.AreUsed, Databases.AboutFiles);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {_seed}");
        var random = new Random(_seed);
        var (written, founded, log, first) = await WriteUntilThereIsEnoughToCut();
        var kept = new List<int>();
        for (var cut = 0; cut <= Cuts; cut++)
        {
            var within = cut is 0 or Cuts ? 0 : random.Next(FrameBytes);
            var length = first + ((log.Length - first) * cut / Cuts) - within;
            kept.Add(await CountKept(written, log[..(int)length], founded, $"cut{cut}"));
        }

        Assert.Equal(kept.Order(), kept);
        Assert.Equal(Communities, kept[^1]);
        Assert.True(kept[0] < Communities, "nothing was cut off");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>What has been moved into the file was synced before; only what came after it can be torn.</summary>
    private async Task<(string Folder, List<string> Founded, byte[] Log, long First)> WriteUntilThereIsEnoughToCut()
    {
        for (var attempt = 1; ; attempt++)
        {
            var folder = Path.Combine(_root, $"written{attempt}");
            var founded = await FoundAndKill(folder);
            var log = await File.ReadAllBytesAsync(
                Path.Combine(folder, "journal.db-wal"), TestContext.Current.CancellationToken);
            var first = HeadBytes + ((long)await FramesMoved(folder) * FrameBytes);
            if (log.Length - first >= FramesToCutMin * FrameBytes)
                return (folder, founded, log, first);
        }
    }

    /// <returns>The communities in the order in which they were acknowledged.</returns>
    private static async Task<List<string>> FoundAndKill(string folder)
    {
        var founded = new List<string>();
        await using var service = await ServiceProcess.Start(folder);
        using var admin = await service.NewClient().SignIn("admin");
        for (var i = 0; i < Communities; i++)
        {
            founded.Add((string)(await admin.PostOnce("/api/v1/communities",
                new { name = $"{i}号院社区", street = "枣园街道", district = "灞桥区", city = "西安市" }).Ok())["communityId"]!);
        }

        await service.Kill();
        return founded;
    }

    /// <summary>Starts on a copy with a cut log; what it has is the beginning of what was acknowledged.</summary>
    private async Task<int> CountKept(string written, byte[] log, List<string> founded, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, name)).FullName;
        foreach (var file in Directory.GetFiles(written))
        {
            // The read tables may be further than a journal that was cut, and are made anew from it.
            var fileName = Path.GetFileName(file);
            if (!fileName.StartsWith("views.db", StringComparison.Ordinal) && fileName != "journal.db-shm")
                File.Copy(file, Path.Combine(folder, fileName));
        }

        await File.WriteAllBytesAsync(
            Path.Combine(folder, "journal.db-wal"), log, TestContext.Current.CancellationToken);
        await using var service = await ServiceProcess.Start(folder);
        using var admin = await service.NewClient().SignIn("admin");
        var there = new List<bool>();
        foreach (var community in founded)
            there.Add((await admin.Get($"/api/v1/communities/{community}")).Status == HttpStatusCode.OK);
        Assert.Equal(there.OrderDescending(), there);
        await service.Entries(); // verify finds nothing wrong
        return there.Count(isThere => isThere);
    }

    private static async Task<int> FramesMoved(string folder)
    {
        var memory = await File.ReadAllBytesAsync(
            Path.Combine(folder, "journal.db-shm"), TestContext.Current.CancellationToken);
        return BinaryPrimitives.ReadInt32LittleEndian(memory.AsSpan(MovedOffset));
    }
}
