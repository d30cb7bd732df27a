using System.Diagnostics.CodeAnalysis;

namespace ResidentService.Service.Hosting;

/// <summary>
/// The end of a process whose store fails. After a failed write nobody knows what is on disk but a new process that
/// reads it again, and no answer may leave that says otherwise.
/// </summary>
public static class BrokenStore
{
    public const int ExitCode = 74; // EX_IOERR of sysexits.h

    [DoesNotReturn]
    public static void EndProcess(Exception e)
    {
        Console.Error.WriteLine($"The service ends, since its store fails. {e.Message}");
        Environment.Exit(ExitCode);
    }
}
