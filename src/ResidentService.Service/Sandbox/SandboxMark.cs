using Microsoft.Extensions.Logging;
using ResidentService.Service.Security;
using ResidentService.Service.Settings;

namespace ResidentService.Service.Sandbox;

/// <summary>Keeps the sandbox, in which anybody can be anybody, away from a store of real people.</summary>
public static partial class SandboxMark
{
    private const string RanWithAppId = "ran_with_app_id";

    public static async Task Check(KeysDatabase database, ServiceSettings settings, ILogger log)
    {
        if (!settings.IsSandbox)
        {
            await database.SetMeta(RanWithAppId, "yes");
            return;
        }

        if (database.Meta(RanWithAppId) is not null)
            throw new WrongSettingException("Storage:Directory", $"{settings.StorageDirectory} belongs to a service "
                + $"with a WeChat AppId. Set {WeChatSettings.AppIdName}, or give the sandbox a folder of its own.");
        LogSandbox(log);
    }

    [LoggerMessage(LogLevel.Warning,
        "Sandbox: no WeChat:AppId is set. A code sandbox:NAME signs in as NAME; nothing is sent to WeChat.")]
    private static partial void LogSandbox(ILogger log);
}
