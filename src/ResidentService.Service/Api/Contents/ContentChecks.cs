using Microsoft.AspNetCore.Http;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Contents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Service.Adapters.WeChat;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Security;

namespace ResidentService.Service.Api.Contents;

/// <summary>Looks at a text before others read it: by WeChat, and where that is not sure, by staff.</summary>
public sealed class ContentChecks(IWeChat weChat, KeyVault vault, Secrets secrets, Access access)
{
    /// <summary>The author waits for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="community">Whose staff look at it.</param>
    /// <param name="parts">What others would read; those that are absent are left out.</param>
    /// <returns>Why it may not be shown; null where it may.</returns>
    public async ValueTask<Problem?> Of(
        ContentUse use, CommunityId? community, HttpContext context, Asking ask, params IEnumerable<string?> parts)
    {
        var text = string.Join('\n', parts.Where(part => !string.IsNullOrWhiteSpace(part)));
        if (text.Length == 0)
            return null;
        var id = Id.New<ContentId>(secrets.Mac(Purpose.Content, community?.Value ?? "", text));
        if (use.IfUnsure is IfUnsure.Waits && await ask.Read(id.Actor, new GetContent()) is { } known)
            return Said(known);

        var author = SignedIn.Of(context)!;
        return (await Judge(use.Scene, text, author, ask, context.RequestAborted), use.IfUnsure) switch
        {
            (Judgement.Good, _) or (Judgement.Unsure, IfUnsure.Passes) => null,
            (Judgement.Unsure, IfUnsure.Refused) => Problem.Of(EdgeFault.ContentUnsure),
            (Judgement.Unsure(var why), IfUnsure.Waits(var kind)) =>
                await Hold(new(id, author.Resident, community!.Value, kind, default, why), text, author, ask),
            _ => Problem.Of(EdgeFault.ContentRefused),
        };
    }

    /// <summary>What staff have said of this very text.</summary>
    private static Problem? Said(Content.Known known) => known switch
    {
        Content.Allowed => null,
        Content.Waiting => Problem.Of(EdgeFault.ContentWaits),
        _ => Problem.Of(EdgeFault.ContentRefused),
    };

    private async ValueTask<Judgement> Judge(
        ContentScene scene, string text, SignedIn author, Asking ask, CancellationToken cancellation)
    {
        var person = await ask.Read(author.Resident.Actor, new GetResident());
        if (await vault.Open(author.Resident, Fields.OpenId, person?.OpenId) is not { } openId)
            return new Judgement.Unsure(HeldFor.AuthorAway);
        Judgement worst = new Judgement.Good();
        foreach (var piece in Pieces(text))
        {
            var answer = await Hurry.Within(
                Patience, hurried => weChat.CheckText(openId, scene, piece, hurried), cancellation);
            if (Judgement.Of(answer) is not Judgement.Good and var found)
                worst = found;
            if (worst is Judgement.Bad)
                break;
        }

        return worst;
    }

    /// <summary>WeChat takes a text of some length; an event's description may be longer.</summary>
    private static IEnumerable<string> Pieces(string text)
    {
        for (var from = 0; from < text.Length; from += TextVerdict.TextLengthMax)
            yield return text.Substring(from, Math.Min(TextVerdict.TextLengthMax, text.Length - from));
    }

    /// <summary>Staff need nobody else's look.</summary>
    private async ValueTask<Problem?> Hold(ContentCommand.Hold hold, string text, SignedIn author, Asking ask)
    {
        if (await access.MayWork(author, hold.Community))
            return null;
        var sealedText = await vault.Seal(author.Resident, Fields.Content, Cut(text));
        var outcome = await ask.Of(hold.Content.Actor, hold with { Text = sealedText }, "content");
        return outcome.Refusal() ?? Problem.Of(EdgeFault.ContentWaits);
    }

    /// <summary>As much as can be sealed; three bytes are the longest character of one.</summary>
    private static string Cut(string text) =>
        text.Length > KeyVault.TextBytesMax / 3 ? text[..(KeyVault.TextBytesMax / 3)] : text;

    private abstract record Judgement
    {
        private Judgement() { }

        public sealed record Good : Judgement;

        public sealed record Bad : Judgement;

        public sealed record Unsure(HeldFor Why) : Judgement;

        public static Judgement Of(WeChatAnswer<TextVerdict> answer) => answer switch
        {
            { Value.Suggestion: Suggestion.Pass } => new Good(),
            { Value.Suggestion: Suggestion.Risky } or { Trouble.Kind: TroubleKind.IllegalContent } => new Bad(),
            { Value.Suggestion: Suggestion.Review } => new Unsure(HeldFor.Unsure),
            { Trouble.Kind: TroubleKind.UserNotActive } => new Unsure(HeldFor.AuthorAway),
            _ => new Unsure(HeldFor.NotChecked),
        };
    }
}
