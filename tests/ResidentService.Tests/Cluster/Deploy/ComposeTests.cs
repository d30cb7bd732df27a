using System.Text.RegularExpressions;
using Microsoft.Extensions.Hosting;
using ResidentService.Service.Hosting;
using YamlDotNet.RepresentationModel;

namespace ResidentService.Tests.Cluster.Deploy;

public sealed partial class ComposeTests
{
    private static readonly Dictionary<string, YamlNode> Services = DeployFiles.Compose.At("services").Entries();

    private static readonly List<KeyValuePair<string, YamlNode>> Silos =
        [.. Services.Where(service => service.Key.StartsWith("silo-", StringComparison.Ordinal))];

    [Fact]
    public void There_are_three_silos_each_with_a_folder_of_its_own()
    {
        Assert.Equal(3, Silos.Count);
        Assert.All(Silos, silo =>
        {
            Assert.Equal([$"{silo.Key}:{Containerfile.Environment["Storage__Directory"]}"], silo.Value.At("volumes").Texts());
            Assert.Contains(silo.Key, DeployFiles.Compose.At("volumes").Entries().Keys);
        });
    }

    [Fact]
    public void The_service_reads_what_a_silo_is_given() => Assert.All(Silos, silo =>
    {
        var environment = silo.Value.At("environment").Entries()
            .ToDictionary(pair => pair.Key, pair => Reference().Replace(pair.Value.Text(), "a-value"));
        var settings = DeployedSettings.Read(environment);
        Assert.False(settings.IsSandbox);
        var front = DeployFiles.Compose.At("networks", "front", "ipam", "config").Items().Single().At("subnet").Text();
        Assert.Equal([front], settings.TrustedProxies.Select(network => network.ToString()));
    });

    [Fact]
    public void No_secret_stands_in_the_file()
    {
        foreach (var value in Services.Values.SelectMany(service => service.Find("environment")?.Entries() ?? [])
            .Where(pair => pair.Key.Contains("PASSWORD", StringComparison.OrdinalIgnoreCase)
                || pair.Value.Text().Contains("password=", StringComparison.OrdinalIgnoreCase)))
            Assert.Matches(Reference(), value.Value.Text());
    }

    [Fact]
    public void A_silo_has_time_to_end_what_is_under_way_and_no_rights() => Assert.All(Silos, silo =>
    {
        var grace = TimeSpan.FromSeconds(int.Parse(
            silo.Value.At("stop_grace_period").Text().TrimEnd('s'), System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(grace > new HostOptions().ShutdownTimeout + StandaloneRuntime.DrainPatience);
        Assert.Equal("true", silo.Value.At("read_only").Text());
        Assert.Equal(["ALL"], silo.Value.At("cap_drop").Texts());
        Assert.NotEmpty(silo.Value.At("deploy", "resources", "limits", "memory").Text());
    });

    [Fact]
    public void The_proxy_knows_every_silo_and_asks_whether_it_is_ready()
    {
        var proxy = DeployFiles.Text("Caddyfile");
        Assert.Equal(
            Silos.Select(silo => $"{silo.Key}:{Containerfile.Ports[0]}"),
            Upstream().Matches(proxy).Select(match => match.Value));
        Assert.Contains("health_uri /health/ready", proxy, StringComparison.Ordinal);
        Assert.Contains("/health/ready", Health.Paths());
    }

    [Fact]
    public void Nothing_but_the_proxy_is_reached_from_outside()
    {
        Assert.Equal(["proxy"], Services.Where(service => service.Value.Find("ports") is not null).Select(one => one.Key));
        Assert.Equal("true", DeployFiles.Compose.At("networks", "back", "internal").Text());
        foreach (var store in (string[])["postgres", "redis"])
            Assert.Equal(["back"], Services[store].At("networks").Texts());
    }

    [Fact]
    public void PostgreSQL_keeps_what_it_has_acknowledged()
    {
        var command = Services["postgres"].At("command").Text();
        foreach (var setting in (string[])["fsync=on", "synchronous_commit=on", "full_page_writes=on"])
            Assert.Contains($"-c {setting}", command, StringComparison.Ordinal);
    }

    [Fact]
    public void Redis_keeps_what_it_is_told() =>
        RedisArguments.KeepWhatTheyAreTold(
            [.. Services["redis"].At("command").Texts().Select(part => part.Replace("$$", "$", StringComparison.Ordinal))]);

    [Fact]
    public void Every_image_has_a_version() =>
        Assert.All(Services.Values, service => Assert.Matches("^[a-z-]+:[0-9.]+$", service.At("image").Text()));

    [GeneratedRegex("""\$\{[A-Z_]+:\?\}""", RegexOptions.NonBacktracking)]
    private static partial Regex Reference();

    [GeneratedRegex("silo-[0-9]+:[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Upstream();
}
