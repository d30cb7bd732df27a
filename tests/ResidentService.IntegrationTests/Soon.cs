namespace ResidentService.IntegrationTests;

/// <summary>Waits for what comes about a moment later, in another process: looks, and looks again.</summary>
public static class Soon
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <exception cref="OperationCanceledException">It has not come about for three minutes.</exception>
    public static async Task Until(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await condition())
            await Task.Delay(Pause, patience.Token);
    }

    public static Task Until(Func<bool> condition) => Until(() => Task.FromResult(condition()));

    /// <summary>What is looked for, once it is there.</summary>
    public static async Task<T> Of<T>(Func<Task<T?>> look) where T : class
    {
        T? found = null;
        await Until(async () => (found = await look()) is not null);
        return found!;
    }
}
