using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Adapters.Sqlite;
using ResidentService.Service.Hosting;
using ResidentService.Service.Settings;
using ResidentService.Service.Verification;
using ResidentService.Service.Views;

namespace ResidentService.Service.Commands;

/// <summary>
/// <c>verify [--anchor POSITION:DIGEST]</c>: walks the journal, also beside a running service. One line a fault;
/// exit 1 when there is any. What is in transit or parked is named and is no fault.
/// </summary>
public static class VerifyCommand
{
    public static async Task<int> Run(CommandLine command)
    {
        var configuration = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args = command.HostArguments,
            ContentRootPath = AppContext.BaseDirectory,
        }).Configuration;
        var path = Path.Combine(ServiceSettings.DirectoryOf(configuration), Standalone.JournalFile);
        if (!File.Exists(path))
            throw new WrongSettingException("Storage:Directory", $"there is no journal at {path}.");
        Anchor? anchor = null;
        if (configuration["anchor"] is { } text && !Anchor.TryParse(text, out anchor))
            throw new WrongSettingException("--anchor", "must be POSITION:DIGEST as an earlier verify has printed it.");

        try
        {
            using var journal = new ReadOnlySqliteJournal(path);
            var damage = journal.Damage().Select(line => $"{path}: {line}").ToList();
            var verification = new StoreVerification(journal, new Codec(typeof(Resident).Assembly));
            var report = await verification.Run(anchor, Progress());
            PrintParked(Path.Combine(Path.GetDirectoryName(path)!, "views.db"));
            return Print(report with { Faults = [.. damage, .. report.Faults] });
        }
        catch (SqliteException e)
        {
            PrintFault(new StoreFileException(path, e).Message);
            return 1;
        }
    }

    /// <summary>Parked deliveries are owed, and no fault. They are not in the journal but beside the read tables.</summary>
    private static void PrintParked(string views)
    {
        if (!File.Exists(views))
            return;
        using var connection = SqliteFile.OpenForReading(views);
        if (!ParkedTable.IsIn(connection))
            return;
        foreach (var parked in ParkedTable.All(connection))
            Console.WriteLine($"parked: {parked}");
    }

    private static void PrintFault(string fault) => Console.Error.WriteLine("FAULT " + fault);

    private static int Print(VerificationReport report)
    {
        foreach (var fault in report.Faults)
            PrintFault(fault);
        foreach (var transfer in report.InTransit)
            Console.WriteLine("in transit: " + transfer);
        Console.WriteLine($"{report.LastPosition} entries in {report.Streams} streams, {report.Faults.Count} faults");
        Console.WriteLine($"points: {report.Points.Issued} issued, {report.Points.Retired} retired, "
            + $"{report.Points.InCirculation} in circulation in {report.Points.Accounts} accounts");
        Console.WriteLine($"anchor: {report.Anchor}");
        return report.Faults.Count == 0 ? 0 : 1;
    }

    /// <summary>A line that moves, where somebody is looking.</summary>
    private static Action<long, long>? Progress() => Console.IsErrorRedirected
        ? null
        : (position, last) => Console.Error.Write($"\r{position * 100 / last,3} % of {last} entries"
            + (position == last ? "\n" : ""));
}
