using ResidentService.Service.Adapters.WeChat;
using ResidentService.Service.Settings;

namespace ResidentService.Cluster.Adapters.Senparc;

internal static class WeChatSenparcHosting
{
    /// <summary>In place of the service's own client.</summary>
    public static void AddWeChatSenparc(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton<IWeChat>(provider => new WeChatSenparc(
            WeChatSettings.Read(configuration)!,
            provider.GetRequiredService<ITokenStore>(),
            WeChatClient.NewWayOut(),
            provider.GetRequiredService<WeChatAlarms>(),
            provider.GetRequiredService<ILogger<WeChatSenparc>>(),
            TimeProvider.System));
}
