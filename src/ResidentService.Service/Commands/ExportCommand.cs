using ResidentService.Service.Exports;
using ResidentService.Service.Security;
using ResidentService.Service.Settings;
using ResidentService.Service.Verification;

namespace ResidentService.Service.Commands;

/// <summary>
/// <c>export FILE</c>: the whole journal as it stands, and beside it, in <c>FILE.keys</c>, what opens the data in it;
/// also beside a running service. It is the backup and the way to another store; <c>restore</c> reads it.
/// </summary>
public static class ExportCommand
{
    private const string UnfinishedSuffix = ".part";

    public static async Task<int> Run(CommandLine command)
    {
        var configuration = command.Configuration();
        var directory = ServiceSettings.DirectoryOf(configuration);
        await using var store = StoreToExport.Open(directory, ConnectionString.Read(configuration));
        var file = command.NeedFile("the file to write");
        var keysFile = file + ExportFormat.KeysSuffix;
        foreach (var there in (string[])[file, keysFile])
        {
            if (File.Exists(there))
                throw new WrongSettingException(there, "is there already; an export never overwrites one.");
        }

        var anchor = await Write(store, file);
        Console.WriteLine($"{file}: {anchor.Position} entries, personal data sealed");
        Console.WriteLine($"{keysFile}: what opens it; keep it apart, and secret");
        Console.WriteLine($"anchor: {anchor}");
        Console.WriteLine($"Keep the anchor, and later copies of {Path.Combine(directory, ErasureList.FileName)}: "
            + "restore asks for the latest.");
        return 0;
    }

    /// <summary>Under other names first: what has the right name is whole. The journal's file comes last.</summary>
    private static async Task<Anchor> Write(StoreToExport store, string file)
    {
        var (unfinished, unfinishedKeys) = (file + UnfinishedSuffix, file + ExportFormat.KeysSuffix + UnfinishedSuffix);
        File.Delete(unfinished);
        File.Delete(unfinishedKeys);
        try
        {
            Anchor anchor;
            await using (var output = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write))
            {
                anchor = await ConsoleProgress.Run("export", progress =>
                    ExportWriter.Write(store.Journal, store.KeysFingerprint, output, progress));
                output.Flush(flushToDisk: true);
            }

            store.CopyKeys(unfinishedKeys);
            File.Move(unfinishedKeys, file + ExportFormat.KeysSuffix);
            File.Move(unfinished, file);
            return anchor;
        }
        finally
        {
            File.Delete(unfinished);
            File.Delete(unfinishedKeys);
        }
    }
}
