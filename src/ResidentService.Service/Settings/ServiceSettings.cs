using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using ResidentService.Service.Adapters.WeChat;
using ResidentService.Service.Messages;

namespace ResidentService.Service.Settings;

/// <summary>A wrong setting stops the start with this one line, which names the setting.</summary>
public sealed class WrongSettingException(string setting, string why) : Exception($"{setting}: {why}");

/// <summary>The settings of the edge, checked.</summary>
/// <param name="WeChat">Null in the sandbox.</param>
public sealed record ServiceSettings(
    string StorageDirectory, WeChatSettings? WeChat, IReadOnlyList<string> AdminOpenIds)
{
    public const string DefaultUrl = "http://127.0.0.1:5080";

    private const string SandboxAdmin = "admin";
    private const string DirectoryName = "Storage:Directory";

    public bool IsSandbox => WeChat is null;

    /// <summary>The database of the store, which several processes may share; null where it is the folder's files.</summary>
    public ConnectionString? PostgreSql { get; init; }

    public required LimitSettings Limits { get; init; }

    /// <summary>Empty where nothing stands in front of the service.</summary>
    public required IReadOnlyList<IPNetwork> TrustedProxies { get; init; }

    public required TelemetrySettings Telemetry { get; init; }

    /// <exception cref="WrongSettingException">A setting is missing or wrong.</exception>
    public static ServiceSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var weChat = WeChatSettings.Read(configuration);
        if (weChat is null && environment.IsProduction())
            throw new WrongSettingException(WeChatSettings.AppIdName, "is required in Production. "
                + "Set it, or set ASPNETCORE_ENVIRONMENT=Development to try the sandbox.");
        var admins = ReadList(configuration, "Admin:OpenIds");
        return new(ReadDirectory(configuration), weChat, weChat is null ? [.. admins, SandboxAdmin] : admins)
        {
            PostgreSql = ConnectionString.Read(configuration),
            Limits = LimitSettings.Read(configuration, isSandbox: weChat is null),
            TrustedProxies = Settings.TrustedProxies.Read(configuration),
            Telemetry = TelemetrySettings.Read(configuration),
        };
    }

    /// <summary>The sandbox lets anybody in, so it must not be reachable from elsewhere.</summary>
    public static void CheckLoopbackOnly(IConfiguration configuration)
    {
        var urls = Split(configuration["urls"]).Select(url => ("urls", url))
            .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren()
                .Select(endpoint => ($"{endpoint.Path}:Url", endpoint["Url"] ?? "")));
        foreach (var (setting, url) in urls)
        {
            if (!IsLoopback(url))
                throw new WrongSettingException(setting, $"{url} can be reached from other machines. Without "
                    + $"{WeChatSettings.AppIdName} the sandbox is on, which listens on loopback only.");
        }

        foreach (var ports in (string[])["http_ports", "https_ports"])
        {
            if (Split(configuration["urls"]).Length == 0 && Split(configuration[ports]).Length > 0)
                throw new WrongSettingException(ports, $"opens ports to other machines. Without "
                    + $"{WeChatSettings.AppIdName} the sandbox is on; set urls to a loopback address instead.");
        }
    }

    public static bool NamesAnAddress(IConfiguration configuration) =>
        ((string[])["urls", "http_ports", "https_ports"]).Any(name => !string.IsNullOrWhiteSpace(configuration[name]))
        || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();

    /// <summary>
    /// Host names under which the sandbox answers: under any other name a web page of somebody else could speak to it,
    /// once its own name leads here (DNS rebinding).
    /// </summary>
    public static IList<string> SandboxHosts(IConfiguration configuration) =>
    [
        "localhost", "127.0.0.1", "[::1]",
        .. Split(configuration["urls"]).Select(url => new Uri(url).Host),
    ];

    private static bool IsLoopback(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri))
            return false; // http://*:5080 and http://+:5080 are everywhere
        return uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
    }

    /// <summary>The store's folder, which may not be there.</summary>
    public static string DirectoryOf(IConfiguration configuration) =>
        Path.GetFullPath(configuration[DirectoryName] is { Length: > 0 } given ? given : "data");

    private static string ReadDirectory(IConfiguration configuration)
    {
        var directory = DirectoryOf(configuration);
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new WrongSettingException(DirectoryName, $"{directory} cannot be made or opened: {refused.Message}");
        }

        return directory;
    }

    /// <summary>
    /// A list as .NET writes one, or one value with commas, which is easier to give as an environment variable.
    /// </summary>
    internal static string[] ReadList(IConfiguration configuration, string name)
    {
        var section = configuration.GetSection(name);
        return [.. Split(section.Value), .. section.GetChildren().SelectMany(child => Split(child.Value))];
    }

    private static string[] Split(string? values) => (values ?? "")
        .Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>What a code or a link of the mini-program opens.</summary>
public enum LinkedPage
{
    Event,
    Offer,
}

