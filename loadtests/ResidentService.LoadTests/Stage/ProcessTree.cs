using System.Globalization;

namespace ResidentService.LoadTests.Stage;

/// <summary>A process and its children, as Linux counts them.</summary>
internal static class ProcessTree
{
    private const int TicksPerSecond = 100;

    // Fields of /proc/PID/stat, counted behind the name, which may hold anything.
    private const int Parent = 1;
    private const int InUserMode = 11;
    private const int OfEndedChildren = 13;

    /// <summary>What it and its children have used, also those that have ended.</summary>
    public static TimeSpan ProcessorTime(int process)
    {
        var ticks = 0L;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var id) || Read(folder) is not { } fields)
                continue;
            if (id == process)
                ticks += UserAndSystem(fields, InUserMode) + UserAndSystem(fields, OfEndedChildren);
            else if (Number(fields[Parent]) == process)
                ticks += UserAndSystem(fields, InUserMode);
        }

        return TimeSpan.FromSeconds(ticks / (double)TicksPerSecond);
    }

    private static string[]? Read(string folder)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(folder, "stat"));
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null; // it has ended meanwhile
        }
    }

    private static long UserAndSystem(string[] fields, int first) => Number(fields[first]) + Number(fields[first + 1]);

    private static long Number(string field) => long.Parse(field, CultureInfo.InvariantCulture);
}
