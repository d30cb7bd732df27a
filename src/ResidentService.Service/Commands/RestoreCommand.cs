using ResidentService.Domain.Residents;
using ResidentService.Service.Exports;
using ResidentService.Service.Security;
using ResidentService.Service.Settings;

namespace ResidentService.Service.Commands;

/// <summary>
/// <c>restore FILE --erasures LIST|none [--anchor POSITION:DIGEST]</c>: makes a store from an export, in an empty
/// folder or database, all or nothing. Who was erased since the export stays erased, so the list of them is asked for.
/// </summary>
public static class RestoreCommand
{
    private const string NoList = "none";

    public static async Task<int> Run(CommandLine command)
    {
        var configuration = command.Configuration();
        var directory = ServiceSettings.DirectoryOf(configuration);
        var file = command.NeedFile("the export to read");
        if (!File.Exists(file))
            throw new WrongSettingException(file, "there is no such export.");
        var restoring = new Restoring(
            directory, ConnectionString.Read(configuration), file, Erased(configuration["erasures"], directory), VerifyCommand.AnchorOf(configuration));
        var report = await ConsoleProgress.Run("restore", restoring.Run);
        Console.WriteLine($"{directory}: {report.Anchor.Position} entries in {report.Streams} streams");
        Console.WriteLine($"erasures: {report.Erased} told by the journal, {report.Untold} carried out again");
        Console.WriteLine($"anchor: {report.Anchor}");
        return 0;
    }

    private static IReadOnlyList<ResidentId> Erased(string? list, string directory)
    {
        if (string.Equals(list, NoList, StringComparison.Ordinal))
            return [];
        if (list is { Length: > 0 })
            return ErasureList.Read(list);
        return File.Exists(Path.Combine(directory, ErasureList.FileName))
            ? [] // It lies in the target already, and is read there.
            : throw new WrongSettingException("--erasures", "give the latest copy of the store's file "
                + $"\"{ErasureList.FileName}\", so that who was erased since stays erased; or {NoList}, if nobody was.");
    }
}
