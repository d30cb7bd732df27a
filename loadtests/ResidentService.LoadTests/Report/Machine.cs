using System.Globalization;
using System.Runtime.InteropServices;

namespace ResidentService.LoadTests.Report;

/// <summary>What a figure was measured on; without it, the figure says nothing.</summary>
public static class Machine
{
    public static string Now => string.Create(CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC");
}
