namespace ResidentService.Service.Adapters.WeChat;

/// <summary>Calls for which a person waits.</summary>
internal static class Hurry
{
    /// <summary>Asks, but does not wait longer than that: then it is as if no answer had come.</summary>
    public static async Task<WeChatAnswer<T>> Within<T>(
        TimeSpan patience, Func<CancellationToken, Task<WeChatAnswer<T>>> call, CancellationToken cancellation)
        where T : class
    {
        using var hurry = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        hurry.CancelAfter(patience);
        try
        {
            return await call(hurry.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(new WeChatTrouble(TroubleKind.NoAnswer));
        }
    }
}
