using System.Globalization;
using Microsoft.Extensions.Configuration;
using ResidentService.Runtime.Actors;

namespace ResidentService.Service.Settings;

/// <summary>How much one may ask for.</summary>
/// <param name="AreOn">Rate limits; the sandbox is exempt unless it asks for them.</param>
/// <param name="PerUser">Calls of somebody who is signed in.</param>
/// <param name="PerAddress">
/// Calls of nobody in particular. A whole street can sit behind one address of its carrier, and all of it signs in
/// when a popular event opens: so this stops a flood, and one person's share is the other limit's matter.
/// </param>
/// <param name="RequestTime">From a request's head to its answer.</param>
/// <param name="ActorsMax">Actors kept in memory, see <see cref="ActorLimits"/>; fewer on a small machine.</param>
public sealed record LimitSettings(bool AreOn, Rate PerUser, Rate PerAddress, TimeSpan RequestTime, int ActorsMax)
{
    private const string JournalCommandsName = "Sandbox:JournalCommandsPerSecond";
    private const int PerSecondMax = 1_000_000;
    private const int RequestSecondsMax = 300;
    private const int ActorsInMemoryMax = 10_000_000;

    /// <summary>
    /// Commands a second that the sandbox's journal takes, to see what happens beyond; null for as many as it can.
    /// </summary>
    public int? JournalCommands { get; init; }

    /// <exception cref="WrongSettingException">A number is none, or out of its range.</exception>
    public static LimitSettings Read(IConfiguration configuration, bool isSandbox) => new(
        Switch(configuration, "Limits:Enabled", otherwise: !isSandbox),
        ReadRate(configuration, "Limits:User", new(PerSecond: 20, Burst: 40)),
        ReadRate(configuration, "Limits:Address", new(PerSecond: 500, Burst: 5_000)),
        TimeSpan.FromSeconds(Number(configuration, "Limits:RequestSeconds", 15, RequestSecondsMax)),
        Number(configuration, "Limits:ActorsInMemory", ActorLimits.Default.ActorsMax, ActorsInMemoryMax))
    {
        JournalCommands = ReadJournalCommands(configuration, isSandbox),
    };

    private static int? ReadJournalCommands(IConfiguration configuration, bool isSandbox)
    {
        if (configuration[JournalCommandsName] is not { Length: > 0 })
            return null;
        return isSandbox
            ? Number(configuration, JournalCommandsName, 0, PerSecondMax)
            : throw new WrongSettingException(JournalCommandsName, "slows the service down; it is for the sandbox only.");
    }

    private static Rate ReadRate(IConfiguration configuration, string name, Rate otherwise)
    {
        var perSecond = Number(configuration, name + "PerSecond", otherwise.PerSecond, PerSecondMax);
        var burst = Number(configuration, name + "Burst", Math.Max(otherwise.Burst, perSecond), PerSecondMax);
        return burst >= perSecond
            ? new(perSecond, burst)
            : throw new WrongSettingException(name + "Burst", $"must be at least {name}PerSecond, {perSecond}.");
    }

    private static int Number(IConfiguration configuration, string name, int otherwise, int max)
    {
        if (configuration[name] is not { Length: > 0 } text)
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1 && number <= max
            ? number
            : throw new WrongSettingException(name, $"must be a whole number from 1 to {max}, not \"{text}\".");
    }

    private static bool Switch(IConfiguration configuration, string name, bool otherwise)
    {
        if (configuration[name] is not { Length: > 0 } text)
            return otherwise;
        return bool.TryParse(text, out var on)
            ? on
            : throw new WrongSettingException(name, $"must be true or false, not \"{text}\".");
    }
}

/// <summary>So many calls at once, and then so many a second.</summary>
public sealed record Rate(int PerSecond, int Burst);
