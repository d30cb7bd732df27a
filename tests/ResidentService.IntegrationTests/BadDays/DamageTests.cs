using System.Net;

namespace ResidentService.IntegrationTests.BadDays;

/// <summary>Somebody else has the store, or its files are not what they were.</summary>
public sealed class DamageTests : IAsyncLifetime
{
    private const int BrokenStoreExitCode = 74;
    private const int PageBytes = 4_096;

    private readonly string _folder = Directory.CreateTempSubdirectory("resident-service-").FullName;

    private string Journal => Path.Combine(_folder, "journal.db");

    /// <summary>A store at rest, with everything in its files and nothing in their logs.</summary>
    public async ValueTask InitializeAsync()
    {
        var (exitCode, output) = await ServiceProcess.Run(_folder, "seed");
        Assert.True(exitCode == 0, output);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_second_process_leaves_a_store_alone_that_is_in_use()
    {
        await using var first = await ServiceProcess.Start(_folder);
        var (exitCode, output) = await ServiceProcess.Run(_folder, ServiceProcess.Serve);
        Assert.Equal(1, exitCode);
        Assert.Contains($"Storage:Directory: {_folder} is in use by another process", output, StringComparison.Ordinal);
        (exitCode, output) = await ServiceProcess.Run(_folder, "seed");
        Assert.Equal(1, exitCode);
        using var client = first.NewClient();
        await client.Get("/api/v1/communities").Is(HttpStatusCode.OK);
        await first.Entries(); // verify may look at it
    }

    [Theory]
    [InlineData("journal.db", "restore a backup")]
    [InlineData("keys.db", "restore a backup")]
    [InlineData("views.db", "Remove it")]
    public async Task A_file_that_is_none_of_ours_stops_the_start(string file, string advice)
    {
        Assert.SkipWhen(Databases.AreUsed, Databases.AboutFiles);
        await File.WriteAllBytesAsync(
            Path.Combine(_folder, file), Noise(4 * PageBytes), TestContext.Current.CancellationToken);
        var (exitCode, output) = await ServiceProcess.Run(_folder, ServiceProcess.Serve);
        Assert.Equal(BrokenStoreExitCode, exitCode);
        Assert.Contains(Path.Combine(_folder, file), output, StringComparison.Ordinal);
        Assert.Contains(advice, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_page_of_the_journal_is_found_by_verify_and_ends_the_service_that_meets_it()
    {
        Assert.SkipWhen(Databases.AreUsed, Databases.AboutFiles);
        await using (var file = File.Open(Journal, FileMode.Open))
        {
            // All but the first page, where the tables are listed: it opens, and nothing in it can be read.
            file.Position = PageBytes;
            file.Write(Noise((int)file.Length - PageBytes));
        }

        var (exitCode, output) = await ServiceProcess.Run(_folder, "verify");
        Assert.Equal(1, exitCode);
        Assert.Contains($"FAULT {Journal}", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        (exitCode, output) = await ServiceProcess.Run(_folder, ServiceProcess.Serve);
        Assert.Equal(BrokenStoreExitCode, exitCode);
        Assert.Contains($"{Journal}: SQLite Error 11", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_damaged_while_the_service_runs_ends_it_without_a_false_answer()
    {
        Assert.SkipWhen(Databases.AreUsed, Databases.AboutFiles);
        await using var service = await ServiceProcess.Start(_folder);
        using var client = service.NewClient();
        await using (var file = File.Open(Journal, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Position = PageBytes;
            file.Write(Noise((int)file.Length - PageBytes));
        }

        // Who these are has not been read yet, so it is read from the damaged pages now.
        try
        {
            foreach (var name in (string[])["zhang", "worker", "li-noodle", "chen"])
            {
                var answer = await client.Post("/api/v1/auth/wechat", new { code = "sandbox:" + name });
                Assert.True((int)answer.Status >= 500, $"{name}: {answer.Status}");
            }
        }
        catch (HttpRequestException)
        {
            // It has ended.
        }

        Assert.Equal(BrokenStoreExitCode, await service.Exit());
        Assert.Contains($"The service ends, since its store fails. {Journal}", service.Output, StringComparison.Ordinal);
    }

    private static byte[] Noise(int bytes)
    {
        var noise = new byte[bytes];
        new Random(20260504).NextBytes(noise);
        return noise;
    }
}
