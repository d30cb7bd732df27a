using System.Net;
using Microsoft.Extensions.Configuration;

namespace ResidentService.Service.Settings;

/// <summary>
/// The proxies in front of the service, whose word counts about who calls. Of anybody else's the header is nothing but
/// what a client wrote itself.
/// </summary>
public static class TrustedProxies
{
    public const string Name = "Proxy:Trusted";

    /// <summary>The framework's own switch, which trusts whoever sends the header.</summary>
    private const string TrustAnybodyName = "ForwardedHeaders_Enabled";

    /// <exception cref="WrongSettingException">An entry is neither an address nor a network.</exception>
    public static IReadOnlyList<IPNetwork> Read(IConfiguration configuration)
    {
        if (string.Equals(configuration[TrustAnybodyName], "true", StringComparison.OrdinalIgnoreCase))
            throw new WrongSettingException(TrustAnybodyName, $"trusts anybody's headers. Name your proxies in {Name}.");
        return [.. ServiceSettings.ReadList(configuration, Name).Select(Network)];
    }

    private static IPNetwork Network(string text)
    {
        if (IPAddress.TryParse(text, out var address))
            return new(address, address.GetAddressBytes().Length * 8);
        return IPNetwork.TryParse(text, out var network) && network.PrefixLength > 0
            ? network
            : throw new WrongSettingException(Name,
                $"\"{text}\" is neither an address such as 10.0.0.5 nor a network such as 10.0.0.0/24.");
    }
}
