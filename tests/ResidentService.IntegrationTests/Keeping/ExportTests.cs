namespace ResidentService.IntegrationTests.Keeping;

/// <summary>The store is exported while people use it, and comes back from the export as it was.</summary>
public sealed class ExportTests : IAsyncDisposable
{
    private const int People = 3;

    private readonly string _folder = Directory.CreateTempSubdirectory("resident-service-").FullName;

    private string Storage => Path.Combine(_folder, "store");

    private string Export => Path.Combine(_folder, "town.gz");

    [Fact]
    public async Task An_export_beside_a_busy_service_comes_back_as_the_same_store()
    {
        string before;
        await using (var service = await ServiceProcess.Start(Storage))
        {
            using var person = await service.NewClient().SignIn("zhang");
            await person.Put("/api/v1/me", new { displayName = "张三" }).Ok();
            before = (await person.Get("/api/v1/me")).Text;
            using var stop = new CancellationTokenSource();
            var crowd = Enumerable.Range(0, People).Select(i => Register(service, i, stop.Token)).ToList();
            await Run(Storage, 0, "export", Export);
            await stop.CancelAsync();
            Assert.All(await Task.WhenAll(crowd), written => Assert.True(written > 0, "nobody was there meanwhile"));
        }

        var anchor = AnchorIn(await Run(Storage, 0, "verify"));
        var restored = Path.Combine(_folder, "restored");
        var exported = AnchorIn(await Run(restored, 0, "restore", Export, "--erasures", "none"));
        Assert.NotEqual(anchor, exported); // what came after the snapshot is not part of it
        await Run(Storage, 0, "verify", "--anchor", exported);
        Assert.Equal(exported, AnchorIn(await Run(restored, 0, "verify")));

        await using var again = await ServiceProcess.Start(restored);
        using var same = await again.NewClient().SignIn("zhang");
        Assert.Equal(before, (await same.Get("/api/v1/me")).Text);
    }

    [Fact]
    public async Task What_is_wrong_is_said_in_one_line()
    {
        await using (var service = await ServiceProcess.Start(Storage))
        {
            using var person = await service.NewClient().SignIn("zhang");
            await Run(Storage, 0, "export", Export);
            Assert.Contains("is in use", await Run(Storage, 1, "restore", Export, "--erasures", "none"), StringComparison.Ordinal);
        }

        Assert.Contains("never overwrites", await Run(Storage, 1, "export", Export), StringComparison.Ordinal);
        Assert.Contains("name the file", await Run(Storage, 1, "export"), StringComparison.Ordinal);
        Assert.Contains("--erasures", await Restore(), StringComparison.Ordinal);
        Assert.Contains("no such list", await Restore("--erasures", "elsewhere"), StringComparison.Ordinal);
        Assert.Contains("--anchor", await Restore("--erasures", "none", "--anchor", "x"), StringComparison.Ordinal);
        Assert.Contains("not empty", await Run(Storage, 1, "restore", Export, "--erasures", "none"), StringComparison.Ordinal);
        var whole = await File.ReadAllBytesAsync(Export, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Export, whole[..^40], TestContext.Current.CancellationToken);
        await Restore("--erasures", "none");
        Directory.CreateDirectory(Path.Combine(_folder, "empty", "restoring"));
        Assert.Contains("has not come to its end", await Run(Path.Combine(_folder, "empty"), 1, "seed"), StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private Task<string> Restore(params string[] more) =>
        Run(Path.Combine(_folder, "empty"), 1, ["restore", Export, .. more]);

    /// <returns>How many have come.</returns>
    private static async Task<int> Register(ServiceProcess service, int crowd, CancellationToken stop)
    {
        var written = 0;
        while (!stop.IsCancellationRequested || written == 0)
        {
            using var person = await service.NewClient().SignIn($"p{crowd}-{written}");
            await person.Put("/api/v1/me", new { displayName = $"居民 {written++}" }).Ok();
        }

        return written;
    }

    private static async Task<string> Run(string storage, int exitCode, params string[] arguments)
    {
        var (code, output) = await ServiceProcess.Run(storage, arguments);
        Assert.True(code == exitCode, $"{code} instead of {exitCode}: {output}");
        if (exitCode != 0)
            Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        return output;
    }

    private static string AnchorIn(string output) =>
        output.Split('\n').Single(line => line.StartsWith("anchor: ", StringComparison.Ordinal))[8..].Trim();
}
