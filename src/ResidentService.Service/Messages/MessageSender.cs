using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Service.Adapters.PostgreSql;
using ResidentService.Service.Adapters.WeChat;
using ResidentService.Service.Api.Inbox;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Security;
using ResidentService.Service.Settings;
using ResidentService.Service.Views;

namespace ResidentService.Service.Messages;

/// <summary>Sends what the outbox holds, a batch after the other, beside everything else.</summary>
/// <param name="clock">Domain time.</param>
/// <param name="system">For pauses.</param>
public sealed partial class MessageSender(
    Outbox outbox, ReadTables views, IWeChat weChat, IActors actors, KeyVault vault, WeChatSettings settings,
    ILogger<MessageSender> log, TimeProvider clock, TimeProvider system) : BackgroundService
{
    private const int BatchMax = 64;
    private const int AtOnce = 16;
    private const int TriesMax = 20;
    private const int SettleTriesMax = 60;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan NextMinute = TimeSpan.FromMinutes(1);

    /// <summary>How long a message waits for staff to set something right.</summary>
    private static readonly TimeSpan NextLook = TimeSpan.FromMinutes(10);

    private readonly Dictionary<NoticePurpose, string> _templates =
        settings.Templates.ToDictionary(pair => pair.Key, pair => pair.Value.Id);

    private int _failures;

    /// <summary>
    /// Sends one batch. A message is tried once; where WeChat has certainly done nothing it is due again later.
    /// </summary>
    /// <returns>How long to rest before the next one.</returns>
    public async Task<TimeSpan> SendSome(CancellationToken cancellation)
    {
        if (outbox.GiveUpInterrupted(clock.GetUtcNow()) is var interrupted and > 0)
            LogInterrupted(log, interrupted);
        var batch = outbox.Take(_templates, clock.GetUtcNow(), IsNight(clock.GetUtcNow()), BatchMax);
        if (batch.Count == 0)
            return Idle;
        var ended = new ConcurrentBag<(OutgoingMessage, string, SendOutcome)>();
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = AtOnce };
        await Parallel.ForEachAsync(batch, atOnce, async (message, _) =>
            ended.Add((message, _templates[message.Purpose], await Send(message, cancellation))));
        await Settle(ended);

        // While WeChat fails, the others wait where they are safe instead of being tried in vain.
        var fails = ended.All(one => one.Item3 is SendOutcome.Later or SendOutcome.Unknown);
        _failures = fails ? Math.Min(_failures + 1, 10) : 0;
        var pause = _failures == 0 ? TimeSpan.Zero : Idle * Math.Pow(2, _failures - 1);
        return pause < PauseMax ? pause : PauseMax;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // the start does not wait for it
        while (!stoppingToken.IsCancellationRequested)
        {
            // A batch is finished also when the service stops: what was tried is worth to be known.
            var rest = Idle;
            try
            {
                rest = await SendSome(CancellationToken.None);
            }
            catch (Exception away) when (PostgreSqlStoreException.IsAway(away))
            {
                LogAway(log, away);
            }

            await Task.Delay(rest, system, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>While the store is away it is told again: until then all that is known is that they were tried.</summary>
    private async Task Settle(IReadOnlyCollection<(OutgoingMessage, string, SendOutcome)> ended)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                outbox.Settle(ended, clock.GetUtcNow());
                return;
            }
            catch (Exception away) when (tries < SettleTriesMax && PostgreSqlStoreException.IsAway(away))
            {
                LogAway(log, away);
                await Task.Delay(Idle, system);
            }
        }
    }

    /// <summary>From 22 to 7 only what is urgent (DOMAIN.md).</summary>
    private static bool IsNight(DateTimeOffset now) => Calendar.Local(now).Hour is >= 22 or < 7;

    private async Task<SendOutcome> Send(OutgoingMessage message, CancellationToken cancellation)
    {
        try
        {
            var (composed, unsent) = await Prepare(message);
            if (composed is null)
                return unsent!;
            var answer = await weChat.Send(composed, cancellation);
            return answer.Trouble is { } trouble ? Ended(trouble, message.Tries) : new SendOutcome.Sent();
        }
        catch (Exception surprise)
        {
            // It may be on its way: one that is lost stands in the inbox, one too many is a nuisance.
            LogSurprise(log, surprise.GetType().Name);
            return new SendOutcome.Unknown();
        }
    }

    /// <summary>The message; or how it ends without WeChat having been asked.</summary>
    private async Task<(SubscribeMessage? Message, SendOutcome? Unsent)> Prepare(OutgoingMessage message)
    {
        try
        {
            var checkpoint = await views.ReadCheckpoint(); // before the look: the tables may catch up in between
            if (views.Read(connection => InboxTables.Find(connection, message.Resident, message.Position)) is not { } row)
                return (null, checkpoint < message.Position ? new SendOutcome.Later(Idle) : new SendOutcome.Dead());
            if (Notice.IsForBeforehand(message.Purpose) && row.When <= clock.GetUtcNow())
                return (null, new SendOutcome.Dead());
            return await Compose(message, row) is { } composed ? (composed, null) : (null, new SendOutcome.Dead());
        }
        catch (Exception e) when (PostgreSqlStoreException.IsAway(e))
        {
            return (null, new SendOutcome.Later(NextMinute));
        }
    }

    /// <summary>Null where the person has no WeChat any more.</summary>
    private async Task<SubscribeMessage?> Compose(OutgoingMessage message, InboxRow row)
    {
        var person = await actors.Read(message.Resident.Actor, new GetResident());
        if (await vault.Open(message.Resident, Fields.OpenId, person?.OpenId) is not { } openId)
            return null;
        var template = settings.Templates[message.Purpose];
        return new(
            openId,
            template.Id,
            template.Page?.Replace("{id}", row.Subject, StringComparison.Ordinal),
            template.Values.ToDictionary(
                value => value.Key,
                value => TemplateValues.Fit(value.Key, Text(value.Value, message.Purpose, row))),
            settings.Edition);
    }

    private static string Text(NoticePart part, NoticePurpose purpose, InboxRow row) => part switch
    {
        NoticePart.Title => row.Title ?? NoticeTexts.Heading(purpose),
        NoticePart.Time => TemplateValues.Time(row.When),
        NoticePart.Points => $"{row.Points ?? 0}",
        _ => NoticeTexts.Heading(purpose),
    };

    private static SendOutcome Ended(WeChatTrouble trouble, int tries) => trouble.Kind switch
    {
        TroubleKind.NoQuota => new SendOutcome.NoQuota(),
        TroubleKind.NoAnswer => new SendOutcome.Unknown(),
        TroubleKind.NotReached or TroubleKind.Busy or TroubleKind.TokenRefused or TroubleKind.TooFast =>
            tries < TriesMax ? new SendOutcome.Later(NextMinute) : new SendOutcome.Dead(),
        TroubleKind.DailyLimit or TroubleKind.Configuration or TroubleKind.FeatureOff =>
            new SendOutcome.Later(trouble.RetryAfter ?? NextLook),
        _ => new SendOutcome.Dead(),
    };

    [LoggerMessage(LogLevel.Warning, "What is on its way to WeChat cannot be read or noted; it is tried again.")]
    private static partial void LogAway(ILogger log, Exception why);

    [LoggerMessage(LogLevel.Warning, "{Count} messages were being sent when a process ended; they are not repeated.")]
    private static partial void LogInterrupted(ILogger log, int count);

    [LoggerMessage(LogLevel.Error, "A message could not be sent: {Why}. It is not repeated.")]
    private static partial void LogSurprise(ILogger log, string why);
}
