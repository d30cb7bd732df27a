using System.Text;
using ResidentService.Service.Adapters.WeChat;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Messages;
using ResidentService.Service.Settings;

namespace ResidentService.Service.Api.WeChat;

/// <summary>
/// Codes and links that open a page of the mini-program. They are made once and kept: WeChat counts how many we ask
/// for, and a code on a poster is looked at by a whole street.
/// </summary>
/// <param name="system">For the age of what is kept.</param>
public sealed class MiniProgramCodes(
    IWeChat weChat, MessagesDatabase database, ServiceSettings settings, TimeProvider system) : IDisposable
{
    /// <summary>A code is good for ever.</summary>
    private static readonly TimeSpan PictureKept = TimeSpan.FromDays(365);

    /// <summary>A link is good for 30 days: who is given one has at least 29.</summary>
    private static readonly TimeSpan LinkKept = TimeSpan.FromDays(1);

    private readonly SemaphoreSlim _one = new(1, 1);

    public ValueTask<(KeptCode? Code, EdgeFault? Fault)> Picture(
        LinkedPage page, string id, int widthPixels, CancellationToken cancellation)
    {
        if (PathOf(page, id) is not { } path)
            return new((null, EdgeFault.NoMiniProgram));
        var code = new CodeOfPage(path, id, settings.WeChat!.Edition, widthPixels);
        return Find(
            $"picture {code.Edition} {widthPixels} {path} {id}", PictureKept,
            () => weChat.CodeImage(code, cancellation),
            image => new(image.ContentType, image.Bytes), cancellation);
    }

    public ValueTask<(KeptCode? Code, EdgeFault? Fault)> Link(
        LinkedPage page, string id, CancellationToken cancellation)
    {
        if (PathOf(page, id) is not { } path)
            return new((null, EdgeFault.NoMiniProgram));
        var link = new LinkToPage(path, $"id={id}", settings.WeChat!.Edition);
        return Find(
            $"link {link.Edition} {path} {id}", LinkKept, () => weChat.Link(link, cancellation),
            url => new("text/uri-list", Encoding.UTF8.GetBytes(url.AbsoluteUri)), cancellation);
    }

    public void Dispose() => _one.Dispose();

    /// <summary>Null where no page is set, and for an id that is too long for a code, as seeded ones can be.</summary>
    private string? PathOf(LinkedPage page, string id) =>
        id.Length <= CodeOfPage.SceneLengthMax ? settings.WeChat?.Pages.GetValueOrDefault(page) : null;

    /// <summary>One is made at a time, so that many who want the same one cost one call.</summary>
    private async ValueTask<(KeptCode? Code, EdgeFault? Fault)> Find<T>(
        string name, TimeSpan kept, Func<Task<WeChatAnswer<T>>> make, Func<T, KeptCode> keep,
        CancellationToken cancellation)
        where T : class
    {
        if (Kept(name, kept) is { } known)
            return (known, null);
        await _one.WaitAsync(cancellation);
        try
        {
            if (Kept(name, kept) is { } meanwhile)
                return (meanwhile, null);
            if (!(await make()).IsGiven(out var made, out var trouble))
                return (null, WeChatErrors.Fault(trouble));
            var code = keep(made);
            database.Do(connection => KeptCodes.Keep(connection, name, code, system.GetUtcNow()));
            return (code, null);
        }
        finally
        {
            _one.Release();
        }
    }

    private KeptCode? Kept(string name, TimeSpan kept) =>
        database.Do(connection => KeptCodes.Find(connection, name, system.GetUtcNow() - kept));
}
