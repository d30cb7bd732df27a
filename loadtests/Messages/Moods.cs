using System.Net;
using System.Text;

namespace ResidentService.MessagesLoad;

/// <summary>How WeChat is today.</summary>
internal enum Mood
{
    Slow,
    Fails,
    Limits,
    Well,
}

/// <summary>The way to a WeChat that is slow, fails in every way, or limits; sending is all that meets it.</summary>
internal sealed class Moods : DelegatingHandler
{
    private static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(1);

    private int _calls;

    public Moods() : base(new SocketsHttpHandler()) { }

    public Mood Mood { get; set; } = Mood.Well;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.RequestUri!.AbsolutePath.EndsWith("/send", StringComparison.Ordinal))
            return await base.SendAsync(request, cancellationToken);
        switch (Mood)
        {
            case Mood.Slow:
                await Task.Delay(SlowAnswer, cancellationToken);
                return await base.SendAsync(request, cancellationToken);
            case Mood.Fails:
                return await Fail(request, cancellationToken);
            case Mood.Limits:
                return Says("""{"errcode":45011,"errmsg":"api minute-quota reach limit"}""");
            default:
                return await base.SendAsync(request, cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> Fail(HttpRequestMessage request, CancellationToken cancellation)
    {
        switch (Interlocked.Increment(ref _calls) % 4)
        {
            case 0:
                throw new HttpRequestException(HttpRequestError.ConnectionError);
            case 1:
                return Says("""{"errcode":-1,"errmsg":"system error"}""");
            case 2:
                return new(HttpStatusCode.BadGateway);
            default: // it is done, and the answer is lost
                (await base.SendAsync(request, cancellation)).Dispose();
                throw new HttpRequestException(HttpRequestError.ResponseEnded);
        }
    }

    private static HttpResponseMessage Says(string json) =>
        new(HttpStatusCode.OK) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
}
