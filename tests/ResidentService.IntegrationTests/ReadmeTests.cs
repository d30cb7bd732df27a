using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ResidentService.IntegrationTests;

/// <summary>The README's tour, taken from the README and run by bash as it stands.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public async Task The_tour_works_line_by_line()
    {
        var folder = Directory.CreateTempSubdirectory("resident-service-").FullName;
        var (seeded, made) = await ServiceProcess.Run(folder, "seed");
        Assert.True(seeded == 0, made);
        string output;
        await using (var service = await ServiceProcess.Start(folder))
        {
            output = await Bash(Tour(), service.Address, folder);
        }

        Directory.Delete(folder, recursive: true);
        foreach (var told in (string[])
        [
            "\"number\":\"V", "\"status\":\"confirmed\",\"sequence\":2", "\"status\":\"waiting\"", "event_full",
            "refused, as it should be", "\"minutes\":240", "\"volunteers\":2,\"minutes\":480,\"points\":8",
            "\"balance\":4", "\"offerTitle\":\"盖碗茶一杯\",\"points\":3", "\"count\":1,\"points\":3", "checkedInAt",
            ", 0 faults", "points: 8 issued",
        ])
        {
            Assert.Contains(told, output, StringComparison.Ordinal);
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ResidentService.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }

    private static string Tour()
    {
        var readme = File.ReadAllText(Path.Combine(Root(), "README.md"));
        var tour = readme[readme.IndexOf("## A tour", StringComparison.Ordinal)..];
        return string.Concat(CodeBlock().Matches(tour).Select(match => match.Groups["code"].Value));
    }

    private static async Task<string> Bash(string lines, Uri api, string storage)
    {
        var start = new ProcessStartInfo("bash", ["-e", "-o", "pipefail", "-s"])
        {
            WorkingDirectory = Root(),
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["API"] = api.ToString().TrimEnd('/');
        start.Environment["Storage__Directory"] = storage;
        if (Databases.Of(storage) is { } database)
            start.Environment["Storage__PostgreSql"] = database;
        using var bash = Process.Start(start)!;
        var (output, errors) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());
        await bash.StandardInput.WriteAsync(lines);
        bash.StandardInput.Close();
        await bash.WaitForExitAsync();
        var said = await output + await errors;
        Assert.True(bash.ExitCode == 0, said);
        return said;
    }

    [GeneratedRegex("^```bash\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex CodeBlock();
}
