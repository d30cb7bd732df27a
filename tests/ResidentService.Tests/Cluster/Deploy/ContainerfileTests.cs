namespace ResidentService.Tests.Cluster.Deploy;

public sealed class ContainerfileTests
{
    [Fact]
    public void It_runs_the_cluster_edition_as_nobody_special()
    {
        Assert.Equal("ResidentService.Cluster.dll", Containerfile.Program);
        Assert.Matches("^[1-9][0-9]+:[1-9][0-9]+$", Containerfile.User);
    }

    [Fact]
    public void Its_ports_are_those_that_the_silo_listens_on()
    {
        Assert.Equal(Containerfile.Environment["ASPNETCORE_HTTP_PORTS"], Containerfile.Ports[0]);
        var settings = File.ReadAllText(Path.Combine(DeployFiles.Cluster, "ClusterSettings.cs"));
        Assert.Contains(
            $"PortUsual = {Containerfile.Ports[1]};", settings.Replace("_", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_it_is_made_of_is_not_kept_from_it()
    {
        var kept = DeployFiles.Text("Containerfile.dockerignore").Split('\n');
        var root = Directory.GetParent(DeployFiles.Cluster)!.Parent!.FullName;
        foreach (var needed in (string[])["src", "Directory.Build.props", "Directory.Packages.props", "global.json"])
        {
            Assert.Contains($"!{needed}", kept);
            Assert.True(Path.Exists(Path.Combine(root, needed)), needed);
        }
    }
}
