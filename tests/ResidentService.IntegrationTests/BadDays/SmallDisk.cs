using System.Diagnostics;

namespace ResidentService.IntegrationTests.BadDays;

/// <summary>
/// A file system of its own: a tmpfs in a user and mount namespace, which needs no privileges where the system lets
/// people make such. It lives as long as the process that holds it.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly Process _holder;

    private SmallDisk(Process holder, string folder) => (_holder, Folder) = (holder, folder);

    public string Folder { get; }

    /// <summary>What a command is put behind, to run inside.</summary>
    public string[] Within => ["nsenter", "--preserve-credentials", "--target", $"{_holder.Id}", "--user", "--mount"];

    /// <summary>Skips the test where the system does not allow it.</summary>
    public static async Task<SmallDisk> Make(int megabytes)
    {
        var folder = Directory.CreateTempSubdirectory("resident-service-").FullName;
        var mount = $"mount -t tmpfs -o size={megabytes}m none {folder} && echo ready && exec cat";
        Process holder;
        try
        {
            holder = Process.Start(new ProcessStartInfo("unshare", ["--map-root-user", "--mount", "sh", "-c", mount])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Directory.Delete(folder);
            Assert.Skip("there is no unshare(1) to make a file system of our own with");
            throw;
        }

        if (await holder.StandardOutput.ReadLineAsync() != "ready")
        {
            var why = await holder.StandardError.ReadToEndAsync();
            Directory.Delete(folder);
            Assert.Skip("this system allows no file system of our own: " + why.Trim());
        }

        return new(holder, folder);
    }

    /// <summary>Runs a command inside to its end; it must succeed.</summary>
    public async Task<string> Run(params string[] command)
    {
        var (exitCode, output) = await TryRun(command);
        Assert.True(exitCode == 0, output);
        return output;
    }

    /// <summary>Takes all the room there is left.</summary>
    public async Task Fill() =>
        Assert.NotEqual(0, (await TryRun("dd", "if=/dev/zero", $"of={Folder}/filler", "bs=4096")).ExitCode);

    public Task Grow(int megabytes) => Run("mount", "-o", $"remount,size={megabytes}m", Folder);

    public Task MakeReadOnly() => Run("mount", "-o", "remount,ro", Folder);

    public void Dispose()
    {
        _holder.StandardInput.Close(); // with which cat ends
        _holder.WaitForExit();
        _holder.Dispose();
        Directory.Delete(Folder);
    }

    private async Task<(int ExitCode, string Output)> TryRun(params string[] command)
    {
        string[] all = [.. Within, .. command];
        using var process = Process.Start(new ProcessStartInfo(all[0], all[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }
}
