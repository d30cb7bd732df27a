using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using ResidentService.Service.Settings;

namespace ResidentService.Tests.Cluster.Deploy;

/// <summary>Reads the settings that a deployment gives to a silo as the silo reads them.</summary>
internal static class DeployedSettings
{
    /// <summary>What the framework reads, and what only stands in for another.</summary>
    private static readonly string[] NotOurs = ["ASPNETCORE_HTTP_PORTS", "REDIS_PASSWORD"];

    /// <param name="environment">Names and values, as the process finds them.</param>
    public static ServiceSettings Read(IReadOnlyDictionary<string, string> environment)
    {
        using var folder = new TemporaryFolder();
        var settings = environment.Where(pair => !NotOurs.Contains(pair.Key)).ToDictionary(
            pair => pair.Key.Replace("__", ":", StringComparison.Ordinal), pair => pair.Value, StringComparer.Ordinal);
        settings["Storage:Directory"] = folder.Path;
        var asked = new AskedConfiguration(settings);
        var read = ServiceSettings.Read(asked, new Production());
        foreach (var name in settings.Keys)
            Assert.True(asked.WasAskedFor(name) || IsOfCluster(name), $"nobody reads {name}");
        return read;
    }

    /// <summary>The cluster edition is not built on every machine; what it reads shows its text.</summary>
    private static bool IsOfCluster(string name) =>
        File.ReadAllText(Path.Combine(DeployFiles.Cluster, "ClusterSettings.cs"))
            .Contains($"configuration[\"{name}\"]", StringComparison.Ordinal);

    private sealed class Production : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Production;

        public string ApplicationName { get; set; } = "";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
