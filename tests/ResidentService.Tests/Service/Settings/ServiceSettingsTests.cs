using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using ResidentService.Service.Messages;
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
    [InlineData("0123456789")]
    [InlineData("0123456789012345678901234567890123456789-?!")]
    public void The_key_of_pushes_is_the_one_of_the_console(string key) => AssertNamed("WeChat:EncodingAesKey", () => Read(
        "Development", ("WeChat:AppId", "wx1"), ("WeChat:AppSecret", "s"), ("WeChat:PushToken", "t"),
        ("WeChat:EncodingAesKey", key)));

    [Fact]
    public void A_template_says_what_stands_where()
    {
        var template = Assert.Single(Read(
            "Development", ("WeChat:AppId", "wx1"), ("WeChat:AppSecret", "s"),
            ("WeChat:Templates:signUpConfirmed:Id", "t1"),
            ("WeChat:Templates:signUpConfirmed:Values:thing1", "title")).WeChat!.Templates);
        Assert.Equal((NoticePurpose.SignUpConfirmed, "t1"), (template.Key, template.Value.Id));
        Assert.Equal(NoticePart.Title, template.Value.Values["thing1"]);
    }

    [Theory]
    [InlineData("WeChat:Templates:birthday:Id", "t1", "WeChat:Templates:birthday")]
    [InlineData("WeChat:Templates:1:Id", "t1", "WeChat:Templates:1")]
    [InlineData("WeChat:Templates:movedUp:Page", "pages/a", "WeChat:Templates:movedUp:Id")]
    [InlineData("WeChat:Templates:movedUp:Id", "t1", "WeChat:Templates:movedUp:Values")]
    [InlineData("WeChat:Edition", "beta", "WeChat:Edition")]
    public void A_template_that_is_wrong_names_itself(string setting, string value, string named) => AssertNamed(
        named, () => Read("Development", ("WeChat:AppId", "wx1"), ("WeChat:AppSecret", "s"), (setting, value)));

    [Fact]
    public void A_key_without_a_token_could_open_pushes_that_nobody_signed() => AssertNamed("WeChat:PushToken", () => Read(
        "Development", ("WeChat:AppId", "wx1"), ("WeChat:AppSecret", "s"), ("WeChat:EncodingAesKey", new string('A', 43))));

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

    [Fact]
    public void Only_the_sandbox_can_be_slowed_down()
    {
        Assert.Null(Read("Development").Limits.JournalCommands);
        Assert.Equal(1_500, Read("Development", ("Sandbox:JournalCommandsPerSecond", "1500")).Limits.JournalCommands);
        AssertNamed("Sandbox:JournalCommandsPerSecond", () => Read("Production", ("WeChat:AppId", "wx1"),
            ("WeChat:AppSecret", "s"), ("Sandbox:JournalCommandsPerSecond", "1500")));
    }

    [Theory]
    [InlineData("Limits:Enabled", "perhaps")]
    [InlineData("Limits:UserPerSecond", "0")]
    [InlineData("Limits:UserPerSecond", "1.5")]
    [InlineData("Limits:UserBurst", "19")]
    [InlineData("Limits:AddressPerSecond", "many")]
    [InlineData("Limits:RequestSeconds", "301")]
    [InlineData("Sandbox:JournalCommandsPerSecond", "0")]
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
