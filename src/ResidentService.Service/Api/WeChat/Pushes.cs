using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Messages;
using ResidentService.Service.Security;
using ResidentService.Service.Settings;

namespace ResidentService.Service.Api.WeChat;

/// <summary>Carries out what WeChat tells, once.</summary>
public sealed partial class Pushes(
    MessagesDatabase database, Identities identities, Secrets secrets, Erasures erasures, KeyVault vault,
    WeChatSettings settings, ILogger<Pushes> log, TimeProvider system)
{
    /// <returns>Null when it is done, or nothing is to be done; else WeChat has to send it again.</returns>
    public async ValueTask<Problem?> CarryOut(Push push, Asking ask, Tables tables)
    {
        var now = system.GetUtcNow();
        // Its id can name the user, so what is kept of it is a keyed hash.
        var id = Convert.ToHexStringLower(secrets.Mac(Purpose.Push, push.Id));
        if (now - push.CreatedAt > SeenPushes.AgeMax || database.Do(connection => SeenPushes.Has(connection, id)))
            return null;
        if (push.EndsAll && await Erase(push, ask, tables) is { } problem)
            return problem;
        var resident = await ask.Read(identities.WeChat(push.OpenId).Actor, new GetIdentity());
        database.Do(connection =>
        {
            // Another copy of it may have been faster: an accept counts once.
            if (SeenPushes.Note(connection, id, now) && resident is { } known)
                Count(push, known, connection);
            return true;
        });
        LogTaken(log, push.Event);
        return null;
    }

    /// <summary>What the user has answered when they were asked, or has changed in their settings.</summary>
    private void Count(Push push, ResidentId resident, SqliteConnection connection)
    {
        if (push.Event is not ("subscribe_msg_popup_event" or "subscribe_msg_change_event"))
            return;
        foreach (var one in push.Answers.Where(one => settings.HasTemplate(one.TemplateId)))
        {
            if (one.IsReject)
                Quotas.Clear(connection, resident.Value, one.TemplateId);
            else if (push.Event == "subscribe_msg_popup_event" && one.IsAccept)
                Quotas.Accept(connection, resident.Value, one.TemplateId);
        }
    }

    /// <summary>
    /// The user has withdrawn what they had allowed, or left WeChat: their data goes. Not on a push in the open, whose
    /// signature does not cover the body: anybody who has seen one address could name anybody.
    /// </summary>
    private async ValueTask<Problem?> Erase(Push push, Asking ask, Tables tables)
    {
        if (settings.EncodingAesKey is null)
        {
            LogNeedsKey(log, push.Event);
            return null;
        }

        if (await ask.Read(identities.WeChat(push.OpenId).Actor, new GetIdentity()) is not { } resident)
            return null;
        return await Erasing.Carry(new(resident, PaperRequest: null), leavesShop: true, ask, tables, erasures, vault);
    }

    [LoggerMessage(LogLevel.Error, "WeChat has told of {Event}, which is carried out only where WeChat:EncodingAesKey is set.")]
    private static partial void LogNeedsKey(ILogger log, string @event);

    [LoggerMessage(LogLevel.Information, "WeChat has told of {Event}.")]
    private static partial void LogTaken(ILogger log, string @event);
}
