using Senparc.CO2NET.HttpUtility;
using Senparc.Weixin;
using LibraryConfig = Senparc.CO2NET.Config;

namespace ResidentService.Cluster.Adapters.Senparc;

/// <summary>
/// The way by which Senparc's static methods reach WeChat: they ask here for their HttpClient. It ends when the caller's
/// patience does, of which they cannot be told; it takes no answer that is too large; and it keeps the answer as it came.
/// What it sets is the whole process's, which therefore speaks to one WeChat.
/// </summary>
internal sealed class SenparcDoor : IDisposable
{
    private static readonly AsyncLocal<Exchange?> Current = new();

    private readonly HttpMessageInvoker _wayOut;
    private readonly int _answerBytesMax;

    static SenparcDoor()
    {
        CommonDI.CommonSP = new Clients();
        // Otherwise addresses and bodies, with secrets and people in them, are written to files.
        (LibraryConfig.IsDebug, Config.IsDebug) = (false, false);
        // It is always given a token: a short one is not to be looked up as if it were the id of an app.
        Config.DefaultAppIdCheckFunc = (_, _) => false;
    }

    /// <param name="wayOut">Is this one's from now on.</param>
    public SenparcDoor(Uri address, HttpMessageHandler wayOut, int answerBytesMax)
    {
        Config.ApiMpHost = address.GetLeftPart(UriPartial.Authority);
        (_wayOut, _answerBytesMax) = (new HttpMessageInvoker(wayOut), answerBytesMax);
    }

    public void Dispose() => _wayOut.Dispose();

    /// <summary>What WeChat answers to the one request that a method of Senparc makes.</summary>
    public async Task<HttpResponseMessage> Ask(Func<Task> method, CancellationToken cancellation)
    {
        using var exchange = new Exchange(_wayOut, _answerBytesMax, cancellation);
        Current.Value = exchange;
        try
        {
            await method();
        }
        catch (Exception) when (exchange.Answer is not null)
        {
            // What Senparc makes of an answer is not used: to it an absent number is 0, a page of a proxy may be an
            // answer, and its errors quote the address. The answer, or why there is none, is known here.
        }

        return await (exchange.Answer ?? throw new InvalidOperationException("Senparc has asked nothing."));
    }

    /// <summary>One request and its answer.</summary>
    private sealed class Exchange(HttpMessageInvoker wayOut, int answerBytesMax, CancellationToken caller)
        : HttpMessageHandler
    {
        public Task<HttpResponseMessage>? Answer { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Answer is not null)
                throw new InvalidOperationException("Senparc has asked twice.");
            Answer = Fetch(request);
            var answer = await Answer;
            // A copy, because it is disposed of there.
            var bytes = await answer.Content.ReadAsByteArrayAsync(caller);
            return new(answer.StatusCode) { Content = new ByteArrayContent(bytes) };
        }

        private async Task<HttpResponseMessage> Fetch(HttpRequestMessage request)
        {
            var answer = await wayOut.SendAsync(request, caller);
            await answer.Content.LoadIntoBufferAsync(answerBytesMax, caller);
            return answer;
        }
    }

    /// <summary>Where Senparc looks for services, of which it needs this one.</summary>
    private sealed class Clients : IServiceProvider
    {
        public object? GetService(Type serviceType) =>
            serviceType == typeof(SenparcHttpClient) && Current.Value is { } exchange
                ? new SenparcHttpClient(new HttpClient(exchange, disposeHandler: false))
                : null;
    }
}
