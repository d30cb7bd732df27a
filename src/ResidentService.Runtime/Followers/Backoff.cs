namespace ResidentService.Runtime.Followers;

/// <summary>Pauses between tries: 100 ms, doubled each time, up to 30 s.</summary>
internal static class Backoff
{
    private static readonly TimeSpan Max = TimeSpan.FromSeconds(30);

    public static TimeSpan After(int failures)
    {
        var pause = TimeSpan.FromMilliseconds(100) * Math.Pow(2, Math.Min(failures - 1, 16));
        return pause < Max ? pause : Max;
    }
}
