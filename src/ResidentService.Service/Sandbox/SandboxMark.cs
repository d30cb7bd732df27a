using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ResidentService.Service.Security;
using ResidentService.Service.Settings;

namespace ResidentService.Service.Sandbox;

/// <summary>Keeps the sandbox, in which anybody can be anybody, away from a store of real people.</summary>
public static partial class SandboxMark
{
    private const string RanWithAppId = "ran_with_app_id";

    /// <summary>Before anything of the store is set going.</summary>
    /// <exception cref="WrongSettingException">The store belongs to the other world.</exception>
    public static async Task Check(IServiceProvider services)
    {
        var (database, settings) =
            (services.GetRequiredService<KeysDatabase>(), services.GetRequiredService<ServiceSettings>());
        if (!settings.IsSandbox)
        {
            if (DomainClock.HasBeenMoved(database))
                throw new WrongSettingException("Storage:Directory", $"{settings.StorageDirectory} belongs to a sandbox "
                    + "whose clock has been moved. Give the service of real people a folder of its own.");
            await database.SetMeta(RanWithAppId, "yes");
            return;
        }

        if (database.Meta(RanWithAppId) is not null)
            throw new WrongSettingException("Storage:Directory", $"{settings.StorageDirectory} belongs to a service "
                + $"with a WeChat AppId. Set {WeChatSettings.AppIdName}, or give the sandbox a folder of its own.");
        LogSandbox(services.GetRequiredService<ILoggerFactory>().CreateLogger("ResidentService"));
    }

    [LoggerMessage(LogLevel.Warning,
        "Sandbox: no WeChat:AppId is set. A code sandbox:NAME signs in as NAME; nothing is sent to WeChat.")]
    private static partial void LogSandbox(ILogger log);
}
