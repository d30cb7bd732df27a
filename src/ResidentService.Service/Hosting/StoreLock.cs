using ResidentService.Service.Settings;

namespace ResidentService.Service.Hosting;

/// <summary>One process writes a store: the lock is the operating system's, so a crash leaves none behind.</summary>
public sealed class StoreLock : IDisposable
{
    private readonly FileStream _file;

    private StoreLock(FileStream file) => _file = file;

    public const string FileName = "lock";

    /// <summary>Where a restore builds a store within the folder; nothing is there when it is done.</summary>
    public static string UnfinishedIn(string directory) => Path.Combine(directory, "restoring");

    /// <exception cref="WrongSettingException">
    /// Another process writes this store, or a restore has not come to its end there.
    /// </exception>
    public static StoreLock Take(string directory) => Directory.Exists(UnfinishedIn(directory))
        ? throw new WrongSettingException("Storage:Directory",
            $"a restore into {directory} has not come to its end. Run restore again; keep the file `erasures`.")
        : TakeToRestore(directory);

    /// <exception cref="WrongSettingException">Another process writes this store.</exception>
    public static StoreLock TakeToRestore(string directory)
    {
        try
        {
            return new(new FileStream(
                Path.Combine(directory, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException held) when (IsHeld(held))
        {
            throw new WrongSettingException("Storage:Directory",
                $"{directory} is in use by another process of the service. Stop it, or give this one another folder.");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new WrongSettingException("Storage:Directory",
                $"{directory} cannot be written to: {refused.Message}");
        }
    }

    /// <summary>EWOULDBLOCK on Linux and macOS, a sharing violation on Windows.</summary>
    private static bool IsHeld(IOException refused) => refused.HResult is 11 or 35 or unchecked((int)0x80070020);

    public void Dispose() => _file.Dispose();
}
