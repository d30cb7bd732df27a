using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Adapters.PostgreSql;
using ResidentService.Service.Adapters.Sqlite;
using ResidentService.Service.Adapters.WeChat;
using ResidentService.Service.Api.Inbox;
using ResidentService.Service.Api.Operations;
using ResidentService.Service.Api.Redemptions;
using ResidentService.Service.Api.WeChat;
using ResidentService.Service.Hosting;
using ResidentService.Service.Messages;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Security;
using ResidentService.Service.Settings;
using ResidentService.Service.Views;

namespace ResidentService.Service;

/// <summary>What speaks to WeChat: the client, the messages that it is asked to send, what it pushes.</summary>
internal static class EdgeWeChat
{
    /// <summary>Without an AppId the sandbox stands for WeChat.</summary>
    public static void AddWeChat(this IServiceCollection services, ServiceSettings settings)
    {
        services.AddSingleton(provider =>
        {
            provider.GetRequiredService<StoreLock>();
            return settings.PostgreSql is { } shared
                ? new PostgreSqlMessagesDatabase(shared.Value)
                : StoreFileException.Naming<MessagesDatabase>(
                    Path.Combine(settings.StorageDirectory, MessagesDatabase.FileName),
                    path => new SqliteMessagesDatabase(path));
        });
        services.AddSingleton(provider => new MiniProgramCodes(
            provider.GetRequiredService<IWeChat>(), provider.GetRequiredService<MessagesDatabase>(), settings,
            TimeProvider.System));
        services.AddSingleton(provider => new RedemptionRisk(
            provider.GetRequiredService<IWeChat>(), provider.GetRequiredService<IActors>(),
            provider.GetRequiredService<KeyVault>(), settings.WeChat?.RiskCheckAbovePoints));
        if (settings.WeChat is not { } weChat)
        {
            services.AddSingleton<IWeChat, WeChatSandbox>();
            return;
        }

        if (weChat.PushToken is { } token)
        {
            services.AddSingleton(_ => new PushCrypto(token, weChat.EncodingAesKey, weChat.AppId));
            services.AddSingleton(provider =>
                ActivatorUtilities.CreateInstance<Pushes>(provider, weChat, TimeProvider.System));
        }

        if (weChat.Templates.Count > 0)
            AddMessages(services, weChat);
        services.AddSingleton<WeChatAlarms>();
        services.AddSingleton<ITokenStore>(_ => new MemoryTokenStore(TimeProvider.System));
        services.AddSingleton<IWeChat>(provider => new WeChatHttp(
            weChat,
            provider.GetRequiredService<ITokenStore>(),
            WeChatClient.NewWayOut(),
            provider.GetRequiredService<WeChatAlarms>(),
            provider.GetRequiredService<ILogger<WeChatHttp>>(),
            TimeProvider.System));
        services.AddSingleton(provider =>
            new ReadinessWarning("weChat", () => provider.GetRequiredService<WeChatAlarms>().Warning));
    }

    /// <summary>Where there are templates; else the inbox is all.</summary>
    private static void AddMessages(IServiceCollection services, WeChatSettings weChat)
    {
        services.AddSingleton<Outbox>();
        services.AddSingleton(provider => new OutboxFollower(
            provider.GetRequiredService<Outbox>(), provider.GetRequiredService<IJournal>(),
            provider.GetRequiredService<Codec>(), NoticesOf(provider), weChat.Templates.Keys.ToHashSet()));
        services.AddHostedService(provider => new MessageSender(
            provider.GetRequiredService<Outbox>(), provider.GetRequiredService<ReadTables>(),
            provider.GetRequiredService<IWeChat>(),
            provider.GetRequiredService<IActors>(), provider.GetRequiredService<KeyVault>(), weChat,
            provider.GetRequiredService<ILogger<MessageSender>>(), provider.GetRequiredService<DomainClock>(),
            TimeProvider.System));
    }

    private static Notices NoticesOf(IServiceProvider provider)
    {
        var views = provider.GetRequiredService<ReadTables>();
        return new(new Staff(
            grant => views.Read(connection => InboxTables.HoldersOf(connection, grant)),
            community => views.Read(connection => InboxTables.StreetOf(connection, community))));
    }
}
