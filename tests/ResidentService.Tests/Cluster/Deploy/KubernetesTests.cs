using Microsoft.Extensions.Hosting;
using ResidentService.Service.Hosting;
using YamlDotNet.RepresentationModel;

namespace ResidentService.Tests.Cluster.Deploy;

public sealed class KubernetesTests
{
    private static readonly YamlNode Silos = DeployFiles.OfKind("StatefulSet", "silo");
    private static readonly YamlNode Pod = Silos.At("spec", "template", "spec");
    private static readonly YamlNode Silo = Pod.At("containers").Named("silo");

    public static TheoryData<string> Sets => [.. DeployFiles.Kubernetes
        .Where(one => one.At("kind").Text() == "StatefulSet").Select(one => one.At("metadata", "name").Text())];

    [Fact]
    public void The_service_reads_what_a_silo_is_given()
    {
        var environment = Silo.At("env").Items().ToDictionary(one => one.At("name").Text(), Sample);
        environment.Add("ASPNETCORE_HTTP_PORTS", Containerfile.Environment["ASPNETCORE_HTTP_PORTS"]);
        var settings = DeployedSettings.Read(environment);
        Assert.False(settings.IsSandbox);
        Assert.NotNull(settings.PostgreSql);
        Assert.NotEmpty(settings.TrustedProxies);
    }

    [Fact]
    public void No_secret_stands_in_the_files()
    {
        var variables = DeployFiles.Kubernetes.Where(one => one.Find("spec", "template") is not null)
            .SelectMany(one => one.At("spec", "template", "spec", "containers").Items())
            .SelectMany(container => container.At("env").Items());
        foreach (var one in variables)
        {
            if (one.Find("value")?.Text() is not { } value)
                continue; // it refers to a secret
            Assert.False(IsSecret(one.At("name").Text()), value);
            Assert.DoesNotMatch("(?i)password=[^$]", value);
        }
    }

    [Fact]
    public void Its_ports_are_those_of_the_container()
    {
        var ports = Silo.At("ports").Items().ToDictionary(
            port => port.At("name").Text(), port => port.At("containerPort").Text());
        Assert.Equal(Containerfile.Ports, [ports["http"], ports["silo"]]);
        foreach (var port in DeployFiles.Kubernetes.Where(one => one.At("kind").Text() == "Service")
            .Where(one => one.At("spec", "selector", "app").Text() == "resident-service")
            .SelectMany(one => one.At("spec", "ports").Items()))
            Assert.Contains(port.At("targetPort").Text(), ports.Keys);
    }

    [Theory]
    [InlineData("startupProbe", "/health/live")]
    [InlineData("livenessProbe", "/health/live")]
    [InlineData("readinessProbe", "/health/ready")]
    public void Its_probes_ask_what_is_there(string probe, string path)
    {
        Assert.Equal(path, Silo.At(probe, "httpGet", "path").Text());
        Assert.Equal("http", Silo.At(probe, "httpGet", "port").Text());
        Assert.Contains(path, Health.Paths());
    }

    [Fact]
    public void It_has_time_to_end_what_is_under_way()
    {
        var grace = TimeSpan.FromSeconds(Pod.At("terminationGracePeriodSeconds").Number());
        var pause = TimeSpan.FromSeconds(Silo.At("lifecycle", "preStop", "sleep", "seconds").Number());
        Assert.True(grace > pause + new HostOptions().ShutdownTimeout + StandaloneRuntime.DrainPatience);
    }

    [Fact]
    public void Its_folder_is_its_own_and_outlives_it()
    {
        var mount = Silo.At("volumeMounts").Named("own").At("mountPath").Text();
        Assert.Equal(Containerfile.Environment["Storage__Directory"], mount);
        Assert.Contains(
            Silos.At("spec", "volumeClaimTemplates").Items(), claim => claim.At("metadata", "name").Text() == "own");
    }

    [Fact]
    public void Silos_are_replaced_and_drained_one_by_one()
    {
        Assert.Equal("RollingUpdate", Silos.At("spec", "updateStrategy", "type").Text());
        var budget = DeployFiles.OfKind("PodDisruptionBudget", "silo").At("spec");
        Assert.Equal(1, budget.At("maxUnavailable").Number());
        var labels = Silos.At("spec", "template", "metadata", "labels").Entries();
        foreach (var (label, value) in budget.At("selector", "matchLabels").Entries())
            Assert.Equal(labels[label].Text(), value.Text());
    }

    [Fact]
    public void Only_silos_reach_the_ports_of_silos_and_Redis()
    {
        foreach (var (policy, port) in ((string, string)[])[("silo", "silo"), ("redis", "redis")])
        {
            var rule = DeployFiles.OfKind("NetworkPolicy", policy).At("spec", "ingress").Items()
                .Single(one => one.At("ports").Items().Any(open => open.At("port").Text() == port));
            var from = Assert.Single(rule.At("from").Items());
            Assert.Equal("resident-service", from.At("podSelector", "matchLabels", "app").Text());
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Each_container_has_a_version_limits_and_no_rights(string name)
    {
        var pod = DeployFiles.OfKind("StatefulSet", name).At("spec", "template", "spec");
        Assert.Equal("true", pod.At("securityContext", "runAsNonRoot").Text());
        Assert.Equal("false", pod.At("automountServiceAccountToken").Text());
        foreach (var container in pod.At("containers").Items())
        {
            Assert.Matches("^[a-z-]+:[0-9.]+$", container.At("image").Text());
            Assert.NotEmpty(container.At("resources", "limits", "memory").Text());
            Assert.NotEmpty(container.At("resources", "limits", "cpu").Text());
            Assert.Equal("false", container.At("securityContext", "allowPrivilegeEscalation").Text());
            Assert.Equal("true", container.At("securityContext", "readOnlyRootFilesystem").Text());
            Assert.Equal(["ALL"], container.At("securityContext", "capabilities", "drop").Texts());
        }
    }

    [Fact]
    public void Redis_keeps_what_it_is_told() =>
        RedisArguments.KeepWhatTheyAreTold([.. DeployFiles.OfKind("StatefulSet", "redis")
            .At("spec", "template", "spec", "containers").Named("redis").At("command").Texts()]);

    private static bool IsSecret(string name) => ((string[])["PASSWORD", "SECRET", "POSTGRESQL", "TOKEN", "KEY"])
        .Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>What the cluster would put in the place of a reference.</summary>
    private static string Sample(YamlNode variable) => variable.Find("value")?.Text() ?? (variable.At("name").Text() switch
    {
        "Storage__PostgreSql" => "Host=postgres;Database=resident_service;Username=resident_service;Password=p",
        "Cluster__Address" => "10.0.0.7",
        _ => "a-value",
    });
}
