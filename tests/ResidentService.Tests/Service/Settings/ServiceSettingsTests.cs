using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using ResidentService.Service.Settings;

namespace ResidentService.Tests.Service.Settings;

public sealed class ServiceSettingsTests
{
    [Fact]
    public void Without_an_AppId_the_sandbox_is_on_and_admin_is_an_admin()
    {
        var settings = Read("Development", ("Admin:OpenIds", "one, two"), ("Admin:OpenIds:0", "three"));
        Assert.True(settings.IsSandbox);
        Assert.Equal(["one", "two", "three", "admin"], settings.AdminOpenIds);
    }

    [Fact]
    public void With_an_AppId_only_those_who_are_named_are_admins()
    {
        var settings = Read(
            "Production", ("WeChat:AppId", "wx1"), ("WeChat:AppSecret", "s"), ("Admin:OpenIds:0", "one"));
        Assert.Equal("https://api.weixin.qq.com/", settings.WeChat?.ApiBaseUrl.AbsoluteUri);
        Assert.Equal(["one"], settings.AdminOpenIds);
    }

    [Fact]
    public void Production_refuses_to_start_without_an_AppId() => AssertNamed("WeChat:AppId", () => Read("Production"));

    [Fact]
    public void A_secret_is_required_with_an_AppId() =>
        AssertNamed("WeChat:AppSecret", () => Read("Development", ("WeChat:AppId", "wx1")));

    [Theory]
    [InlineData("api.weixin.qq.com")]
    [InlineData("ftp://api.weixin.qq.com")]
    public void An_address_must_be_one(string address) => AssertNamed("WeChat:ApiBaseUrl", () => Read(
        "Development", ("WeChat:AppId", "wx1"), ("WeChat:AppSecret", "s"), ("WeChat:ApiBaseUrl", address)));

    [Theory]
    [InlineData("urls", "http://0.0.0.0:5080")]
    [InlineData("urls", "http://*:5080")]
    [InlineData("urls", "http://127.0.0.1:5080;http://10.0.0.1:5080")]
    [InlineData("http_ports", "8080")]
    [InlineData("Kestrel:Endpoints:Web:Url", "http://[::]:80")]
    public void The_sandbox_opens_nothing_to_other_machines(string setting, string value) => AssertNamed(
        setting, () => ServiceSettings.CheckLoopbackOnly(Configuration((setting, value))));

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://localhost:5080;http://[::1]:5080")]
    public void The_sandbox_opens_loopback(string urls) =>
        ServiceSettings.CheckLoopbackOnly(Configuration(("urls", urls), ("http_ports", "8080")));

    [Fact]
    public void The_sandbox_is_exempt_from_rate_limits_and_people_are_not()
    {
        Assert.False(Read("Development").Limits.AreOn);
        Assert.True(Read("Development", ("Limits:Enabled", "true")).Limits.AreOn);
        var limits = Read("Production", ("WeChat:AppId", "wx1"), ("WeChat:AppSecret", "s")).Limits;
        Assert.True(limits.AreOn);
        Assert.Equal(new Rate(PerSecond: 20, Burst: 40), limits.PerUser);
    }

    [Theory]
    [InlineData("Limits:Enabled", "perhaps")]
    [InlineData("Limits:UserPerSecond", "0")]
    [InlineData("Limits:UserPerSecond", "1.5")]
    [InlineData("Limits:UserBurst", "19")]
    [InlineData("Limits:AddressPerSecond", "many")]
    [InlineData("Limits:RequestSeconds", "301")]
    [InlineData("Proxy:Trusted", "proxy.local")]
    [InlineData("Proxy:Trusted", "10.0.0.1,10.0.0.0/33")]
    [InlineData("Proxy:Trusted", "0.0.0.0/0")]
    [InlineData("ForwardedHeaders_Enabled", "true")]
    [InlineData("Telemetry:Otlp", "collector:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector")]
    [InlineData("Telemetry:TraceRatio", "2")]
    public void A_wrong_limit_proxy_or_collector_is_named(string name, string value) =>
        AssertNamed(name, () => Read("Development", (name, value)));

    [Fact]
    public void Proxies_are_addresses_and_networks()
    {
        var proxies = Read("Development", ("Proxy:Trusted", "10.0.0.5, 192.168.0.0/16"), ("Proxy:Trusted:0", "::1"));
        Assert.Equal(
            ["10.0.0.5/32", "192.168.0.0/16", "::1/128"], proxies.TrustedProxies.Select(network => $"{network}"));
    }

    private static void AssertNamed(string setting, Action read)
    {
        var line = Assert.Throws<WrongSettingException>(read).Message;
        Assert.StartsWith(setting + ": ", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
    }

    private static ServiceSettings Read(string environment, params (string Name, string Value)[] values)
    {
        var folder = Path.Combine(Path.GetTempPath(), "resident-settings-test");
        return ServiceSettings.Read(
            Configuration([.. values, ("Storage:Directory", folder)]), new Named(environment));
    }

    private static IConfiguration Configuration(params (string Name, string Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(
            values.Select(value => KeyValuePair.Create<string, string?>(value.Name, value.Value))).Build();

    private sealed class Named(string environment) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = environment;
        public string ApplicationName { get; set; } = "test";
        public string ContentRootPath { get; set; } = "";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