public sealed record WeChatSettings(string AppId, string AppSecret, Uri ApiBaseUrl)
{
    private const int EncodingAesKeyLength = 43;
    private const string PushTokenName = "WeChat:PushToken";
    private const string EncodingAesKeyName = "WeChat:EncodingAesKey";

    /// <summary>What is sent for each purpose; what has none stands in the inbox only.</summary>
    public IReadOnlyDictionary<NoticePurpose, MessageTemplate> Templates { get; init; } =
        new Dictionary<NoticePurpose, MessageTemplate>();

    /// <summary>Which edition of the mini-program messages open.</summary>
    public AppEdition Edition { get; init; } = AppEdition.Release;

    /// <summary>With which WeChat signs what it pushes; null where it pushes nothing.</summary>
    public string? PushToken { get; init; }

    /// <summary>With which it seals that; null where it comes in plain.</summary>
    public string? EncodingAesKey { get; init; }

    /// <summary>What a code or a link opens; those without a page have none.</summary>
    public IReadOnlyDictionary<LinkedPage, string> Pages { get; init; } = new Dictionary<LinkedPage, string>();

    /// <summary>Above so many points at once WeChat is asked how much of a risk the user is.</summary>
    public int RiskCheckAbovePoints { get; init; } = RiskCheckAbovePointsUsual;

    public const string AppIdName = "WeChat:AppId";

    private const string AppSecretName = "WeChat:AppSecret";
    private const string RiskCheckName = "WeChat:RiskCheckAbovePoints";
    private const int RiskCheckAbovePointsUsual = 200;
    private const string ApiBaseUrlName = "WeChat:ApiBaseUrl";
    private const string OfficialApi = "https://api.weixin.qq.com";

    /// <summary>Null without an AppId: the sandbox.</summary>
    public static WeChatSettings? Read(IConfiguration configuration)
    {
        if (configuration[AppIdName] is not { Length: > 0 } appId)
            return null;
        if (configuration[AppSecretName] is not { Length: > 0 } secret)
            throw new WrongSettingException(AppSecretName, $"is required with {AppIdName}.");
        var address = configuration[ApiBaseUrlName] is { Length: > 0 } given ? given : OfficialApi;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http"))
            throw new WrongSettingException(ApiBaseUrlName, $"must be an absolute http(s) address, not \"{address}\".");
        return new(appId, secret, url)
        {
            PushToken = configuration[PushTokenName] is { Length: > 0 } token ? token : null,
            EncodingAesKey = ReadKey(configuration),
            Templates = MessageTemplate.ReadAll(configuration),
            Edition = ReadEdition(configuration),
            Pages = ReadPages(configuration),
            RiskCheckAbovePoints = ReadRiskCheck(configuration),
        };
    }

    public bool HasTemplate(string id) => Templates.Values.Any(template => template.Id == id);

    /// <summary>As codes want them: without a slash in front, and without a query, which is ours.</summary>
    private static Dictionary<LinkedPage, string> ReadPages(IConfiguration configuration)
    {
        var pages = new Dictionary<LinkedPage, string>();
        foreach (var page in Enum.GetValues<LinkedPage>())
        {
            var name = $"WeChat:Pages:{page}";
            if (configuration[name] is not { Length: > 0 } path)
                continue;
            if (path[0] == '/' || path.Contains('?', StringComparison.Ordinal))
                throw new WrongSettingException(name, $"has no slash in front and no query, unlike \"{path}\".");
            pages[page] = path;
        }

        return pages;
    }

    private static int ReadRiskCheck(IConfiguration configuration)
    {
        if (configuration[RiskCheckName] is not { Length: > 0 } text)
            return RiskCheckAbovePointsUsual;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var points)
            ? points
            : throw new WrongSettingException(RiskCheckName, $"must be a whole number of points, not \"{text}\".");
    }

    private static AppEdition ReadEdition(IConfiguration configuration)
    {
        const string name = "WeChat:Edition";
        if (configuration[name] is not { Length: > 0 } word)
            return AppEdition.Release;
        return Enum.TryParse<AppEdition>(word, ignoreCase: true, out var edition) && Enum.IsDefined(edition)
            ? edition
            : throw new WrongSettingException(name, "is develop, trial or release.");
    }

    private static string? ReadKey(IConfiguration configuration)
    {
        if (configuration[EncodingAesKeyName] is not { Length: > 0 } key)
            return null;
        if (configuration[PushTokenName] is not { Length: > 0 })
            throw new WrongSettingException(PushTokenName, $"is required with {EncodingAesKeyName}.");
        return key.Length == EncodingAesKeyLength && Convert.TryFromBase64String(key + "=", new byte[key.Length], out _)
            ? key
            : throw new WrongSettingException(
                EncodingAesKeyName, "must be the 43 characters that WeChat's console shows.");
    }

    /// <summary>Never shows the secret in a log.</summary>
    public override string ToString() => AppId;
}
